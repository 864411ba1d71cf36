#include "sources/wordpress/entry.h"

#include <boost/json.hpp>

#include "sources/json.h"
#include "text/html.h"

namespace resonanz::sources::wordpress {
namespace {

std::string id_of(std::string_view kind, std::int64_t id) { return fmt::format("{}:{}", kind, id); }

/// The largest picture on offer.
std::string avatar(const boost::json::value* sizes) {
  std::string best;
  int best_size = 0;
  if (sizes && sizes->is_object())
    for (const auto& [size, url] : sizes->get_object()) {
      const int pixels = std::atoi(std::string(size).c_str());
      if (pixels > best_size && url.is_string()) best = std::string(url.get_string()), best_size = pixels;
    }
  return best;
}

Author comment_author(const boost::json::value& entry) {
  Author author;
  const std::int64_t user = json::number(entry, "author");
  author.name = text::html_to_text(json::text(entry, "author_name"));
  author.handle = author.name;
  author.url = json::text(entry, "author_url");
  author.avatar = avatar(json::find(entry, "author_avatar_urls"));
  // Guests have no number: the same name with the same page is taken for the same person.
  if (user > 0) author.id = id_of("user", user);
  else if (!author.name.empty()) author.id = fmt::format("guest:{}|{}", author.name, author.url);
  else author.id = "guest:" + native_id(entry);
  return author;
}

Author post_author(const boost::json::value& entry) {
  Author author;
  author.id = id_of("user", json::number(entry, "author"));
  for (const auto& person : json::list(entry, "_embedded.author")) {
    author.name = text::html_to_text(json::text(person, "name"));
    author.handle = json::text(person, "slug");
    author.url = json::text(person, "link");
    author.avatar = avatar(json::find(person, "avatar_urls"));
  }
  return author;
}

/// Links of HTML that has been sanitised: there href has one form only.
std::vector<std::string> links_of(std::string_view clean) {
  constexpr std::string_view kHref = " href=\"";
  std::vector<std::string> links;
  for (auto at = clean.find(kHref); at != std::string_view::npos; at = clean.find(kHref, at)) {
    at += kHref.size();
    links.push_back(text::html_to_text(clean.substr(at, clean.find('"', at) - at)));
  }
  return links;
}

void fill_content(const boost::json::value& entry, Post& post) {
  const std::string html = json::text(entry, "content.rendered");
  post.html = text::sanitise_html(html);
  post.text = text::html_to_text(html);
  post.links = links_of(post.html);
  if (html.find("<img") != std::string::npos) post.media.push_back("image");
  if (html.find("<video") != std::string::npos) post.media.push_back("video");
  if (html.find("<audio") != std::string::npos) post.media.push_back("audio");
}

}  // namespace

bool is_comment(const boost::json::value& entry) { return json::find(entry, "post") != nullptr; }

std::string native_id(const boost::json::value& entry) {
  return id_of(is_comment(entry) ? "comment" : "post", json::number(entry, "id"));
}

std::string revision(const boost::json::value& entry) {
  std::string seen;
  for (const char* path : {"modified_gmt", "link", "title.rendered", "content.rendered", "author", "author_name",
                           "author_url", "parent", "status"})
    seen += json::text(entry, path) + '\x1f';
  return json::fingerprint(seen);
}

Item item_of(const boost::json::value& entry) {
  Item item;
  item.payload = boost::json::serialize(entry);
  if (json::number(entry, "id") <= 0) {
    item.problem = fail(Errc::post, "a WordPress entry without an id");
    return item;
  }
  item.native_id = native_id(entry);
  item.revision = revision(entry);
  return item;
}

Result<Post> post_of(const boost::json::value& entry) {
  const std::int64_t id = json::number(entry, "id");
  if (id <= 0 || !json::find(entry, "content.rendered"))
    return fail(Errc::post, "neither a WordPress post nor a comment");
  Post post;
  post.id = native_id(entry);
  post.network = "wordpress";
  post.url = json::text(entry, "link");
  post.created_at = parse_rfc3339(json::text(entry, "date_gmt"));
  boost::json::object reply_ref;
  if (is_comment(entry)) {
    const std::int64_t article = json::number(entry, "post"), parent = json::number(entry, "parent");
    post.kind = parent > 0 ? PostKind::reply : PostKind::comment;
    post.thread = id_of("post", article);
    post.in_reply_to = parent > 0 ? id_of("comment", parent) : post.thread;
    post.author = comment_author(entry);
    reply_ref["post"] = article;
    reply_ref["parent"] = id;
  } else {
    post.kind = PostKind::article;
    post.thread = post.id;
    post.title = text::html_to_text(json::text(entry, "title.rendered"));
    post.author = post_author(entry);
    const auto modified = parse_rfc3339(json::text(entry, "modified_gmt"));
    if (modified && post.created_at && *modified > *post.created_at) post.edited_at = modified;
    reply_ref["post"] = id;
    reply_ref["parent"] = 0;
  }
  fill_content(entry, post);
  post.reply_ref = boost::json::serialize(reply_ref);
  return post;
}

}  // namespace resonanz::sources::wordpress
