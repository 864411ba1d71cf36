// JSON Feed 1.0 and 1.1 (jsonfeed.org).
#include <boost/json.hpp>

#include "sources/feed/formats.h"
#include "sources/feed/values.h"
#include "sources/json.h"
#include "text/url_reference.h"

namespace resonanz::sources::feed {
namespace {

Author read_author(const boost::json::value& root, std::string_view base) {
  const auto& many = json::list(root, "authors");
  const boost::json::value* one = many.empty() ? json::find(root, "author") : &many.front();
  Author author;
  if (!one) return author;
  author.name = json::text(*one, "name");
  if (const std::string url = json::text(*one, "url"); !url.empty()) author.url = text::resolve_reference(base, url);
  if (const std::string url = json::text(*one, "avatar"); !url.empty())
    author.avatar = text::resolve_reference(base, url);
  author.id = author.url.empty() ? author.name : author.url;
  if (author.name.empty()) author.name = author.id;
  author.handle = author.name;
  return author;
}

/// Ids may be numbers, whole or not.
std::string id_of(const boost::json::value& item) {
  const auto* id = json::find(item, "id");
  return id && id->is_double() ? boost::json::serialize(*id) : json::text(item, "id");
}

Post read_item(const boost::json::value& item, const Author& feed_author, std::string_view base) {
  Post post;
  post.kind = PostKind::article;
  post.id = id_of(item);
  if (const std::string url = json::text(item, "url"); !url.empty()) post.url = text::resolve_reference(base, url);
  const std::string other = json::text(item, "external_url");
  if (!other.empty()) (post.url.empty() ? post.url : post.links.emplace_back()) = text::resolve_reference(base, other);
  if (post.url.empty() && text::is_web_address(post.id)) post.url = post.id;
  post.title = json::text(item, "title");
  const std::string html = json::text(item, "content_html"), text = json::text(item, "content_text");
  if (!html.empty()) set_html(post, html, post.url.empty() ? base : std::string_view(post.url));
  if (!text.empty()) post.text = text;
  if (post.text.empty()) post.text = json::text(item, "summary");
  post.created_at = parse_date(json::text(item, "date_published"));
  post.edited_at = parse_date(json::text(item, "date_modified"));
  if (!post.created_at) post.created_at = post.edited_at;
  if (post.edited_at == post.created_at) post.edited_at.reset();
  post.lang = language_tag(json::text(item, "language"));
  post.author = read_author(item, base);
  if (post.author.id.empty()) post.author = feed_author;
  if (!json::text(item, "image").empty() || !json::text(item, "banner_image").empty()) add_media(post, "image/");
  for (const auto& attachment : json::list(item, "attachments")) add_media(post, json::text(attachment, "mime_type"));
  complete_id(post, boost::json::serialize(item));
  return post;
}

}  // namespace

void read_json_feed(const boost::json::value& root, std::string_view base, Feed& feed) {
  feed.title = json::text(root, "title");
  feed.language = language_tag(json::text(root, "language"));
  if (const std::string url = json::text(root, "feed_url"); !url.empty())
    feed.self = text::resolve_reference(base, url);
  if (const std::string url = json::text(root, "next_url"); !url.empty())
    feed.next = text::resolve_reference(base, url);
  for (const auto& hub : json::list(root, "hubs"))
    if (const std::string type = json::text(hub, "type"); type == "WebSub" || type == "websub")
      feed.hubs.push_back(text::resolve_reference(base, json::text(hub, "url")));
  const Author author = read_author(root, base);
  for (const auto& item : json::list(root, "items")) {
    if (!item.is_object()) continue;
    feed.posts.push_back(read_item(item, author, base));
    if (feed.posts.back().lang.empty()) feed.posts.back().lang = feed.language;
  }
}

}  // namespace resonanz::sources::feed
