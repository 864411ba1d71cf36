#include "govern/desk.h"

#include <boost/json.hpp>

#include "audit/audit.h"
#include "govern/export.h"
#include "govern/set_aside.h"
#include "history/indexer.h"
#include "host/random.h"
#include "sources/connector.h"

namespace resonanz::govern {
namespace {

namespace json = boost::json;

TimeUs elapsed(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - since).count();
}

void opt_out_all(soci::session& sql, const std::set<std::string>& keys, const std::string& network, TimeUs now) {
  for (const auto& key : keys)
    sql << "INSERT INTO optouts (person_key, network, created_at) VALUES (:k, :n, :t) ON CONFLICT (person_key) DO NOTHING",
        soci::use(key), soci::use(network), soci::use(now);
}

/// A slip in the name of the network would file an opt-out where nobody looks for it.
Status check_network(store::Database& db, const std::string& network) {
  TRY(auto known, db.read([](soci::session& sql) -> Result<std::set<std::string>> {
    std::set<std::string> out;
    soci::rowset<std::string> rows = (sql.prepare << "SELECT DISTINCT network FROM mentions");
    out.insert(rows.begin(), rows.end());
    return out;
  }));
  for (const auto* kind : sources::all_kinds())
    known.insert(std::string(json::parse(sources::spec_json(kind->name)).at("network").as_string()));
  known.erase("");
  if (known.contains(network)) return done();
  return fail(Errc::value, fmt::format("network {} (known here: {})", network, fmt::join(known, ", ")));
}

}  // namespace

void want_scrub(soci::session& sql) {
  sql << "INSERT INTO settings (key, value) VALUES ('scrub', 'due') ON CONFLICT (key) DO UPDATE SET value = 'due'";
}

Status Desk::scrub_if_due() {
  TRY(const std::string state, parts_.db.read([](soci::session& sql) -> Result<std::string> {
    std::string value;
    sql << "SELECT value FROM settings WHERE key = 'scrub'", soci::into(value);
    return value;
  }));
  if (state != "due") return done();
  CHECK_OK(history::Indexer(parts_.db, parts_.keys).apply_changes());  // the index forgets what went
  CHECK_OK(parts_.db.scrub());
  return parts_.db.write(
      [](soci::session& sql) -> Status { return sql << "DELETE FROM settings WHERE key = 'scrub'", done(); });
}

Result<Person> Desk::find(const std::string& network, const std::string& who) {
  if (network.empty()) return fail(Errc::value, "network");
  if (who.empty() || who == "@") return fail(Errc::value, "person");
  CHECK_OK(check_network(parts_.db, network));
  return parts_.db.read([&](soci::session& sql) -> Result<Person> {
    TRY(const auto known, known_authors(sql, parts_.keys));
    return find_person(sql, parts_.keys, network, who, known);
  });
}

/// The promise is on disk before anything is done: a crash from here on is made good by catch_up().
Result<LedgerEntry> Desk::promise(const std::string& kind, const Person& person) {
  LedgerEntry entry{host::random_token(16), parts_.clock.now(), kind, person.network, person.keys(parts_.keys), {}};
  if (kind == "erase") entry.handles = spoken_hashes(person, parts_.keys);
  CHECK_OK(parts_.ledger.append(entry));
  return entry;
}

/// The work, its row and its audit entry stand or fall together.
Result<Request> Desk::carry_out(const LedgerEntry& entry, const std::string& actor,
                                const std::function<Status(soci::session&, Request&)>& work) {
  const auto begun = std::chrono::steady_clock::now();
  const TimeUs now = parts_.clock.now();
  Request request{next_id(now), entry.id, entry.kind, entry.network, actor, false, {}, now, 0, {}};
  CHECK_OK(parts_.db.write([&](soci::session& sql) -> Status {
    request.counts.clear();
    CHECK_OK(work(sql, request));
    request.took = elapsed(begun);
    insert_request(sql, request);
    audit::append(sql, now, {actor, "privacy." + entry.kind, "request " + id_text(request.id), entry.network});
    return done();
  }));
  return request;
}

Result<Desk::Found> Desk::look_around(std::function<Result<Person>(soci::session&)> find) {
  return parts_.db.read([&](soci::session& sql) -> Result<Found> {
    Found found;
    TRY(found.person, find(sql));
    sql << "SELECT COALESCE(MAX(id), 0) FROM mentions", soci::into(found.last);
    TRY(found.others, posts_naming(sql, parts_.keys, found.person, found.person.masker(), 0));
    return found;
  });
}

Result<Request> Desk::erase(const std::string& network, const std::string& who, const std::string& actor) {
  const auto begun = std::chrono::steady_clock::now();
  // What is on its way arrives first: a post there may be the only one that tells a handle. Then nothing new is kept,
  // what came meanwhile is let through, and all that is there goes.
  parts_.settle();
  TRY(const Person first, find(network, who));
  TRY(const LedgerEntry entry, promise("erase", first));
  CHECK_OK(parts_.db.write([&](soci::session& sql) -> Status {
    opt_out_all(sql, entry.keys, network, entry.at);
    return done();
  }));
  parts_.settle();
  TRY(const Found found, look_around([&](soci::session& sql) -> Result<Person> {
        TRY(const auto known, known_authors(sql, parts_.keys));
        return find_person(sql, parts_.keys, network, who, known);
      }));
  TRY(Request request, erase_found(entry, found, actor));
  CHECK_OK(scrub_if_due());
  request.took = elapsed(begun);
  CHECK_OK(parts_.db.write([&](soci::session& sql) -> Status {
    sql << "UPDATE privacy_requests SET took_us = :t WHERE id = :id", soci::use(request.took), soci::use(request.id);
    return done();
  }));
  return request;
}

Result<Request> Desk::erase_found(const LedgerEntry& entry, const Found& found, const std::string& actor) {
  const text::Masker masker = found.person.masker();
  return carry_out(entry, actor, [&](soci::session& sql, Request& request) -> Status {
    TRY(auto others, posts_naming(sql, parts_.keys, found.person, masker, found.last));
    others.insert(others.end(), found.others.begin(), found.others.end());
    Erasure erasure{sql, parts_.keys, found.person, masker, entry.at, {}};
    opt_out_all(sql, entry.keys, entry.network, entry.at);
    CHECK_OK(erase_queues(erasure));
    CHECK_OK(erase_cases(erasure));
    CHECK_OK(erase_posts(erasure));
    CHECK_OK(mask_texts(erasure, others));
    request.counts = std::move(erasure.counts);
    request.found = found.person.found();
    request.remaining = still_naming(sql, masker);
    want_scrub(sql);
    return done();
  });
}

Result<Request> Desk::opt_out(const std::string& network, const std::string& who, const std::string& actor) {
  TRY(const Person person, find(network, who));
  TRY(const LedgerEntry entry, promise("optout", person));
  return carry_out(entry, actor, [&](soci::session& sql, Request& request) -> Status {
    opt_out_all(sql, entry.keys, network, entry.at);
    request.found = person.found();
    return done();
  });
}

Result<Request> Desk::change_restriction(const LedgerEntry& entry, const Person& person, const std::string& actor) {
  return carry_out(entry, actor, [&](soci::session& sql, Request& request) -> Status {
    request.found = person.found();
    if (entry.kind == "restrict") {
      for (const auto& key : entry.keys)
        sql << "INSERT INTO restrictions (person_key, network, created_at) VALUES (:k, :n, :t) ON CONFLICT (person_key) DO NOTHING",
            soci::use(key), soci::use(entry.network), soci::use(entry.at);
      TRY(request.counts["mentions"], set_aside(sql, parts_.keys, person, entry.at));
    } else {
      for (const auto& key : entry.keys) sql << "DELETE FROM restrictions WHERE person_key = :k", soci::use(key);
      TRY(request.counts["mentions"], put_back(sql, parts_.keys, person));
    }
    return done();
  });
}

Result<Request> Desk::restrict(const std::string& network, const std::string& who, const std::string& actor) {
  TRY(const Person person, find(network, who));
  TRY(const LedgerEntry entry, promise("restrict", person));
  return change_restriction(entry, person, actor);
}

Result<Request> Desk::release(const std::string& network, const std::string& who, const std::string& actor) {
  TRY(const Person person, find(network, who));
  TRY(const LedgerEntry entry, promise("release", person));
  return change_restriction(entry, person, actor);
}

Result<json::object> Desk::export_person(const std::string& network, const std::string& who, const std::string& actor) {
  TRY(const Person person, find(network, who));
  const LedgerEntry entry{host::random_token(16), parts_.clock.now(), "export", network, {}, {}};
  TRY(json::object out,
      parts_.db.read([&](soci::session& sql) { return write_export(sql, parts_.keys, person, entry.at); }));
  TRY(const Request request, carry_out(entry, actor, [&](soci::session&, Request& r) -> Status {
        for (const auto& [place, rows] : out.at("places").as_object())
          r.counts[place] = static_cast<std::int64_t>(rows.as_array().size());
        r.found = person.found();
        return done();
      }));
  out["request"] = id_text(request.id);
  return out;
}

}  // namespace resonanz::govern
