#include "sources/feed/formats.h"

#include "sources/feed/values.h"
#include "sources/feed/xml_text.h"
#include "sources/json.h"
#include "text/charset.h"
#include "text/url_reference.h"

namespace resonanz::sources::feed {
namespace {

/// The first byte that is not white space or a byte order mark.
char first_byte(std::string_view bytes) {
  const auto at = bytes.find_first_not_of(std::string_view(" \t\r\n\0\xEF\xBB\xBF\xFE\xFF", 10));
  return at == bytes.npos ? '\0' : bytes[at];
}

Result<Feed> read_json(std::string_view bytes, std::string_view base) {
  const Result<boost::json::value> root = json::parse(text::guess_utf8(bytes));
  if (!root) return fail(Errc::feed, "not JSON: " + root.error().detail);
  const bool named = json::text(*root, "version").find("jsonfeed.org") != std::string::npos;
  const auto* items = json::find(*root, "items");
  if (!named && !(items && items->is_array())) return fail(Errc::feed, "JSON, but not a JSON Feed");
  Feed feed;
  read_json_feed(*root, base, feed);
  return feed;
}

Result<Feed> read_xml(std::string_view bytes, std::string_view content_type, std::string_view base) {
  TRY(const auto document, parse_xml(xml_to_utf8(bytes, charset_of(content_type)), base));
  const Node& root = document->root;
  Feed feed;
  if (root.name == "atom:feed" || root.name == "feed" || root.name == "atom:entry") read_atom(root, feed);
  else if (root.name == "rss" || root.name == "rdf:rdf" || root.name == "rdf" || root.name == "channel")
    read_rss(root, base, feed);
  else return fail(Errc::feed, fmt::format("it begins with <{}>", root.name.substr(0, 40)));
  return feed;
}

}  // namespace

Result<Feed> read_feed(std::string_view bytes, std::string_view content_type, std::string_view base) {
  const char first = first_byte(bytes);
  if (first == '\0') return fail(Errc::feed, "it is empty");
  return first == '{' ? read_json(bytes, base) : read_xml(bytes, content_type, base);
}

void read_feed_link(const Node& link, Feed& feed) {
  const std::string_view rel = trim(link.attribute("rel"));
  const std::string url = text::resolve_reference(link.base, link.attribute("href"));
  if (url.empty()) return;
  if (rel == "self" && feed.self.empty()) feed.self = url;
  if (rel == "hub") feed.hubs.push_back(url);
  if ((rel == "next" || rel == "prev-archive") && feed.next.empty()) feed.next = url;
}

void read_removed(const Node& feed_node, Feed& feed) {
  for (const Node& node : feed_node.children)
    if (node.name == "at:deleted-entry" && !trim(node.attribute("ref")).empty())
      feed.removed.emplace_back(trim(node.attribute("ref")));
}

void read_extensions(const Node& entry, Post& post) {
  const auto value = [&](std::string_view name) {
    const Node* node = entry.child(name);
    return node ? std::string(trim(text_of(*node))) : std::string();
  };
  if (const Node* parent = entry.child("thr:in-reply-to")) {
    const std::string_view ref = trim(parent->attribute("ref"));
    post.in_reply_to =
        ref.empty() ? text::resolve_reference(parent->base, parent->attribute("href")) : std::string(ref);
    post.thread = post.in_reply_to;
    if (!post.in_reply_to.empty()) post.kind = PostKind::comment;
  }
  for (const char* name : {"slash:comments", "thr:total"}) {
    const std::string digits = value(name);
    if (!digits.empty() && digits.size() < 10 && digits.find_first_not_of("0123456789") == digits.npos)
      post.counts.replies = std::stoll(digits);
  }
  for (const char* name : {"dc:language", "dcterms:language", "language"})
    if (post.lang.empty()) post.lang = language_tag(value(name));
  if (post.lang.empty()) post.lang = language_tag(entry.lang);
  for (const char* name : {"dc:date", "dcterms:created", "dcterms:issued"})
    if (!post.created_at) post.created_at = parse_date(value(name));
  if (!post.edited_at) post.edited_at = parse_date(value("dcterms:modified"));
  if (!post.created_at) post.created_at = post.edited_at;
  if (post.edited_at == post.created_at) post.edited_at.reset();
}

}  // namespace resonanz::sources::feed
