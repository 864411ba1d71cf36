#include "govern/expiry.h"

#include <boost/json.hpp>

#include "audit/audit.h"
#include "govern/desk.h"
#include "govern/limits.h"
#include "govern/tidy.h"
#include "ingest/ledger.h"
#include "specs/settings.h"

namespace resonanz::govern {
namespace {

namespace json = boost::json;

constexpr int kBatch = 500;
/// A restricted post stays with its restriction, a case's post with the case.
constexpr const char* kPostsPastLimit =
    "SELECT id FROM mentions WHERE received_at < :before AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.conversation_id = mentions.conversation_id) "
    "AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.reply_to = mentions.id) AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.mention_id = mentions.id) "
    "LIMIT 500";

std::vector<Id> ids_of(soci::session& sql, const std::string& select, TimeUs before) {
  std::vector<Id> out;
  Id id = 0;
  soci::statement query = (sql.prepare << select, soci::use(before), soci::into(id));
  query.execute();
  while (query.fetch()) out.push_back(id);
  return out;
}

/// Posts with matches and revisions (they go by the schema); conversations that are left empty. That they were said
/// stays counted.
void delete_posts(soci::session& sql, const std::vector<Id>& posts, Counts& counts) {
  std::set<Id> conversations;
  for (const Id id : posts) {
    Id conversation = 0;
    sql << "SELECT conversation_id FROM mentions WHERE id = :id", soci::use(id), soci::into(conversation);
    conversations.insert(conversation);
    sql << "INSERT INTO rollup_keeping VALUES (:id)", soci::use(id);
    sql << "DELETE FROM mentions WHERE id = :id", soci::use(id);
  }
  counts["mentions"] += static_cast<std::int64_t>(posts.size());
  for (const Id id : conversations) counts["conversations"] += mend_conversation(sql, id);
}

void expire_posts(soci::session& sql, TimeUs before, Counts& counts, std::size_t& worked) {
  const auto posts = ids_of(sql, kPostsPastLimit, before);
  delete_posts(sql, posts, counts);
  worked = posts.size();
}

/// A case goes with all that was said in it.
void expire_cases(soci::session& sql, TimeUs before, Counts& counts, std::size_t& worked) {
  const auto cases = ids_of(
      sql, fmt::format("SELECT id FROM cases WHERE state = 'closed' AND closed_at < :before LIMIT {}", kBatch), before);
  for (const Id id : cases) {
    Id conversation = 0;
    sql << "SELECT conversation_id FROM cases WHERE id = :id", soci::use(id), soci::into(conversation);
    for (const char* table : {"case_events", "promises", "outbox"})
      sql << fmt::format("DELETE FROM {} WHERE case_id = :id", table), soci::use(id);
    sql << "DELETE FROM cases WHERE id = :id", soci::use(id);
    std::vector<Id> posts;
    for (const Id post : ids_of(sql, "SELECT id FROM mentions WHERE conversation_id = :c", conversation))
      if (!is_needed(sql, post)) posts.push_back(post);
    delete_posts(sql, posts, counts);
  }
  counts["cases"] += static_cast<std::int64_t>(cases.size());
  worked = cases.size();
}

/// In = out stays true: what leaves the quarantine is counted as filtered.
void expire_quarantine(soci::session& sql, TimeUs before, Counts& counts, std::size_t& worked) {
  const auto items =
      ids_of(sql, fmt::format("SELECT id FROM quarantine WHERE received_at < :before LIMIT {}", kBatch), before);
  for (const Id id : items) {
    Id source = 0;
    std::string code;
    sql << "SELECT source_id, code FROM quarantine WHERE id = :id", soci::use(id), soci::into(source), soci::into(code);
    sql << "DELETE FROM quarantine WHERE id = :id", soci::use(id);
    ingest::count(sql, source, "quarantined", code, -1);
    ingest::count(sql, source, "filtered", "expired");
  }
  counts["quarantine"] += static_cast<std::int64_t>(items.size());
  worked = items.size();
}

/// What was set aside is all that is left of its post, so both go.
void expire_set_aside(soci::session& sql, TimeUs before, Counts& counts, std::size_t& worked) {
  const auto posts =
      ids_of(sql, fmt::format("SELECT mention_id FROM set_aside WHERE at < :before LIMIT {}", kBatch), before);
  std::vector<Id> free;
  for (const Id id : posts) {
    sql << "DELETE FROM set_aside WHERE mention_id = :id", soci::use(id);
    if (!is_needed(sql, id)) free.push_back(id);
  }
  delete_posts(sql, free, counts);
  counts["set_aside"] += static_cast<std::int64_t>(posts.size());
  worked = posts.size();
}

void expire_rows(soci::session& sql, const Limit& limit, TimeUs before, Counts& counts, std::size_t& worked) {
  soci::statement gone = (sql.prepare << fmt::format(
                              "DELETE FROM {0} WHERE rowid IN (SELECT rowid FROM {0} WHERE {1} < :before LIMIT {2})",
                              limit.table, limit.from, kBatch),
                          soci::use(before));
  gone.execute(true);
  worked = static_cast<std::size_t>(gone.get_affected_rows());
  counts[std::string(limit.table)] += gone.get_affected_rows();
}

Status expire_table(store::Database& db, const Limit& limit, TimeUs now, const std::function<bool()>& go_on,
                    Counts& counts) {
  const TimeUs before = now - limit.days * kDayUs;
  for (std::size_t worked = 1; worked > 0 && go_on();)
    CHECK_OK(db.write([&](soci::session& sql) -> Status {
      if (limit.table == "mentions") expire_posts(sql, before, counts, worked);
      else if (limit.table == "cases") expire_cases(sql, before, counts, worked);
      else if (limit.table == "quarantine") expire_quarantine(sql, before, counts, worked);
      else if (limit.table == "set_aside") expire_set_aside(sql, before, counts, worked);
      else expire_rows(sql, limit, before, counts, worked);
      return done();
    }));
  return done();
}

/// People of whom no post is left.
std::int64_t forget_people(soci::session& sql) {
  soci::statement gone =
      (sql.prepare
       << "DELETE FROM subjects WHERE NOT EXISTS (SELECT 1 FROM mentions m WHERE m.author_ref = subjects.author_ref)");
  gone.execute(true);
  return gone.get_affected_rows();
}

/// Opened names of cases that ended long ago.
std::int64_t seal_names(soci::session& sql, TimeUs now) {
  const TimeUs before = now - settings::kPrivacyResealDays * kDayUs;
  const auto cases =
      ids_of(sql, "SELECT id FROM cases WHERE state = 'closed' AND sealed_at IS NULL AND closed_at <= :before", before);
  for (const Id id : cases) {
    sql << "UPDATE cases SET sealed_at = :now WHERE id = :id", soci::use(now), soci::use(id);
    audit::append(sql, now, {"system", "name.seal", "case " + id_text(id), ""});
  }
  return static_cast<std::int64_t>(cases.size());
}

}  // namespace

Result<Counts> expire(store::Database& db, TimeUs now, const std::function<bool()>& go_on) {
  Counts counts;
  for (const Limit& limit : limits())
    if (limit.days >= 0) CHECK_OK(expire_table(db, limit, now, go_on, counts));
  CHECK_OK(db.write([&](soci::session& sql) -> Status {
    counts["subjects"] += forget_people(sql);
    counts["names_sealed"] += seal_names(sql, now);
    json::object gone;
    for (const auto& [place, n] : counts)
      if (n > 0) gone[place] = n;
    const std::string text = json::serialize(gone), last = json::serialize(json::object{{"at", now}, {"counts", gone}});
    if (go_on())  // else it is due again
      sql << "INSERT INTO settings (key, value) VALUES ('expiry', :v) ON CONFLICT (key) DO UPDATE SET value = "
             "excluded.value",
          soci::use(last);
    if (gone.empty()) return done();
    audit::append(sql, now, {"system", "retention.expire", "limits", text});
    want_scrub(sql);
    return done();
  }));
  return counts;
}

Result<LastExpiry> last_expiry(store::Database& db) {
  return db.read([](soci::session& sql) -> Result<LastExpiry> {
    std::string text;
    sql << "SELECT value FROM settings WHERE key = 'expiry'", soci::into(text);
    LastExpiry last;
    if (!sql.got_data()) return last;
    const json::value value = json::parse(text);
    last.at = value.at("at").to_number<TimeUs>();
    for (const auto& [place, n] : value.at("counts").as_object()) last.counts[place] = n.to_number<std::int64_t>();
    return last;
  });
}

bool is_expiry_due(TimeUs last, TimeUs now) {
  if (now - last >= kDayUs || now < last) return true;
  const auto day = [](TimeUs t) { return (t - settings::kPrivacyExpiryHour * kHourUs) / kDayUs; };
  return day(now) > day(last);
}

}  // namespace resonanz::govern
