#pragma once
// The inbox as people read it: one row a conversation, newest first, and the whole thread of one.

#include <array>

#include "cases/case.h"
#include "history/history.h"
#include "ingest/mentions.h"
#include "ingest/readings.h"

namespace resonanz::cases {

enum class View { needs_answer, mine, all, closed };
inline constexpr std::array kViews = {View::needs_answer, View::mine, View::all, View::closed};

struct Filter {
  View view = View::all;
  Id user = 0;  ///< whose "mine"
  Id source = 0;
  std::string network;
  Id query = 0;  ///< a query that found it, or a tag that it has
  std::string sentiment, intent, lang;  ///< as they were read; with a query, the sentiment of what names it
  Id repeats_of = 0;                    ///< only those that say what this one says
  const listen::Query* search = nullptr;  ///< the search box; its hits are added to the mention's matches
  TimeUs after = 0, before = 0;           ///< the post's time, from inclusive, to exclusive; 0: open
  std::string cursor;
  int limit = 50;
};

struct Row {
  ingest::Mention mention;
  std::optional<Case> the_case;
  std::optional<ingest::StoredReading> reading;
  bool waiting = false, dismissed = false;
  TimeUs at = 0;
};

struct Page {
  std::vector<Row> rows;
  std::string next;                      ///< "" at the end
  std::array<std::int64_t, 4> totals{};  ///< of the same filter in every View, by its number
  bool complete = true;  ///< false: a search had more hits, or posts to look at, than it may take time for
};

/// Thread-safe.
class Inbox {
 public:
  Inbox(store::Database& db, const privacy::Keys& keys) : db_(db), mentions_(keys), vault_(keys), history_(keys) {}

  /// With a search, the newest settings search.inbox_hits hits count.
  Result<Page> list(const Filter& filter);
  Result<std::int64_t> count(View view, Id user);
  Result<Row> row(Id mention);
  Result<std::vector<ingest::Mention>> thread(Id conversation);
  /// The opened name of a case's person. Only for a case whose name is open (see name_is_open).
  Result<Author> person(const Case& the_case);

 private:
  Result<Row> load_row(soci::session& sql, Id mention);
  Result<Page> browse(soci::session& sql, const Filter& filter);
  Result<Page> find(soci::session& sql, const Filter& filter);

  store::Database& db_;
  ingest::Mentions mentions_;
  privacy::Vault vault_;
  history::History history_;
};

}  // namespace resonanz::cases
