// Who did what, and who opened whose name.
#include "api/operations.h"
#include "api/views.h"
#include "audit/audit.h"
#include "specs/settings.h"

namespace resonanz::api {
namespace {

constexpr int kPage = 100;

template <typename Rows>
json::value next_of(const Rows& rows) {
  return static_cast<int>(rows.size()) == kPage ? json::value(id_text(rows.back().id)) : json::value(nullptr);
}

Reply audit_list(Call& call) {
  TRY(const auto rows, audit::list(call.services.db, parse_id(call.request.parameter("cursor")).value_or(0), kPage));
  TRY(const Views views, Views::create(call));
  json::array items;
  for (const auto& row : rows)
    items.push_back({{"id", id_text(row.id)},
                     {"at", format_rfc3339(row.at)},
                     {"user", views.user_ref(parse_id(row.entry.actor).value_or(0))},
                     {"action", row.entry.action},
                     {"object", row.entry.object},
                     {"reason", row.entry.action == "name.open" ? row.entry.detail : ""},
                     {"detail", row.entry.note.empty() ? row.entry.detail : row.entry.note}});
  return ok(json::object{{"items", items}, {"next", next_of(rows)}});
}

struct Reveal {
  Id id = 0, user = 0, mention = 0;
  std::string author_ref, reason, source;
  TimeUs at = 0;
  int number = 0;
  std::optional<TimeUs> closed_at, sealed_at;
};

Result<std::vector<Reveal>> read_reveals(store::Database& db, Id before) {
  return db.read([&](soci::session& sql) -> Result<std::vector<Reveal>> {
    std::vector<Reveal> out;
    Reveal row;
    TimeUs closed = 0, sealed = 0;
    soci::indicator closed_set, sealed_set, number_set, mention_set, source_set;
    soci::statement query =
        (sql.prepare
             << "SELECT r.id, r.user_id, r.author_ref, r.reason, r.at, c.number, c.mention_id, c.closed_at, c.sealed_at, s.name "
                "FROM reveals r LEFT JOIN cases c ON c.id = r.case_id LEFT JOIN mentions m ON m.id = c.mention_id "
                "LEFT JOIN sources s ON s.id = m.source_id WHERE (:b = 0 OR r.id < :b2) ORDER BY r.id DESC LIMIT :n",
         soci::use(before), soci::use(before), soci::use(kPage), soci::into(row.id), soci::into(row.user),
         soci::into(row.author_ref), soci::into(row.reason), soci::into(row.at), soci::into(row.number, number_set),
         soci::into(row.mention, mention_set), soci::into(closed, closed_set), soci::into(sealed, sealed_set),
         soci::into(row.source, source_set));
    query.execute();
    while (query.fetch()) {
      row.closed_at = closed_set == soci::i_ok ? std::optional(closed) : std::nullopt;
      row.sealed_at = sealed_set == soci::i_ok ? std::optional(sealed) : std::nullopt;
      if (source_set != soci::i_ok) row.source.clear();
      out.push_back(row);
    }
    return out;
  });
}

Reply reveal_list(Call& call) {
  TRY(const auto rows, read_reveals(call.services.db, parse_id(call.request.parameter("cursor")).value_or(0)));
  TRY(const Views views, Views::create(call));
  json::array items;
  for (const auto& row : rows) {
    std::optional<TimeUs> until;
    if (row.sealed_at) until = row.sealed_at;
    else if (row.closed_at) until = *row.closed_at + settings::kPrivacyResealDays * kDayUs;
    items.push_back({{"id", id_text(row.id)},
                     {"at", format_rfc3339(row.at)},
                     {"user", views.user_ref(row.user)},
                     {"ref4", row.author_ref.substr(0, 4)},
                     {"source", row.source},
                     {"reason", row.reason},
                     {"mention_id", row.mention ? json::value(id_text(row.mention)) : json::value(nullptr)},
                     {"case_number", row.number ? json::value(row.number) : json::value(nullptr)},
                     {"open_until", time_or_null(until)}});
  }
  return ok(json::object{{"items", items}, {"next", next_of(rows)}});
}

}  // namespace

namespace operations {
boost::asio::awaitable<Reply> list_audit(Call& call) { co_return audit_list(call); }
boost::asio::awaitable<Reply> list_reveals(Call& call) { co_return reveal_list(call); }
}  // namespace operations
}  // namespace resonanz::api
