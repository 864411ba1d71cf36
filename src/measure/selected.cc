#include "measure/selected.h"

namespace resonanz::measure {

std::string join_readings(std::string_view mention, const Selection& of) {
  const bool plain =
      std::all_of(of.lang.begin(), of.lang.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  std::string out = fmt::format("JOIN mention_readings r ON r.mention_id = {}", mention);
  if (!of.query) out += " AND r.hidden = 0";
  if (of.source) out += fmt::format(" AND r.source_id = {}", of.source);
  if (!of.lang.empty()) out += fmt::format(" AND r.lang = '{}'", plain ? of.lang : "-");
  // No match is of query 0: then the whole post speaks.
  out += fmt::format(" {}JOIN mention_matches mm ON mm.mention_id = {} AND mm.query_id = {}", of.query ? "" : "LEFT ",
                     mention, of.query);
  if (of.query) out += " AND mm.hidden = 0";
  return out;
}

}  // namespace resonanz::measure
