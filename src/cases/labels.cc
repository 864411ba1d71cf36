// What people set right of what the models read.
#include "audit/audit.h"
#include "cases/cases.h"
#include "ingest/readings.h"

namespace resonanz::cases {
namespace {

struct Task {
  std::string_view what;
  std::vector<std::string_view> labels;
};
const Task kTasks[] = {{"sentiment", {"positive", "neutral", "negative"}},
                       {"intent", {"complaint", "question", "idea", "praise", "other"}},
                       {"toxic", {"yes", "no"}},
                       {"about", {"yes", "no"}}};

Status check_label(const std::string& what, const std::optional<std::string>& label, Id query) {
  const auto task = std::find_if(std::begin(kTasks), std::end(kTasks), [&](const Task& t) { return t.what == what; });
  if (task == std::end(kTasks)) return fail(Errc::value, "what");
  if (label && std::find(task->labels.begin(), task->labels.end(), *label) == task->labels.end())
    return fail(Errc::value, "label");
  if ((what == "about") != (query != 0) && what != "sentiment") return fail(Errc::value, "query");
  return done();
}

/// What counts now. Errors: not_found, deleted.
Result<std::string> current(soci::session& sql, Id mention, Id query, const std::string& what) {
  int deleted = -1;
  sql << "SELECT deleted_at IS NOT NULL FROM mentions WHERE id = :id", soci::use(mention), soci::into(deleted);
  if (deleted < 0) return fail(Errc::not_found);
  if (deleted > 0) return fail(Errc::deleted);
  std::string out;
  const std::string column = what == "toxic"   ? "CASE toxic WHEN 1 THEN 'yes' ELSE 'no' END"
                             : what == "about" ? "CASE hidden WHEN 1 THEN 'no' ELSE 'yes' END"
                                               : what;
  if (query == 0)
    sql << fmt::format("SELECT {} FROM mention_readings WHERE mention_id = :m", column), soci::use(mention),
        soci::into(out);
  else
    sql << fmt::format("SELECT {} FROM mention_matches WHERE mention_id = :m AND query_id = :q", column),
        soci::use(mention), soci::use(query), soci::into(out);
  if (!sql.got_data()) return fail(Errc::not_found);
  return out;
}

void apply(soci::session& sql, Id mention, Id query, const std::string& what, const std::string& label) {
  const int flag = label == "yes" ? 1 : 0;
  if (what == "toxic")
    sql << "UPDATE mention_readings SET toxic = :f WHERE mention_id = :m", soci::use(flag), soci::use(mention);
  else if (what == "about") {
    ingest::set_about(sql, mention, query, flag == 1);
  } else if (query == 0)
    sql << fmt::format("UPDATE mention_readings SET {} = :l WHERE mention_id = :m", what), soci::use(label),
        soci::use(mention);
  else
    sql << "UPDATE mention_matches SET sentiment = :l WHERE mention_id = :m AND query_id = :q", soci::use(label),
        soci::use(mention), soci::use(query);
}

/// What the models said when a person first spoke; empty where nobody has.
std::optional<std::string> said_before(soci::session& sql, Id mention, Id query, const std::string& what) {
  std::string said;
  sql << "SELECT said FROM mention_labels WHERE mention_id = :m AND query_id = :q AND what = :w", soci::use(mention),
      soci::use(query), soci::use(what), soci::into(said);
  return sql.got_data() ? std::optional(said) : std::nullopt;
}

}  // namespace

Status Cases::set_label(Id mention, Id query, const std::string& what, const std::optional<std::string>& label,
                        Id user) {
  CHECK_OK(check_label(what, label, query));
  const TimeUs now = clock_.now();
  auto status = db_.write([&](soci::session& sql) -> Status {
    TRY(const std::string counts, current(sql, mention, query, what));
    const auto before = said_before(sql, mention, query, what);
    if (!label && !before) return done();
    sql << "DELETE FROM mention_labels WHERE mention_id = :m AND query_id = :q AND what = :w", soci::use(mention),
        soci::use(query), soci::use(what);
    const std::string said = before.value_or(counts);
    if (label)
      sql << "INSERT INTO mention_labels (mention_id, query_id, what, label, said, user_id, at) VALUES "
             "(:m, :q, :w, :l, :s, :u, :t)",
          soci::use(mention), soci::use(query), soci::use(what), soci::use(*label), soci::use(said), soci::use(user),
          soci::use(now);
    apply(sql, mention, query, what, label.value_or(said));
    if (what == "sentiment" && query == 0) {
      if (label) ingest::set_tone_of_all(sql, mention);
      else sql << "INSERT OR IGNORE INTO unread_mentions VALUES (:m)", soci::use(mention);  // how it speaks of each
    }
    audit::append(
        sql, now,
        {id_text(user), label ? "mention.label" : "mention.unlabel", "mention " + id_text(mention),
         fmt::format("{}{} {} → {}", what, query ? " for query " + id_text(query) : "", counts, label.value_or(said))});
    return done();
  });
  if (status) announce(0, mention);  // it is shown anew in its place
  return status;
}

}  // namespace resonanz::cases
