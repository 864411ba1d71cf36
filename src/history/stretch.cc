#include "history/history.h"

namespace resonanz::history {
namespace {

constexpr std::int64_t kNewAtOnce = 2000;

}  // namespace

Result<History::Stretch> History::candidates(soci::session& sql, const listen::Query& query, Id after) {
  View view(sql, directories_);
  Stretch out;
  const auto& rows = view.segments();
  const auto row = std::upper_bound(rows.begin(), rows.end(), after,
                                    [](Id id, const SegmentRow& segment) { return id < segment.last_id; });
  if (row == rows.end() && after >= view.mark()) {
    Id id = 0;
    soci::statement query_new = (sql.prepare << "SELECT id FROM mentions WHERE id > :a ORDER BY id LIMIT :n",
                                 soci::use(after), soci::use(kNewAtOnce), soci::into(id));
    query_new.execute();
    while (query_new.fetch()) out.ids.push_back(id);
    out.posts = static_cast<std::int64_t>(out.ids.size());
    if (!out.ids.empty()) out.upto = out.ids.back();
    return out;
  }
  out.upto = row == rows.end() ? view.mark() : row->last_id;
  const auto& changed = view.changed();
  out.ids.assign(changed.upper_bound(after), changed.upper_bound(out.upto));
  if (row != rows.end()) {
    const auto segment = static_cast<std::size_t>(row - rows.begin());
    out.posts = row->posts;
    TRY(const Answer answer, view.ask(segment, query, [this](const Stratum& stratum, std::string_view key) {
      return keys_.filing_key(stratum.source, stratum.quarter, key);
    }));
    Status status = done();
    answer.maybe.each_down([&](std::size_t at) {
      const auto entry = view.entry(segment, at);
      if (!entry) return status = entry.error(), false;
      if (entry->id > after) out.ids.push_back(entry->id);
      return true;
    });
    CHECK_OK(std::move(status));
  }
  std::sort(out.ids.begin(), out.ids.end());
  return out;
}

}  // namespace resonanz::history
