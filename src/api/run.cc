// For those who run the server: health, metrics, the contract itself.
#include <malloc.h>
#include <unistd.h>

#include <fstream>

#include "api/operations.h"
#include "api/source_view.h"
#include "ingest/deletions.h"
#include "ingest/ledger.h"

namespace resonanz::specs {
extern const std::string_view kOpenApi;
}

namespace resonanz::api {
namespace {

std::int64_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::int64_t size = 0, resident = 0;
  in >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

/// A label's value with the three characters escaped that the format needs.
std::string label(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out;
}

Reply prometheus(Call& call) {
  TRY(const auto ledgers, ingest::read_ledgers(call.services.db));
  TRY(const auto sources, call.services.sources.list());
  TRY(const auto deletions, ingest::read_deletions(call.services.db));
  TRY(const auto quarantined, call.services.quarantine.size());
  TRY(const auto history, call.services.indexer.progress());
  std::map<Id, std::string> kinds;
  std::string out =
      "# HELP resonanz_items_total Items by source and outcome; received equals the sum of the others and pending.\n"
      "# TYPE resonanz_items_total counter\n";
  for (const auto& [id, ledger] : ledgers) {
    const json::object row = ingest::to_json(ledger);
    for (const char* outcome : {"received", "stored", "duplicate", "unmatched"})
      out += fmt::format("resonanz_items_total{{source=\"{}\",outcome=\"{}\"}} {}\n", id, outcome,
                         row.at(outcome).as_int64());
    for (const auto& [reason, n] : ledger.filtered)
      out += fmt::format("resonanz_items_total{{source=\"{}\",outcome=\"filtered\",reason=\"{}\"}} {}\n", id,
                         label(reason), n);
    for (const auto& [reason, n] : ledger.quarantined)
      out += fmt::format("resonanz_items_total{{source=\"{}\",outcome=\"quarantined\",reason=\"{}\"}} {}\n", id,
                         label(reason), n);
  }
  out +=
      "# HELP resonanz_ledger_difference Items that are neither in nor out; anything but 0 is a fault.\n# TYPE resonanz_ledger_difference gauge\n";
  for (const auto& [id, ledger] : ledgers)
    out += fmt::format("resonanz_ledger_difference{{source=\"{}\"}} {}\n", id, ledger.difference());
  out +=
      "# HELP resonanz_source_healthy 1 while a source runs without error or gap.\n# TYPE resonanz_source_healthy gauge\n";
  for (const auto& source : sources)
    out += fmt::format("resonanz_source_healthy{{source=\"{}\",kind=\"{}\"}} {}\n", source.id, label(source.kind),
                       is_healthy(source) ? 1 : 0);
  out +=
      "# HELP resonanz_deletion_delay_seconds From a deletion on the network until it is gone here.\n# TYPE resonanz_deletion_delay_seconds histogram\n";
  for (const auto& [id, classes] : deletions) {
    std::int64_t below = 0;
    for (const auto bound : ingest::kDelayClasses) {
      if (const auto found = classes.find(bound); found != classes.end()) below += found->second;
      const bool last = bound == std::end(ingest::kDelayClasses)[-1];
      out += fmt::format("resonanz_deletion_delay_seconds_bucket{{source=\"{}\",le=\"{}\"}} {}\n", id,
                         last ? "+Inf" : std::to_string(bound), below);
    }
    out += fmt::format("resonanz_deletion_delay_seconds_count{{source=\"{}\"}} {}\n", id, below);
  }
  const auto& hooks = call.services.hook_counts;
  out +=
      "# HELP resonanz_websub_deliveries_total What hubs brought, by what became of it.\n# TYPE resonanz_websub_deliveries_total counter\n";
  for (const auto& [outcome, n] :
       {std::pair("taken", hooks.deliveries.load()), std::pair("unsigned", hooks.unsigned_deliveries.load()),
        std::pair("unreadable", hooks.unreadable_deliveries.load())})
    out += fmt::format("resonanz_websub_deliveries_total{{outcome=\"{}\"}} {}\n", outcome, n);
  out += fmt::format(
      "# HELP resonanz_quarantine Items kept because they cannot be read.\n# TYPE resonanz_quarantine gauge\nresonanz_quarantine {}\n",
      quarantined);
  out += fmt::format(
      "# HELP process_resident_memory_bytes Memory in use.\n# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {}\n",
      resident_bytes());
  out += fmt::format(
      "# HELP resonanz_history_posts Stored posts by whether the history index has them; waiting ones are looked at one by one.\n"
      "# TYPE resonanz_history_posts gauge\nresonanz_history_posts{{state=\"indexed\"}} {}\n"
      "resonanz_history_posts{{state=\"waiting\"}} {}\n"
      "# HELP resonanz_history_segments Segments of the history index.\n# TYPE resonanz_history_segments gauge\n"
      "resonanz_history_segments {}\n",
      history.posts, history.waiting, history.segments);
  net::Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = std::move(out);
  return response;
}

Reply health_of(Call& call) {
  TRY(const auto ledgers, ingest::read_ledgers(call.services.db));
  std::int64_t pending = 0, missing = 0;
  for (const auto& [id, ledger] : ledgers) {
    pending += ledger.pending;
    missing += std::abs(ledger.difference());
  }
  return ok(
      json::object{{"status", missing == 0 ? "ok" : "fault"}, {"pending", pending}, {"ledger_difference", missing}});
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> health(Call& call) { co_return health_of(call); }
boost::asio::awaitable<Reply> metrics(Call& call) { co_return prometheus(call); }
boost::asio::awaitable<Reply> read_openapi(Call&) {
  net::Response response;
  response.content_type = "application/yaml";
  response.body = specs::kOpenApi;
  co_return response;
}
}  // namespace operations
}  // namespace resonanz::api
