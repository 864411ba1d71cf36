#include "sources/bluesky/position.h"

#include <boost/json.hpp>

#include "sources/json.h"

namespace resonanz::sources::bluesky {

std::string Position::text() const {
  boost::json::object out;
  out["v"] = 1;
  out["time_us"] = time_us;
  if (seq > 0) out["seq"] = seq;
  if (!search.empty()) out["search"] = search;
  return boost::json::serialize(out);
}

Result<Position> Position::parse(std::string_view text) {
  Position position;
  if (text.empty()) return position;
  const Result<boost::json::value> root = json::parse(text);
  if (!root || json::number(*root, "v") != 1) return fail(Errc::cursor, "the stored position cannot be read");
  position.time_us = json::number(*root, "time_us");
  position.seq = json::number(*root, "seq");
  position.search = json::text(*root, "search");
  return position;
}

}  // namespace resonanz::sources::bluesky
