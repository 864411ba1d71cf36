// resonanz quarantine: what could not be read, looked at, tried again, discarded.
#include <boost/json.hpp>

#include "app/program.h"
#include "base/log.h"
#include "cmd/command.h"
#include "host/clock.h"
#include "ingest/quarantine.h"
#include "sources/source_table.h"

namespace resonanz::cmd {
namespace {

constexpr const char* kActor = "command line";

struct Arguments {
  std::string data = app::default_data_folder().string(), keys, source, code, id, reason;
  int limit = 100;
};

Result<ingest::Selection> selection(app::House& house, const Arguments& arguments) {
  ingest::Selection out;
  if (!arguments.code.empty() && !(out.code = errc_from_code(arguments.code)))
    return fail(Errc::value, "code " + arguments.code);
  if (arguments.source.empty()) return out;
  sources::SourceTable table(house.db(), house.keys());
  TRY(const auto source, table.find_by_name(arguments.source));
  out.source = source.id;
  return out;
}

Status list(app::House& house, const Arguments& arguments) {
  ingest::Quarantine quarantine(house.db(), house.keys());
  TRY(const auto wanted, selection(house, arguments));
  TRY(const auto items, quarantine.list(wanted, 0, arguments.limit));
  for (const auto& item : items)
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"id", id_text(item.id)},
                                                                  {"source", id_text(item.source)},
                                                                  {"code", code_of(item.reason.code)},
                                                                  {"reason", item.reason.sentence("en")},
                                                                  {"size", item.size},
                                                                  {"received_at", format_rfc3339(item.received_at)},
                                                                  {"preview", item.preview}}));
  return done();
}

/// A single one by --id, or all that are selected.
template <typename One, typename All>
Result<std::int64_t> apply(app::House& house, const Arguments& arguments, One&& one, All&& all) {
  ingest::Quarantine quarantine(house.db(), house.keys());
  if (arguments.id.empty()) {
    TRY(const auto wanted, selection(house, arguments));
    return all(quarantine, wanted);
  }
  const auto id = parse_id(arguments.id);
  if (!id) return fail(Errc::value, "id " + arguments.id);
  CHECK_OK(one(quarantine, *id));
  return std::int64_t{1};
}

Status replay(app::House& house, const Arguments& arguments) {
  const TimeUs now = host::system_clock().now();
  TRY(const auto items,
      apply(
          house, arguments, [&](auto& quarantine, Id id) { return quarantine.replay(id, kActor, now); },
          [&](auto& quarantine, const auto& wanted) { return quarantine.replay_all(wanted, kActor, now); }));
  if (house.is_ours()) CHECK_OK(app::drain(house, {}));  // else the running server takes them over
  ingest::Quarantine quarantine(house.db(), house.keys());
  TRY(const auto left, quarantine.size());
  fmt::print("replayed={} still_in_quarantine={}\n", items, left);
  return done();
}

Status discard(app::House& house, const Arguments& arguments) {
  if (arguments.reason.empty()) return fail(Errc::value, "reason");
  const TimeUs now = host::system_clock().now();
  TRY(const auto items,
      apply(
          house, arguments,
          [&](auto& quarantine, Id id) { return quarantine.discard(id, arguments.reason, kActor, now); },
          [&](auto& quarantine, const auto& wanted) {
            return quarantine.discard_all(wanted, arguments.reason, kActor, now);
          }));
  fmt::print("discarded={}\n", items);
  return done();
}

int run(const Arguments& arguments, Status (*act)(app::House&, const Arguments&)) {
  start_logging();
  auto house = app::House::open({arguments.data, arguments.keys}, false);
  const Status status = house ? act(**house, arguments) : Status(house.error());
  if (status) return kDone;
  fmt::print(stderr, "{}\n", status.error().sentence("en"));
  return status.error().code == Errc::value || status.error().code == Errc::not_found ? kBadInput : kFailed;
}

}  // namespace

void register_quarantine(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* quarantine = app.add_subcommand("quarantine", "What could not be read: look, try again, discard");
  quarantine->require_subcommand(1);
  const auto add = [&](const char* name, const char* about, Status (*act)(app::House&, const Arguments&)) {
    CLI::App* command = quarantine->add_subcommand(name, about);
    command->add_option("--source", arguments->source, "only of this source (its name)");
    command->add_option("--code", arguments->code, "only with this reason, such as E_FEED");
    command->add_option("--data", arguments->data, "data folder")->capture_default_str();
    command->add_option("--keys", arguments->keys, "key file (default: beside the data folder)");
    command->callback([arguments, act, &exit_code] { exit_code = run(*arguments, act); });
    return command;
  };
  add("list", "Newest first, one JSON object a line", list)
      ->add_option("--limit", arguments->limit, "how many")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  add("replay", "Read again, for example after an upgrade; what still cannot be read stays", replay)
      ->add_option("--id", arguments->id, "only this one");
  CLI::App* discarding = add("discard", "Drop the bytes, counted and audited with the reason", discard);
  discarding->add_option("--id", arguments->id, "only this one");
  discarding->add_option("--reason", arguments->reason, "why")->required();
  quarantine->footer(
      "Example:\n  resonanz quarantine replay --source Radblog --code E_FEED --data data\n"
      "Works beside a running server, which then takes the items over.\n"
      "Exit code: 0 done, 1 the data cannot be used, 2 wrong usage or nothing of that name.");
}

}  // namespace resonanz::cmd
