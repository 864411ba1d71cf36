// Atom 1.0 (RFC 4287) and 0.3. Elements count with and without the namespace.
#include "sources/feed/formats.h"
#include "sources/feed/values.h"
#include "text/html.h"
#include "text/url_reference.h"
#include "text/utf8.h"

namespace resonanz::sources::feed {
namespace {

bool is(const Node& node, std::string_view name) {
  std::string_view own = node.name;
  if (own.starts_with("atom:")) own.remove_prefix(5);
  return own == name;
}

const Node* find(const Node& parent, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    for (const Node& node : parent.children)
      if (!node.is_text() && is(node, name)) return &node;
  return nullptr;
}

std::string value(const Node* node) { return node ? std::string(trim(text_of(*node))) : std::string(); }

/// A text construct or content.
struct Construct {
  std::string value;
  enum { plain, html, loose } form = plain;
};

Construct read_construct(const Node& node) {
  const std::string_view type = trim(node.attribute("type")), mode = trim(node.attribute("mode"));
  Construct out;
  const bool xml = type == "xhtml" || type == "application/xhtml+xml" || mode == "xml";
  if (node.has_elements() || (xml && mode != "escaped" && mode != "base64")) {
    out.value = inner_html(node);
    out.form = Construct::html;
    return out;
  }
  out.value = text_of(node);
  if (mode == "base64" || (!type.empty() && type.find('/') != type.npos && mode.empty() && !type.starts_with("text/")))
    if (const auto bytes = from_base64(out.value); bytes && text::is_utf8(*bytes)) out.value = *bytes;
  if (type == "html" || type == "text/html" || xml || type == "application/xhtml+xml") out.form = Construct::html;
  // Atom 0.3 and careless publishers leave the type out or say something else and write HTML all the same.
  else if (type != "text" && type != "text/plain") out.form = Construct::loose;
  return out;
}

std::string plain_text(const Node* node) {
  if (!node) return {};
  const Construct construct = read_construct(*node);
  if (construct.form == Construct::plain) return std::string(trim(construct.value));
  return construct.form == Construct::html ? text::html_to_text(construct.value)
                                           : text::loose_html_to_text(trim(construct.value));
}

void read_body(const Node& entry, Post& post) {
  for (const char* name : {"content", "summary"}) {
    const Node* node = find(entry, {name});
    if (!node || !post.text.empty()) continue;
    const Construct body = read_construct(*node);
    if (body.form == Construct::html) set_html(post, body.value, node->base);
    else if (body.form == Construct::loose) set_loose(post, trim(body.value), node->base);
    else post.text = std::string(trim(body.value));
    if (const std::string_view type = node->attribute("type"); !node->attribute("src").empty()) add_media(post, type);
  }
}

void read_links(const Node& entry, Post& post) {
  std::string other;
  for (const Node& link : entry.children) {
    if (link.is_text() || !is(link, "link")) continue;
    const std::string_view rel = trim(link.attribute("rel")), type = trim(link.attribute("type"));
    std::string url = text::resolve_reference(link.base, link.attribute("href"));
    if (url.empty()) url = value(&link);
    if (rel == "enclosure") add_media(post, type);
    if (rel == "related" || rel == "via")
      if (text::is_web_address(url)) post.links.push_back(url);
    if (rel == "replies" && !post.counts.replies) {
      const std::string_view count = link.attribute("thr:count");
      if (!count.empty() && count.size() < 10 && count.find_first_not_of("0123456789") == count.npos)
        post.counts.replies = std::stoll(std::string(count));
    }
    if (!rel.empty() && rel != "alternate") continue;
    const bool page = type.empty() || type == "text/html" || type == "application/xhtml+xml";
    std::string& target = page ? post.url : other;
    if (target.empty()) target = url;
  }
  if (post.url.empty()) post.url = other;
  if (post.url.empty() && text::is_web_address(post.id)) post.url = post.id;
}

Author read_author(const Node& parent) {
  Author author;
  const Node* node = find(parent, {"author"});
  if (!node) return author;
  const std::string address = value(find(*node, {"email"}));
  author.name = text::loose_html_to_text(value(find(*node, {"name"})));
  author.url = text::resolve_reference(node->base, value(find(*node, {"uri", "url", "homepage"})));
  if (author.name.empty() && !node->has_elements()) author.name = value(node);
  author.id = !author.url.empty() ? author.url : !address.empty() ? address : author.name;
  if (author.name.empty()) author.name = author.id;
  author.handle = author.name;
  return author;
}

Post read_entry(const Node& entry, const Author& feed_author) {
  Post post;
  post.kind = PostKind::article;
  post.id = value(find(entry, {"id"}));
  post.title = plain_text(find(entry, {"title"}));
  read_links(entry, post);
  read_body(entry, post);
  post.author = read_author(entry);
  if (const Node* source = find(entry, {"source"}); source && post.author.id.empty())
    post.author = read_author(*source);
  if (post.author.id.empty()) post.author = feed_author;
  for (const char* name : {"published", "issued", "created"})
    if (const Node* node = find(entry, {name}); node && !post.created_at) post.created_at = parse_date(text_of(*node));
  if (const Node* node = find(entry, {"updated", "modified"})) post.edited_at = parse_date(text_of(*node));
  read_extensions(entry, post);
  complete_id(post, inner_html(entry));
  return post;
}

}  // namespace

void read_atom(const Node& root, Feed& feed) {
  const Author author = read_author(root);
  feed.title = plain_text(find(root, {"title"}));
  feed.language = language_tag(root.lang);
  if (is(root, "entry")) feed.posts.push_back(read_entry(root, {}));
  for (const Node& node : root.children) {
    if (node.is_text()) continue;
    if (is(node, "link")) read_feed_link(node, feed);
    if (is(node, "entry")) feed.posts.push_back(read_entry(node, author));
  }
  read_removed(root, feed);
}

}  // namespace resonanz::sources::feed
