#include "govern/erase.h"
#include "ingest/ledger.h"

namespace resonanz::govern {
namespace {

constexpr std::size_t kTelling = 6;  // shorter values may be anything

struct Item {
  Id id = 0, source = 0;
  std::string code;
};

bool holds(const Erasure& e, const std::string& bytes) {
  if (e.masker.finds(bytes)) return true;
  for (const auto& post : e.person.posts)
    if (post.size() >= kTelling && bytes.find(post) != std::string::npos) return true;
  // As values: "id":"4711", "handle":"anna".
  for (const auto* names : {&e.person.ids, &e.person.handles})
    for (const auto& name : *names)
      if (name.size() >= kTelling && bytes.find('"' + name + '"') != std::string::npos) return true;
  return false;
}

/// What is sealed has to be opened to know whose it is.
Result<std::vector<Item>> items_holding(Erasure& e, const std::string& select) {
  std::vector<Item> out;
  Item row;
  std::string native, payload, detail;
  soci::statement query = (e.sql.prepare << select, soci::into(row.id), soci::into(row.source), soci::into(row.code),
                           soci::into(native), soci::into(payload), soci::into(detail));
  query.execute();
  while (query.fetch()) {
    TRY(const std::string id, e.keys.open(privacy::Purpose::journal, native));
    TRY(const std::string bytes, e.keys.open(privacy::Purpose::journal, payload));
    if (holds(e, id) || holds(e, bytes) || holds(e, detail)) out.push_back(row);
  }
  return out;
}

}  // namespace

Status erase_queues(Erasure& e) {
  TRY(const auto kept,
      items_holding(e, "SELECT id, source_id, code, native_id_sealed, payload_sealed, detail FROM quarantine"));
  for (const Item& item : kept) {
    e.sql << "DELETE FROM quarantine WHERE id = :id", soci::use(item.id);
    ingest::count(e.sql, item.source, "quarantined", item.code, -1);
    ingest::count(e.sql, item.source, "filtered", "erased");
  }
  TRY(const auto waiting,
      items_holding(
          e, "SELECT id, source_id, problem_code, native_id_sealed, payload_sealed, problem_detail FROM journal"));
  for (const Item& item : waiting) {
    e.sql << "DELETE FROM journal WHERE id = :id", soci::use(item.id);
    ingest::count(e.sql, item.source, "filtered", "erased");
  }
  e.counts["quarantine"] += static_cast<std::int64_t>(kept.size());
  e.counts["journal"] += static_cast<std::int64_t>(waiting.size());
  return done();
}

}  // namespace resonanz::govern
