#include "ingest/ledger.h"

#include <boost/json.hpp>

#include "base/log.h"

namespace resonanz::ingest {
namespace {

std::int64_t sum(const std::map<std::string, std::int64_t>& reasons) {
  std::int64_t total = 0;
  for (const auto& [reason, n] : reasons) total += n;
  return total;
}

boost::json::object reasons_json(const std::map<std::string, std::int64_t>& reasons) {
  boost::json::object out;
  for (const auto& [reason, n] : reasons) out[reason] = n;
  return out;
}

void add(Ledger& ledger, const std::string& outcome, const std::string& reason, std::int64_t n) {
  if (outcome == "received") ledger.received += n;
  else if (outcome == "stored") ledger.stored += n;
  else if (outcome == "duplicate") ledger.duplicate += n;
  else if (outcome == "unmatched") ledger.unmatched += n;
  else if (outcome == "filtered") ledger.filtered[reason] += n;
  else if (outcome == "quarantined") ledger.quarantined[reason] += n;
}

Result<std::map<Id, std::string>> source_names(store::Database& db) {
  return db.read([](soci::session& sql) -> Result<std::map<Id, std::string>> {
    std::map<Id, std::string> names;
    Id id = 0;
    std::string name;
    soci::statement query = (sql.prepare << "SELECT id, name FROM sources", soci::into(id), soci::into(name));
    query.execute();
    while (query.fetch()) names[id] = name;
    return names;
  });
}

}  // namespace

std::int64_t Ledger::difference() const {
  return received - stored - duplicate - unmatched - sum(filtered) - sum(quarantined) - pending;
}

Ledger& Ledger::operator+=(const Ledger& other) {
  received += other.received;
  stored += other.stored;
  duplicate += other.duplicate;
  unmatched += other.unmatched;
  pending += other.pending;
  for (const auto& [reason, n] : other.filtered) filtered[reason] += n;
  for (const auto& [reason, n] : other.quarantined) quarantined[reason] += n;
  return *this;
}

void count(soci::session& sql, Id source, const std::string& outcome, const std::string& reason, std::int64_t by) {
  sql << "INSERT INTO ledger (source_id, outcome, reason, count) VALUES (:s, :o, :r, :n) "
         "ON CONFLICT (source_id, outcome, reason) DO UPDATE SET count = ledger.count + excluded.count",
      soci::use(source), soci::use(outcome), soci::use(reason), soci::use(by);
}

Result<std::map<Id, Ledger>> read_ledgers(store::Database& db) {
  return db.read([](soci::session& sql) -> Result<std::map<Id, Ledger>> {
    std::map<Id, Ledger> ledgers;
    Id source = 0;
    std::string outcome, reason;
    std::int64_t n = 0;
    soci::statement counted = (sql.prepare << "SELECT source_id, outcome, reason, count FROM ledger",
                               soci::into(source), soci::into(outcome), soci::into(reason), soci::into(n));
    counted.execute();
    while (counted.fetch()) add(ledgers[source], outcome, reason, n);
    soci::statement waiting = (sql.prepare << "SELECT source_id, count(*) FROM journal GROUP BY source_id",
                               soci::into(source), soci::into(n));
    waiting.execute();
    while (waiting.fetch()) ledgers[source].pending = n;
    return ledgers;
  });
}

void LedgerAlarm::check(store::Database& db) {
  const auto ledgers = read_ledgers(db);
  if (!ledgers) return log::error("the ledger cannot be read: {}", ledgers.error().text());
  for (const auto& [source, ledger] : *ledgers) {
    const auto difference = ledger.difference();
    if (std::exchange(known_[source], difference) == difference) continue;
    if (difference != 0)
      log::critical("source {}: {} items came in and are nowhere to be found (resonanz ledger)", source, difference);
    else log::warn("source {}: the ledger adds up again", source);
  }
}

boost::json::object to_json(const Ledger& ledger) {
  return {{"received", ledger.received},
          {"stored", ledger.stored},
          {"duplicate", ledger.duplicate},
          {"unmatched", ledger.unmatched},
          {"filtered", reasons_json(ledger.filtered)},
          {"quarantined", reasons_json(ledger.quarantined)},
          {"pending", ledger.pending},
          {"difference", ledger.difference()}};
}

Result<boost::json::object> ledger_report(store::Database& db) {
  TRY(const auto ledgers, read_ledgers(db));
  TRY(auto names, source_names(db));
  Ledger total;
  boost::json::array sources;
  for (const auto& [id, ledger] : ledgers) {
    total += ledger;
    sources.push_back({{"id", id_text(id)}, {"name", names[id]}, {"ledger", to_json(ledger)}});
  }
  return boost::json::object{{"total", to_json(total)}, {"sources", sources}};
}

}  // namespace resonanz::ingest
