#include "history/backfill.h"

#include "audit/audit.h"
#include "history/backfill_rows.h"

namespace resonanz::history {
namespace {

constexpr std::size_t kBatch = 200;
constexpr int kRemovedAtOnce = 1000;
/// The pipeline may be storing posts that it matched before the query was saved.
constexpr TimeUs kSettle = 3 * kSecondUs;

}  // namespace

Result<Backfill> Backfills::begin(Id query, Id user) {
  const TimeUs now = parts_.clock.now();
  auto begun = parts_.db.write([&](soci::session& sql) -> Result<Backfill> {
    int version = 0;
    sql << "SELECT version FROM queries WHERE id = :id AND deleted_at IS NULL AND query <> ''", soci::use(query),
        soci::into(version);
    if (version == 0) return fail(Errc::not_found);
    sql << "INSERT INTO backfills (query_id, version, state, position, matches, started_by, started_at) "
           "VALUES (:q, :v, 'running', 0, 0, :u, :t) ON CONFLICT (query_id) DO UPDATE SET version = excluded.version, "
           "state = 'running', position = 0, matches = 0, started_by = excluded.started_by, "
           "started_at = excluded.started_at, ended_at = NULL, error_code = ''",
        soci::use(query), soci::use(version), soci::use(user), soci::use(now);
    audit::append(sql, now, {id_text(user), "query.backfill", "query " + id_text(query), ""});
    Backfill job = select_backfills(sql, fmt::format("WHERE query_id = {}", query)).front();
    measure_backfill(sql, job);
    return job;
  });
  background_.wake();
  return begun;
}

Result<Backfill> Backfills::cancel(Id query, Id user) {
  const TimeUs now = parts_.clock.now();
  return parts_.db.write([&](soci::session& sql) -> Result<Backfill> {
    const std::string where = fmt::format("WHERE query_id = {}", query);
    if (select_backfills(sql, where + " AND state = 'running'").empty()) return fail(Errc::not_found);
    sql << "UPDATE backfills SET state = 'cancelled', ended_at = :t WHERE query_id = :q", soci::use(now),
        soci::use(query);
    audit::append(sql, now, {id_text(user), "query.backfill_cancel", "query " + id_text(query), ""});
    Backfill job = select_backfills(sql, where).front();
    measure_backfill(sql, job);
    return job;
  });
}

Result<std::vector<Backfill>> Backfills::list() {
  return parts_.db.read([&](soci::session& sql) -> Result<std::vector<Backfill>> {
    auto jobs = select_backfills(sql, "ORDER BY started_at");
    for (auto& job : jobs) measure_backfill(sql, job);
    return jobs;
  });
}

Result<std::optional<Backfill>> Backfills::next() {
  return parts_.db.read([&](soci::session& sql) -> Result<std::optional<Backfill>> {
    auto jobs = select_backfills(sql, "WHERE state = 'running' ORDER BY started_at, query_id LIMIT 1");
    return jobs.empty() ? std::nullopt : std::optional(jobs.front());
  });
}

Result<bool> Backfills::remove_matches_of_removed() {
  TRY(const Id query, parts_.db.read([](soci::session& sql) -> Result<Id> {
    Id id = 0;
    sql << "SELECT id FROM queries q WHERE deleted_at IS NOT NULL AND (EXISTS (SELECT 1 FROM mention_matches m WHERE "
           "m.query_id = q.id) OR EXISTS (SELECT 1 FROM mention_tags t WHERE t.query_id = q.id) OR EXISTS (SELECT 1 FROM backfills b WHERE b.query_id = q.id)) LIMIT 1",
        soci::into(id);
    return id;
  }));
  if (query == 0) return false;
  CHECK_OK(parts_.db.write([&](soci::session& sql) -> Status {
    sql << fmt::format(
        "DELETE FROM mention_matches WHERE query_id = :q AND mention_id IN "
        "(SELECT mention_id FROM mention_matches WHERE query_id = :q2 LIMIT {})",
        kRemovedAtOnce),
        soci::use(query), soci::use(query);
    sql << "DELETE FROM mention_tags WHERE query_id = :q", soci::use(query);
    sql << "DELETE FROM backfills WHERE query_id = :q", soci::use(query);
    return done();
  }));
  return true;
}

Result<bool> Backfills::step() {
  TRY(const bool removed, remove_matches_of_removed());
  if (removed) return true;
  TRY(const auto job, next());
  if (!job) return false;
  std::string text;
  int version = 0;
  History::Stretch stretch;
  const Status looked = parts_.db.read([&](soci::session& sql) -> Status {
    sql << "SELECT query, version FROM queries WHERE id = :id", soci::use(job->query), soci::into(text),
        soci::into(version);
    TRY(const auto query, parts_.queries.parse(text, listen::Rules::live));
    TRY(stretch, parts_.history.candidates(sql, query, job->position));
    // What matched before and may not do so any more is looked at, too.
    Id id = 0;
    soci::statement known = (sql.prepare << "SELECT mention_id FROM mention_matches WHERE query_id = :q AND "
                                            "mention_id > :a AND mention_id <= :u",
                             soci::use(job->query), soci::use(job->position), soci::use(stretch.upto), soci::into(id));
    known.execute();
    while (known.fetch()) stretch.ids.push_back(id);
    return done();
  });
  if (!looked && looked.error().code == Errc::store) return looked.error();
  if (looked && version == job->version && stretch.upto == 0 && parts_.clock.now() < job->started_at + kSettle)
    return false;
  if (!looked || version != job->version || stretch.upto == 0) {
    const auto state = !looked                   ? Backfill::State::failed
                       : version != job->version ? Backfill::State::cancelled
                                                 : Backfill::State::done;
    CHECK_OK(end(*job, state, looked ? "" : std::string(code_of(looked.error().code))));
    return true;
  }
  std::sort(stretch.ids.begin(), stretch.ids.end());
  stretch.ids.erase(std::unique(stretch.ids.begin(), stretch.ids.end()), stretch.ids.end());
  TRY(const auto query, parts_.queries.parse(text, listen::Rules::live));
  const std::size_t n = std::min(kBatch, stretch.ids.size());
  const bool all = n == stretch.ids.size();
  stretch.ids.resize(n);
  CHECK_OK(look_at(*job, query, stretch.ids, all ? stretch.upto : stretch.ids.back()));
  return true;
}

/// Each post is matched as it is now, inside the transaction: an edit meanwhile is never overwritten.
Status Backfills::look_at(const Backfill& job, const listen::Query& query, const std::vector<Id>& ids, Id position) {
  return parts_.db.write([&](soci::session& sql) -> Status {
    const auto now = select_backfills(sql, fmt::format("WHERE query_id = {} AND state = 'running'", job.query));
    if (now.empty() || now[0].position != job.position || now[0].started_at != job.started_at) return done();
    ingest::Mentions mentions(parts_.keys);
    StoredPosts posts(sql, parts_.keys, depth_of(query));
    std::int64_t matches = 0;
    for (const Id id : ids) {
      TRY(const StoredPost* stored, posts.load(id));
      const auto spans = stored ? listen::match_one(query, stored->post) : std::nullopt;
      if (spans) {
        mentions.put_match(sql, id, ingest::match_from(job.query, *spans));
        sql << "INSERT OR IGNORE INTO unread_mentions VALUES (:m)", soci::use(id);  // how it speaks of this query
      } else mentions.remove_match(sql, id, job.query);
      matches += spans.has_value();
    }
    sql << "UPDATE backfills SET position = :p, matches = matches + :n WHERE query_id = :q", soci::use(position),
        soci::use(matches), soci::use(job.query);
    return done();
  });
}

Status Backfills::end(const Backfill& job, Backfill::State state, const std::string& error_code) {
  const TimeUs now = parts_.clock.now();
  return parts_.db.write([&](soci::session& sql) -> Status {
    const auto current = select_backfills(sql, fmt::format("WHERE query_id = {} AND state = 'running'", job.query));
    if (current.empty() || current[0].started_at != job.started_at) return done();
    const std::string name(name_of(state));
    sql << "UPDATE backfills SET state = :s, ended_at = :t, error_code = :e WHERE query_id = :q", soci::use(name),
        soci::use(now), soci::use(error_code), soci::use(job.query);
    audit::append(sql, now, {"system", "query.backfill_" + name, "query " + id_text(job.query), error_code});
    return done();
  });
}

void Backfills::start() {
  // 2: others write between batches.
  background_.start("applying queries to the past", [this] { return step(); }, {.more = std::chrono::milliseconds(2)});
}

void Backfills::stop() { background_.stop(); }

}  // namespace resonanz::history
