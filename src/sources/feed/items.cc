#include <boost/json.hpp>

#include "model/post_json.h"
#include "sources/feed/feed.h"
#include "sources/json.h"

namespace resonanz::sources::feed {
namespace {

std::string payload_of(const Post& post) {
  std::string line = write_post(post);
  if (post.html.empty()) return line;
  line.pop_back();
  return line.append(",\"html\":").append(boost::json::serialize(boost::json::string(post.html))).append("}");
}

/// Counts change without the entry changing.
std::string revision_of(Post post) {
  post.counts = {};
  return json::fingerprint(payload_of(post));
}

/// Some feeds give one id to all entries. Those that lead elsewhere get one of their own; the same entry listed twice
/// stays the same.
void separate_ids(std::vector<Post>& posts) {
  std::map<std::string, std::set<std::string>> places;
  const auto place = [](const Post& post) { return post.url.empty() ? post.title : post.url; };
  for (const Post& post : posts) places[post.id].insert(place(post));
  for (Post& post : posts)
    if (places[post.id].size() > 1) post.id += "#" + json::fingerprint(place(post));
}

Item item_of(const Post& post) {
  Item item;
  item.native_id = post.id;
  item.revision = revision_of(post);
  item.payload = payload_of(post);
  return item;
}

Item removal_of(std::string id) {
  Item item;
  item.op = Op::remove;
  item.native_id = std::move(id);
  item.revision = "removed";
  return item;
}

}  // namespace

std::vector<Item> items_of(Feed feed) {
  separate_ids(feed.posts);
  std::vector<Item> items;
  std::set<std::string> seen;
  for (Post& post : feed.posts) {
    post.network = "feed";
    if (seen.insert(post.id).second) items.push_back(item_of(post));
  }
  for (std::string& id : feed.removed)
    if (seen.insert(id).second) items.push_back(removal_of(std::move(id)));
  return items;
}

Result<Post> post_of(std::string_view payload) {
  thread_local PostReader reader;
  TRY(Post post, reader.read(payload));
  TRY(const boost::json::value line, json::parse(payload));
  post.html = json::text(line, "html");
  return post;
}

Item problem_item(std::string_view bytes, Error error) {
  Item item;
  item.payload = bytes;
  item.revision = json::fingerprint(bytes);
  item.problem = std::move(error);
  return item;
}

}  // namespace resonanz::sources::feed
