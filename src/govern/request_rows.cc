// Requests as rows and as JSON.
#include <boost/json.hpp>

#include "govern/desk.h"

namespace resonanz::govern {
namespace {

namespace json = boost::json;

json::object counts_json(const Counts& counts) {
  json::object out;
  for (const auto& [place, n] : counts)
    if (n > 0) out[place] = n;
  return out;
}

}  // namespace

void insert_request(soci::session& sql, const Request& r) {
  const std::string text = json::serialize(counts_json(r.counts));
  const int found = r.found ? 1 : 0;
  sql << "INSERT INTO privacy_requests (id, entry, kind, network, actor, found, counts, at, took_us) "
         "VALUES (:id, :e, :k, :n, :a, :f, :c, :at, :took)",
      soci::use(r.id), soci::use(r.entry), soci::use(r.kind), soci::use(r.network), soci::use(r.actor),
      soci::use(found), soci::use(text), soci::use(r.at), soci::use(r.took);
}

json::object to_json(const Request& r) {
  json::array remaining;
  for (const auto& item : r.remaining) remaining.push_back({{"place", item.place}, {"id", id_text(item.id)}});
  return {{"id", id_text(r.id)},
          {"kind", r.kind},
          {"network", r.network},
          {"at", format_rfc3339(r.at)},
          {"found", r.found},
          {"took_ms", r.took / 1000},
          {"counts", counts_json(r.counts)},
          {"remaining", remaining}};
}

Result<std::vector<Request>> Desk::list(Id before, int limit) {
  return parts_.db.read([&](soci::session& sql) -> Result<std::vector<Request>> {
    std::vector<Request> out;
    Request row;
    std::string counts;
    int found = 0;
    soci::statement query =
        (sql.prepare << "SELECT id, entry, kind, network, actor, found, counts, at, took_us FROM privacy_requests "
                        "WHERE (:b = 0 OR id < :b2) ORDER BY id DESC LIMIT :n",
         soci::use(before), soci::use(before), soci::use(limit), soci::into(row.id), soci::into(row.entry),
         soci::into(row.kind), soci::into(row.network), soci::into(row.actor), soci::into(found), soci::into(counts),
         soci::into(row.at), soci::into(row.took));
    query.execute();
    while (query.fetch()) {
      row.found = found != 0;
      row.counts.clear();
      const json::value all = json::parse(counts);
      for (const auto& [place, n] : all.as_object()) row.counts[place] = n.to_number<std::int64_t>();
      out.push_back(row);
    }
    return out;
  });
}

}  // namespace resonanz::govern
