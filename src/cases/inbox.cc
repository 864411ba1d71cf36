#include "cases/inbox.h"

#include "cases/case_rows.h"
#include "listen/saved_queries.h"
#include "specs/settings.h"

namespace resonanz::cases {
namespace {

constexpr std::string_view kFrom =
    " FROM conversations cv JOIN mentions m ON m.id = cv.last_mention_id LEFT JOIN cases c ON c.conversation_id = cv.id ";

/// Nobody has said, and what is known says neither.
constexpr std::string_view kUndecided =
    "a.about BETWEEN 0.3 AND 0.7 AND NOT EXISTS (SELECT 1 FROM mention_labels l WHERE l.mention_id = a.mention_id AND "
    "l.query_id = a.query_id AND l.what = 'about')";

struct Position {
  TimeUs at = std::numeric_limits<TimeUs>::max();
  Id id = std::numeric_limits<Id>::max();
};

Result<Position> read_cursor(const std::string& cursor) {
  if (cursor.empty()) return Position();
  const auto dot = cursor.find('.');
  const auto id = dot == std::string::npos ? std::nullopt : parse_id(cursor.substr(dot + 1));
  const auto at = parse_id(cursor.substr(0, dot));
  if (!id || !at) return fail(Errc::value, "cursor");
  return Position{*at, *id};
}

/// A label is a word: what is not is no label, and finds nothing.
std::string word(const std::string& label) {
  const bool plain = std::all_of(label.begin(), label.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  return plain ? label : "-";
}

std::string reading_conditions(const Filter& filter) {
  std::string text;
  const auto reads = [&](std::string_view condition) {
    text += fmt::format(" AND EXISTS (SELECT 1 FROM mention_readings r WHERE r.mention_id = m.id AND {})", condition);
  };
  if (!filter.intent.empty()) reads(fmt::format("r.intent = '{}'", word(filter.intent)));
  if (!filter.lang.empty()) reads(fmt::format("r.lang = '{}'", word(filter.lang)));
  if (filter.repeats_of)
    reads(fmt::format("r.first_id = (SELECT first_id FROM mention_readings WHERE mention_id = {})", filter.repeats_of));
  if (!filter.about.empty() && filter.query)
    text += fmt::format(
        " AND EXISTS (SELECT 1 FROM mention_matches a WHERE a.mention_id = m.id AND a.query_id = {} AND {})",
        filter.query,
        filter.about == "no"    ? "a.hidden = 1"
        : filter.about == "yes" ? "a.hidden = 0"
                                : kUndecided);
  if (!filter.sentiment.empty())
    text += fmt::format(
        " AND EXISTS (SELECT 1 FROM mention_facts f WHERE f.mention_id = m.id AND f.query_id = {} AND f.sentiment = '{}')",
        filter.query, word(filter.sentiment));
  return text;
}

/// Everything but the view and the position. Numbers come from our own code or were parsed as numbers.
std::string conditions(const Filter& filter) {
  std::string text = "(:network = '' OR m.network = :network2)";
  if (filter.source) text += fmt::format(" AND cv.source_id = {}", filter.source);
  if (filter.query)
    text += fmt::format(
        " AND COALESCE((SELECT given FROM mention_tags mt WHERE mt.mention_id = m.id AND mt.query_id = {0}), "
        "EXISTS (SELECT 1 FROM mention_matches mm WHERE mm.mention_id = m.id AND mm.query_id = {0})) = 1",
        filter.query);
  text += reading_conditions(filter);
  if (filter.after) text += fmt::format(" AND m.created_at >= {}", filter.after);
  if (filter.before) text += fmt::format(" AND m.created_at < {}", filter.before);
  return text;
}

/// The part of SQL that a view stands for.
std::string condition(View view, Id user) {
  switch (view) {
    case View::needs_answer:
      return "cv.waiting = 1 AND (c.id IS NULL OR c.state = 'open')";
    case View::mine:
      return fmt::format("c.assignee_id = {} AND c.state IN ('open', 'snoozed')", user);
    case View::closed:
      return "(c.state = 'closed' OR (c.id IS NULL AND cv.dismissed_by IS NOT NULL))";
    case View::all:
      break;
  }
  return "1 = 1";
}

/// A view's condition as a column, 0 or 1.
std::string as_flag(View view, Id user) { return fmt::format("CASE WHEN {} THEN 1 ELSE 0 END", condition(view, user)); }

/// A conversation whose last post is a hit, and the views it is in.
struct SearchedRow {
  TimeUs at = 0;
  Id conversation = 0, mention = 0;
  std::array<int, 4> in{};
};

/// Newest first.
std::vector<SearchedRow> searched_rows(soci::session& sql, const Filter& filter,
                                       const std::vector<history::Entry>& hits) {
  SearchedRow row;
  soci::statement query =
      (sql.prepare << fmt::format(
           "SELECT cv.id, cv.last_at, {}, {}, {}, {} FROM mentions m JOIN conversations cv ON cv.id = m.conversation_id "
           "AND cv.last_mention_id = m.id LEFT JOIN cases c ON c.conversation_id = cv.id WHERE m.id = :id AND {}",
           as_flag(View::needs_answer, filter.user), as_flag(View::mine, filter.user), as_flag(View::all, filter.user),
           as_flag(View::closed, filter.user), conditions(filter)),
       soci::use(row.mention), soci::use(filter.network), soci::use(filter.network), soci::into(row.conversation),
       soci::into(row.at), soci::into(row.in[0]), soci::into(row.in[1]), soci::into(row.in[2]), soci::into(row.in[3]));
  std::vector<SearchedRow> out;
  for (const auto& hit : hits) {
    row.mention = hit.id;
    if (query.execute(true)) out.push_back(row);
  }
  std::sort(out.begin(), out.end(), [](const SearchedRow& a, const SearchedRow& b) {
    return std::tie(a.at, a.conversation) > std::tie(b.at, b.conversation);
  });
  return out;
}

}  // namespace

Result<Row> Inbox::load_row(soci::session& sql, Id mention) {
  Row row;
  TRY(row.mention, mentions_.load(sql, mention));
  int waiting = 0;
  Id dismissed = 0;
  soci::indicator dismissed_set;
  sql << "SELECT waiting, dismissed_by, last_at FROM conversations WHERE id = :id", soci::use(row.mention.conversation),
      soci::into(waiting), soci::into(dismissed, dismissed_set), soci::into(row.at);
  row.reading = ingest::load_reading(sql, mention);
  row.waiting = waiting != 0;
  row.dismissed = dismissed_set == soci::i_ok;
  row.the_case = case_of_conversation(sql, row.mention.conversation);
  return row;
}

Result<Page> Inbox::list(const Filter& filter) {
  return db_.read([&](soci::session& sql) { return filter.search ? find(sql, filter) : browse(sql, filter); });
}

/// Without a search the database counts and pages.
Result<Page> Inbox::browse(soci::session& sql, const Filter& filter) {
  Page page;
  const std::string where = conditions(filter);
  for (const View view : kViews)
    sql << fmt::format("SELECT count(*) {} WHERE {} AND {}", kFrom, where, condition(view, filter.user)),
        soci::use(filter.network), soci::use(filter.network), soci::into(page.totals[static_cast<std::size_t>(view)]);
  TRY(const Position from, read_cursor(filter.cursor));
  const int most = filter.limit + 1;
  Id mention = 0, conversation = 0;
  TimeUs at = 0;
  std::vector<Id> ids;
  Position last;
  {
    soci::statement query =
        (sql.prepare << fmt::format("SELECT cv.last_mention_id, cv.id, cv.last_at {} WHERE {} AND {} "
                                    "AND (cv.last_at < :t OR (cv.last_at = :t2 AND cv.id < :i)) "
                                    "ORDER BY cv.last_at DESC, cv.id DESC LIMIT :most",
                                    kFrom, where, condition(filter.view, filter.user)),
         soci::use(filter.network), soci::use(filter.network), soci::use(from.at), soci::use(from.at),
         soci::use(from.id), soci::use(most), soci::into(mention), soci::into(conversation), soci::into(at));
    query.execute();
    while (query.fetch()) {
      if (static_cast<int>(ids.size()) == filter.limit) {
        page.next = fmt::format("{}.{}", last.at, last.id);
        break;
      }
      ids.push_back(mention);
      last = {at, conversation};
    }
  }
  for (const Id id : ids) {
    TRY(Row row, load_row(sql, id));
    page.rows.push_back(std::move(row));
  }
  return page;
}

/// The index finds, the database says which hits stand for a conversation and where.
Result<Page> Inbox::find(soci::session& sql, const Filter& filter) {
  TRY(const auto found,
      history_.find(sql, *filter.search,
                    {.limit = static_cast<std::size_t>(settings::kSearchInboxHits),
                     .enough = history::enough_after(std::chrono::milliseconds(settings::kSearchMilliseconds))}));
  Page page;
  page.complete = found.undecided == 0 && !found.more;
  const auto rows = searched_rows(sql, filter, found.hits);
  TRY(const Position from, read_cursor(filter.cursor));
  Position last;
  for (const SearchedRow& row : rows) {
    for (std::size_t view = 0; view < row.in.size(); ++view) page.totals[view] += row.in[view];
    const bool below = row.at < from.at || (row.at == from.at && row.conversation < from.id);
    if (!below || !row.in[static_cast<std::size_t>(filter.view)] || !page.next.empty()) continue;
    if (static_cast<int>(page.rows.size()) == filter.limit) {
      page.next = fmt::format("{}.{}", last.at, last.id);
      continue;
    }
    TRY(Row shown, load_row(sql, row.mention));
    if (const auto spans = listen::match_one(*filter.search, shown.mention.post))
      shown.mention.matches.push_back(ingest::match_from(0, *spans));
    last = {row.at, row.conversation};
    page.rows.push_back(std::move(shown));
  }
  return page;
}

Result<std::int64_t> Inbox::count(View view, Id user) {
  return db_.read([&](soci::session& sql) -> Result<std::int64_t> {
    std::int64_t n = 0;
    sql << fmt::format("SELECT count(*) {} WHERE {}", kFrom, condition(view, user)), soci::into(n);
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
