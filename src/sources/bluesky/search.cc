#include "sources/bluesky/search.h"

#include <boost/json.hpp>

#include "base/log.h"
#include "sources/bluesky/frame.h"
#include "sources/json.h"

namespace resonanz::sources::bluesky {
namespace {

namespace asio = boost::asio;
constexpr std::string_view kDone = "done", kPage = "page ";
constexpr int kMostPages = 10;

/// A search result in the shape of a version 1 frame, with the names that the stream lacks.
std::string as_frame(const boost::json::value& view) {
  const std::string uri = json::text(view, "uri");  // at://did/collection/rkey
  const auto collection = uri.find('/', 5), rkey = uri.rfind('/');
  if (!uri.starts_with("at://") || collection == std::string::npos || rkey <= collection) return {};
  boost::json::object commit, author, frame;
  commit["operation"] = "create";
  commit["collection"] = uri.substr(collection + 1, rkey - collection - 1);
  commit["rkey"] = uri.substr(rkey + 1);
  commit["cid"] = json::text(view, "cid");
  if (const auto* record = json::find(view, "record")) commit["record"] = *record;
  for (const char* name : {"handle", "displayName", "avatar"})
    if (const std::string text = json::text(view, std::string("author.") + name); !text.empty()) author[name] = text;
  frame["did"] = uri.substr(5, collection - 5);
  frame["kind"] = "commit";
  frame["commit"] = std::move(commit);
  frame["author"] = std::move(author);
  return boost::json::serialize(frame);
}

}  // namespace

asio::awaitable<Result<std::vector<Item>>> search_page(Account* account, std::string term, Position* position) {
  std::vector<Item> items;
  // The state is "page N CURSOR"; N bounds the whole search.
  std::string cursor;
  int page = 0;
  if (position->search.starts_with(kPage)) {
    const auto space = position->search.find(' ', kPage.size());
    page = std::atoi(position->search.c_str() + kPage.size());
    if (space != std::string::npos) cursor = position->search.substr(space + 1);
  }
  std::string query = fmt::format("q={}&sort=latest&limit=100", net::percent_encode(term));
  if (!cursor.empty()) query += "&cursor=" + net::percent_encode(cursor);
  Result<boost::json::value> reply = co_await account->query("app.bsky.feed.searchPosts", query);
  if (!reply) {
    const Errc code = reply.error().code;
    if (code == Errc::throttled || code == Errc::connect || code == Errc::host || code == Errc::cancelled)
      co_return std::move(reply).error();
    log::info("bluesky: the server of the account offers no search ({})", reply.error().text());
    position->search = kDone;
    co_return items;
  }
  for (const auto& view : json::list(*reply, "posts")) {
    Frame frame = read_frame(as_frame(view));
    if (frame.item && !frame.item->problem) items.push_back(std::move(*frame.item));
  }
  cursor = json::text(*reply, "cursor");
  const bool more = !cursor.empty() && !items.empty() && page + 1 < kMostPages;
  position->search = more ? fmt::format("{}{} {}", kPage, page + 1, cursor) : std::string(kDone);
  co_return items;
}

}  // namespace resonanz::sources::bluesky
