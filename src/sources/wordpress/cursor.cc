#include "sources/wordpress/cursor.h"

#include <boost/json.hpp>

#include "sources/json.h"

namespace resonanz::sources::wordpress {
namespace {

boost::json::object to_json(const Track& track) {
  boost::json::object out;
  out["after"] = track.after;
  out["page"] = track.page;
  boost::json::array known;
  for (const auto& [id, revision] : track.known.entries()) {
    boost::json::array pair;
    pair.emplace_back(id);
    pair.emplace_back(revision);
    known.push_back(std::move(pair));
  }
  out["known"] = std::move(known);
  return out;
}

void read(const boost::json::value& root, Track& track) {
  track.after = json::number(root, "after");
  track.page = static_cast<int>(std::max<std::int64_t>(1, json::number(root, "page", 1)));
  for (const auto& entry : json::list(root, "known")) {
    const boost::json::array* pair = entry.if_array();
    if (!pair || pair->size() != 2 || !(*pair)[0].is_int64() || !(*pair)[1].is_string()) continue;
    track.known.put((*pair)[0].get_int64(), std::string((*pair)[1].get_string()));
  }
}

}  // namespace

bool Known::has(std::int64_t id, const std::string& revision) const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [&](const auto& entry) { return entry.first == id && entry.second == revision; });
}

void Known::put(std::int64_t id, std::string revision) {
  const auto same =
      std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) { return entry.first == id; });
  if (same != entries_.end()) {
    same->second = std::move(revision);
    return;
  }
  entries_.emplace_back(id, std::move(revision));
  if (entries_.size() > most_) entries_.erase(entries_.begin());
}

void Known::erase(std::int64_t id) {
  std::erase_if(entries_, [&](const auto& entry) { return entry.first == id; });
}

std::string Cursor::text() const {
  boost::json::object out;
  out["v"] = 1;
  out["since"] = since;
  out["swept"] = swept;
  out["posts"] = to_json(posts);
  out["comments"] = to_json(comments);
  return boost::json::serialize(out);
}

Result<Cursor> Cursor::parse(std::string_view text) {
  const Result<boost::json::value> root = json::parse(text);
  if (!root || json::number(*root, "v") != 1) return fail(Errc::cursor, "the stored position cannot be read");
  Cursor cursor;
  cursor.since = json::number(*root, "since");
  cursor.swept = json::number(*root, "swept");
  if (const auto* posts = json::find(*root, "posts")) read(*posts, cursor.posts);
  if (const auto* comments = json::find(*root, "comments")) read(*comments, cursor.comments);
  return cursor;
}

}  // namespace resonanz::sources::wordpress
