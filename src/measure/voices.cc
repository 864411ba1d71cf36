#include "measure/voices.h"

#include "measure/selected.h"

namespace resonanz::measure {
namespace {
constexpr int kMentions = 500;
constexpr std::size_t kVoices = 10;
}  // namespace

Result<std::vector<Voice>> read_voices(store::Database& db, const Asked& asked) {
  return db.read([&](soci::session& sql) -> Result<std::vector<Voice>> {
    const std::int64_t to = asked.until / kHourUs + 1, from = to - asked.days * 24;
    Voice row;
    std::string sentiment;
    soci::statement query =
        (sql.prepare << fmt::format(
             "SELECT m.author_ref, m.source_id, r.reach, {}, m.id FROM mentions m {} WHERE r.hour >= :f "
             "AND r.hour < :t AND r.reach >= 1000 ORDER BY r.reach DESC, m.id DESC LIMIT :n",
             kToneOf, join_readings("m.id", asked.of)),
         soci::use(from), soci::use(to), soci::use(kMentions), soci::into(row.author_ref), soci::into(row.source),
         soci::into(row.reach), soci::into(sentiment), soci::into(row.latest));
    query.execute();
    std::vector<Voice> out;
    while (query.fetch()) {
      auto known = std::find_if(out.begin(), out.end(), [&](const Voice& v) { return v.author_ref == row.author_ref; });
      if (known == out.end()) known = out.insert(out.end(), row);
      ++known->count;
      known->negative += sentiment == "negative";
      if (row.latest > known->latest) known->latest = row.latest, known->reach = row.reach;
    }
    if (out.size() > kVoices) out.resize(kVoices);
    return out;
  });
}

}  // namespace resonanz::measure
