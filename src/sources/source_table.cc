#include "sources/source_table.h"

#include <boost/json.hpp>

#include "audit/audit.h"
#include "specs/settings.h"

namespace resonanz::sources {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& in, std::string_view name) {
  const auto* value = in.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

json::object parse_object(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse(text, error);
  return !error && value.is_object() ? std::move(value.as_object()) : json::object();
}

State state_from(std::string_view name) {
  return name == "running" ? State::running : name == "finished" ? State::finished : State::paused;
}

std::string network_of(std::string_view kind) { return text_of(parse_object(spec_json(kind)), "network"); }

Status check(const NewSource& source) {
  if (source.name.empty()) return fail(Errc::value, "name");
  if (!find_kind(source.kind)) return fail(Errc::value, "kind " + source.kind);
  return done();
}

/// A day is over when the next one begins.
bool is_overdue(const Assessment& a, TimeUs now) {
  const auto date = parse_rfc3339(a.review_date);
  return !date || now >= *date + kDayUs;
}

Status check_review(const Assessment& a, TimeUs now) {
  if (!a.approved) return done();
  const auto date = parse_rfc3339(a.review_date);
  if (!date) return fail(Errc::value, "assessment.review_date (a day such as 2027-05-31)");
  if (is_overdue(a, now)) return fail(Errc::value, "assessment.review_date (it lies in the past)");
  if (*date > now + settings::kPrivacyReviewDays * kDayUs)
    return fail(Errc::value,
                fmt::format("assessment.review_date (at most {} days ahead)", settings::kPrivacyReviewDays));
  return done();
}

}  // namespace

std::string_view name_of(State state) {
  switch (state) {
    case State::running:
      return "running";
    case State::finished:
      return "finished";
    case State::paused:
      break;
  }
  return "paused";
}

json::object to_json(const Assessment& a) {
  return {{"interest", a.interest},      {"necessity", a.necessity}, {"balance", a.balance},
          {"safeguards", a.safeguards},  {"owner", a.owner},         {"approved", a.approved},
          {"review_date", a.review_date}};
}

Assessment assessment_from(const json::object& in) {
  Assessment a{text_of(in, "interest"),   text_of(in, "necessity"), text_of(in, "balance"),
               text_of(in, "safeguards"), text_of(in, "owner"),     text_of(in, "review_date")};
  const auto* approved = in.if_contains("approved");
  a.approved = approved && approved->is_bool() && approved->as_bool() && !a.owner.empty() && !a.interest.empty();
  return a;
}

Result<std::unique_ptr<Connector>> make_connector(SourceTable& table, Id source, const Services& services) {
  TRY(Config config, table.config(source));
  const Kind* kind = services.find(config.kind);
  if (!kind) return fail(Errc::value, "kind " + config.kind);
  return kind->create(std::move(config), services);
}

Result<Source> SourceTable::add(const NewSource& source, const std::string& actor, TimeUs now) {
  CHECK_OK(check(source));
  CHECK_OK(check_review(source.assessment, now));
  const Id id = next_id(now);
  const std::string settings = json::serialize(source.settings),
                    assessment = json::serialize(to_json(source.assessment));
  const std::string secrets = keys_.seal(privacy::Purpose::secrets, json::serialize(source.secrets));
  const std::string state(name_of(source.assessment.approved ? State::running : State::paused));
  const std::string approver = source.assessment.approved ? actor : "";
  auto approved_set = source.assessment.approved ? soci::i_ok : soci::i_null;
  return db_.write([&](soci::session& sql) -> Result<Source> {
    int taken = 0;
    sql << "SELECT count(*) FROM sources WHERE name = :n", soci::use(source.name), soci::into(taken);
    if (taken) return fail(Errc::name_taken);
    sql << "INSERT INTO sources (id, name, kind, language, settings, secrets_sealed, account_id, state, assessment, "
           "approved_by, approved_at, created_at) VALUES (:id, :n, :k, :l, :set, :sec, :acc, :state, :a, :by, :at, :now)",
        soci::use(id), soci::use(source.name), soci::use(source.kind), soci::use(source.language), soci::use(settings),
        soci::use(secrets), soci::use(source.account_id), soci::use(state), soci::use(assessment), soci::use(approver),
        soci::use(now, approved_set), soci::use(now);
    sql << "INSERT INTO cursors (source_id) VALUES (:id)", soci::use(id);
    audit::append(sql, now, {actor, "source.add", "source " + id_text(id), source.kind + ", " + state});
    return one(sql, id);
  });
}

Result<Source> SourceTable::change(Id id, const SourcePatch& patch, const std::string& actor, TimeUs now) {
  if (patch.assessment) CHECK_OK(check_review(*patch.assessment, now));
  return db_.write([&](soci::session& sql) -> Result<Source> {
    TRY(const Source before, one(sql, id));
    const std::string name = patch.name.value_or(before.name), language = patch.language.value_or(before.language),
                      account = patch.account_id.value_or(before.account_id);
    if (name.empty()) return fail(Errc::value, "name");
    const std::string settings = json::serialize(patch.settings.value_or(before.settings));
    const Assessment assessed = patch.assessment.value_or(before.assessment);
    const std::string assessment = json::serialize(to_json(assessed));
    auto approved_set = assessed.approved ? soci::i_ok : soci::i_null;
    // Taking the approval back stops the source in the same step.
    const std::string state(name_of(assessed.approved ? before.state : State::paused));
    sql << "UPDATE sources SET name = :n, language = :l, settings = :s, account_id = :acc, assessment = :a, approved_at = :at, "
           "state = :st WHERE id = :id",
        soci::use(name), soci::use(language), soci::use(settings), soci::use(account), soci::use(assessment),
        soci::use(now, approved_set), soci::use(state), soci::use(id);
    if (patch.secrets) {
      std::string sealed;
      sql << "SELECT secrets_sealed FROM sources WHERE id = :id", soci::use(id), soci::into(sealed);
      TRY(const std::string plain, keys_.open(privacy::Purpose::secrets, sealed));
      json::object merged = parse_object(plain);
      for (const auto& [key, value] : *patch.secrets)
        if (value != "") merged[key] = value;
      sealed = keys_.seal(privacy::Purpose::secrets, json::serialize(merged));
      sql << "UPDATE sources SET secrets_sealed = :s WHERE id = :id", soci::use(sealed), soci::use(id);
    }
    audit::append(sql, now, {actor, "source.change", "source " + id_text(id), ""});
    return one(sql, id);
  });
}

Result<Source> SourceTable::set_state(Id id, State state, const std::string& actor, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Result<Source> {
    TRY(const Source source, one(sql, id));
    if (state == State::running && !source.assessment.approved) return fail(Errc::purpose, source.name);
    if (state == State::running && is_overdue(source.assessment, now))
      return fail(Errc::review, source.assessment.review_date);
    const std::string name(name_of(state));
    sql << "UPDATE sources SET state = :s WHERE id = :id", soci::use(name), soci::use(id);
    if (state == State::running)
      sql << "UPDATE cursors SET error_code = '', error_detail = '', error_at = NULL, failures = 0, next_try_at = NULL "
             "WHERE source_id = :id",
          soci::use(id);
    audit::append(sql, now, {actor, "source." + name, "source " + id_text(id), ""});
    return one(sql, id);
  });
}

Status SourceTable::check_assessment(Id id, TimeUs now) {
  TRY(const Source source, find(id));
  if (!source.assessment.approved) return fail(Errc::purpose, source.name);
  if (!is_overdue(source.assessment, now)) return done();
  const Error overdue = fail(Errc::review, source.assessment.review_date);
  CHECK_OK(record_failure(id, overdue, now, now));
  TRY(const Source paused, set_state(id, State::paused, "system", now));
  return overdue;
}

Status SourceTable::remove(Id id, const std::string& actor, TimeUs now) {
  return db_.write([&](soci::session& sql) -> Status {
    TRY(const Source source, one(sql, id));
    const std::string gone = fmt::format("{} (removed {})", source.name, id);
    const std::string empty = keys_.seal(privacy::Purpose::secrets, "{}");
    sql << "UPDATE sources SET deleted_at = :now, state = 'paused', name = :n, secrets_sealed = :s WHERE id = :id",
        soci::use(now), soci::use(gone), soci::use(empty), soci::use(id);
    audit::append(sql, now, {actor, "source.remove", "source " + id_text(id), ""});
    return done();
  });
}

Result<Source> SourceTable::one(soci::session& sql, Id id) {
  TRY(auto found, select(sql, "AND s.id = :a", id_text(id)));
  if (found.empty()) return fail(Errc::not_found);
  return std::move(found.front());
}

Result<Source> SourceTable::find(Id id) {
  return db_.read([&](soci::session& sql) { return one(sql, id); });
}

Result<Source> SourceTable::find_by_name(const std::string& name) {
  return db_.read([&](soci::session& sql) -> Result<Source> {
    TRY(auto found, select(sql, "AND s.name = :a", name));
    if (found.empty()) return fail(Errc::not_found);
    return std::move(found.front());
  });
}

Result<std::vector<Source>> SourceTable::list() {
  return db_.read([&](soci::session& sql) { return select(sql, "AND :a = '' ORDER BY s.id", ""); });
}

Result<Config> SourceTable::config(Id id) {
  return db_.read([&](soci::session& sql) -> Result<Config> {
    TRY(const Source source, one(sql, id));
    std::string sealed;
    sql << "SELECT secrets_sealed FROM sources WHERE id = :id", soci::use(id), soci::into(sealed);
    TRY(const std::string plain, keys_.open(privacy::Purpose::secrets, sealed));
    return Config{
        id, source.name, source.kind, source.language, source.settings, parse_object(plain), source.account_id};
  });
}

Status SourceTable::record_failure(Id id, const Error& error, TimeUs now, TimeUs next_try) {
  const std::string code(code_of(error.code));
  return db_.write([&](soci::session& sql) -> Status {
    sql << "UPDATE cursors SET error_code = :c, error_detail = :d, error_at = :now, next_try_at = :next, "
           "failures = failures + 1, gap = CASE WHEN :cursor = 1 THEN :d2 ELSE gap END WHERE source_id = :id",
        soci::use(code), soci::use(error.detail), soci::use(now), soci::use(next_try),
        soci::use(static_cast<int>(error.code == Errc::cursor)), soci::use(error.detail), soci::use(id);
    return done();
  });
}

Result<std::vector<Source>> SourceTable::select(soci::session& sql, const std::string& where,
                                                const std::string& argument) {
  std::vector<Source> out;
  Source row;
  std::string settings, secrets, state, assessment, gap, code, detail;
  TimeUs event = 0, ok = 0, error_at = 0, next = 0;
  soci::indicator event_set, ok_set, error_set, next_set, gap_set, code_set, detail_set, failures_set;
  soci::statement query =
      (sql.prepare << "SELECT s.id, s.name, s.kind, s.language, s.account_id, s.settings, s.secrets_sealed, s.state, "
                      "s.assessment, s.created_at, c.last_event_at, c.last_ok_at, c.error_at, c.next_try_at, c.gap, "
                      "c.error_code, c.error_detail, c.failures FROM sources s "
                      "LEFT JOIN cursors c ON c.source_id = s.id WHERE s.deleted_at IS NULL " +
                          where,
       soci::use(argument), soci::into(row.id), soci::into(row.name), soci::into(row.kind), soci::into(row.language),
       soci::into(row.account_id), soci::into(settings), soci::into(secrets), soci::into(state), soci::into(assessment),
       soci::into(row.created_at), soci::into(event, event_set), soci::into(ok, ok_set),
       soci::into(error_at, error_set), soci::into(next, next_set), soci::into(gap, gap_set),
       soci::into(code, code_set), soci::into(detail, detail_set), soci::into(row.health.failures, failures_set));
  query.execute();
  while (query.fetch()) {
    Source source = row;
    source.network = network_of(source.kind);
    source.settings = parse_object(settings);
    TRY(const std::string plain, keys_.open(privacy::Purpose::secrets, secrets));
    for (const auto& [key, value] : parse_object(plain)) source.secrets_set.emplace_back(key);
    source.state = state_from(state);
    source.assessment = assessment_from(parse_object(assessment));
    const auto set = [](soci::indicator i, TimeUs t) { return i == soci::i_ok ? std::optional(t) : std::nullopt; };
    source.health.last_event_at = set(event_set, event);
    source.health.last_ok_at = set(ok_set, ok);
    source.health.error_at = set(error_set, error_at);
    source.health.next_try_at = set(next_set, next);
    source.health.gap = gap_set == soci::i_ok ? gap : "";
    if (code_set == soci::i_ok)
      if (const auto errc = errc_from_code(code)) source.health.error = fail(*errc, detail);
    out.push_back(std::move(source));
  }
  return out;
}

}  // namespace resonanz::sources
