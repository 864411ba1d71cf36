#include "measure/selected.h"

namespace resonanz::measure {

namespace {

std::string condition_on_readings(const Selection& of) {
  const bool plain =
      std::all_of(of.lang.begin(), of.lang.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  std::string out;
  if (of.source) out += fmt::format(" AND r.source_id = {}", of.source);
  if (!of.lang.empty()) out += fmt::format(" AND r.lang = '{}'", plain ? of.lang : "-");
  return out;
}

}  // namespace

std::string join_readings(std::string_view mention, const Selection& of) {
  std::string out = fmt::format("JOIN mention_readings r ON r.mention_id = {}", mention);
  if (!of.query) out += " AND r.hidden = 0";
  out += condition_on_readings(of);
  // No match is of query 0: then the whole post speaks.
  out += fmt::format(" {}JOIN mention_matches mm ON mm.mention_id = {} AND mm.query_id = {}", of.query ? "" : "LEFT ",
                     mention, of.query);
  if (of.query) out += " AND mm.hidden = 0";
  return out;
}

std::string condition_of(const Selection& of) {
  return fmt::format("mm.query_id = {} AND mm.hidden = 0", of.query) + condition_on_readings(of);
}

}  // namespace resonanz::measure
