#include "cases/inbox.h"

#include "cases/case_rows.h"
#include "specs/settings.h"

namespace resonanz::cases {
namespace {

/// The part of SQL that a view stands for; every ":user" is the same value.
std::string_view condition(View view) {
  switch (view) {
    case View::needs_answer: return "cv.waiting = 1 AND (c.id IS NULL OR c.state = 'open')";
    case View::mine: return "c.assignee_id = :user AND c.state IN ('open', 'snoozed')";
    case View::closed: return "(c.state = 'closed' OR (c.id IS NULL AND cv.dismissed_by IS NOT NULL))";
    case View::all: break;
  }
  return "1 = 1";
}

constexpr std::string_view kFrom =
    " FROM conversations cv JOIN mentions m ON m.id = cv.last_mention_id LEFT JOIN cases c ON c.conversation_id = cv.id ";

struct Position {
  TimeUs at = std::numeric_limits<TimeUs>::max();
  Id id = std::numeric_limits<Id>::max();
};

Position read_cursor(const std::string& cursor) {
  Position position;
  const auto dot = cursor.find('.');
  if (dot == std::string::npos) return position;
  const auto id = parse_id(cursor.substr(dot + 1));
  const auto at = parse_id(cursor.substr(0, dot));
  return id && at ? Position{*at, *id} : position;
}

/// Conditions and values of everything but the position.
struct Where {
  explicit Where(const Filter& filter) : user(filter.user), source(filter.source), query(filter.query), network(filter.network) {
    text = condition(filter.view);
    // Numbers from our own code and ids that were parsed as numbers may stand in the text.
    if (const auto hole = text.find(":user"); hole != std::string::npos) text.replace(hole, 5, std::to_string(user));
    if (source) text += fmt::format(" AND cv.source_id = {}", source);
    if (query)
      text += fmt::format(" AND EXISTS (SELECT 1 FROM mention_matches mm WHERE mm.mention_id = m.id AND mm.query_id = {})",
                          query);
    if (filter.after) text += fmt::format(" AND m.created_at >= {}", filter.after);
    if (filter.before) text += fmt::format(" AND m.created_at < {}", filter.before);
  }
  std::string text;
  Id user, source, query;
  std::string network;
};

}  // namespace

Result<Row> Inbox::load_row(soci::session& sql, Id mention) {
  Row row;
  TRY(row.mention, mentions_.load(sql, mention));
  int waiting = 0;
  Id dismissed = 0;
  soci::indicator dismissed_set;
  sql << "SELECT waiting, dismissed_by, last_at FROM conversations WHERE id = :id", soci::use(row.mention.conversation),
      soci::into(waiting), soci::into(dismissed, dismissed_set), soci::into(row.at);
  row.waiting = waiting != 0;
  row.dismissed = dismissed_set == soci::i_ok;
  row.the_case = case_of_conversation(sql, row.mention.conversation);
  return row;
}

Result<Page> Inbox::list(const Filter& filter) {
  return db_.read([&](soci::session& sql) -> Result<Page> {
    const Where where(filter);
    const Position from = read_cursor(filter.cursor);
    Page page;
    if (!filter.accept)
      sql << fmt::format("SELECT count(*) {} WHERE {} AND (:n = '' OR m.network = :n2)", kFrom, where.text),
          soci::use(where.network), soci::use(where.network), soci::into(page.total);
    Id mention = 0, conversation = 0;
    TimeUs at = 0;
    const std::int64_t most = filter.accept ? settings::kSearchScan : filter.limit + 1;
    // A search counts from the top, so that the total is the same on every page.
    const Position start = filter.accept ? Position{} : from;
    soci::statement query =
        (sql.prepare << fmt::format("SELECT cv.last_mention_id, cv.id, cv.last_at {} WHERE {} AND (:n = '' OR m.network = :n2) "
                                    "AND (cv.last_at < :t OR (cv.last_at = :t2 AND cv.id < :i)) "
                                    "ORDER BY cv.last_at DESC, cv.id DESC LIMIT :most", kFrom, where.text),
         soci::use(where.network), soci::use(where.network), soci::use(start.at), soci::use(start.at),
         soci::use(start.id), soci::use(most), soci::into(mention), soci::into(conversation), soci::into(at));
    query.execute();
    Position last;
    while (query.fetch()) {
      const bool full = static_cast<int>(page.rows.size()) == filter.limit;
      if (full && !filter.accept) {
        page.next = fmt::format("{}.{}", last.at, last.id);
        break;
      }
      TRY(Row row, load_row(sql, mention));
      if (filter.accept && (row.mention.deleted_at || !filter.accept(row.mention))) continue;
      if (filter.accept) ++page.total;
      const bool below = at < from.at || (at == from.at && conversation < from.id);
      if (full && page.next.empty()) page.next = fmt::format("{}.{}", last.at, last.id);
      if (full || !below) continue;
      last = {at, conversation};
      page.rows.push_back(std::move(row));
    }
    return page;
  });
}

Result<std::int64_t> Inbox::count(View view, Id user) {
  return db_.read([&](soci::session& sql) -> Result<std::int64_t> {
    Filter filter;
    filter.view = view;
    filter.user = user;
    std::int64_t n = 0;
    sql << fmt::format("SELECT count(*) {} WHERE {}", kFrom, Where(filter).text), soci::into(n);
    return n;
  });
}

Result<Row> Inbox::row(Id mention) {
  return db_.read([&](soci::session& sql) { return load_row(sql, mention); });
}

Result<std::vector<ingest::Mention>> Inbox::thread(Id conversation) {
  return db_.read([&](soci::session& sql) { return mentions_.of_conversation(sql, conversation); });
}

Result<Author> Inbox::person(const Case& the_case) {
  return db_.read([&](soci::session& sql) { return vault_.author(sql, the_case.author_ref); });
}

}  // namespace resonanz::cases
