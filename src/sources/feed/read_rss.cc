// RSS 0.90 to 0.94, 1.0 (RDF) and 2.0, with the modules that real feeds use.
#include "sources/feed/formats.h"
#include "sources/feed/values.h"
#include "text/html.h"
#include "text/url_reference.h"

namespace resonanz::sources::feed {
namespace {

std::string value(const Node& parent, std::string_view name) {
  const Node* node = parent.child(name);
  return node ? std::string(trim(text_of(*node))) : std::string();
}

/// Of an element that holds escaped HTML, or HTML as it is.
std::string markup(const Node& node) { return node.has_elements() ? inner_html(node) : text_of(node); }

std::string first_text(const Node& parent, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    for (const Node& node : parent.children)
      if (node.name == name)
        if (std::string text = text::loose_html_to_text(trim(markup(node))); !text.empty()) return text;
  return {};
}

/// Where "link" stands several times the last one counts, as with other readers; Atom's own link comes second.
std::string link_of(const Node& parent) {
  std::string url, atom_url;
  for (const Node& node : parent.children) {
    const std::string_view rel = trim(node.attribute("rel")), href = node.attribute("href");
    if ((node.name != "link" && node.name != "atom:link") || (!rel.empty() && rel != "alternate")) continue;
    const std::string target = text::resolve_reference(node.base, href.empty() ? text_of(node) : href);
    if (!target.empty()) (node.name == "link" ? url : atom_url) = target;
  }
  return url.empty() ? atom_url : url;
}

void read_address(const Node& item, Post& post) {
  post.url = link_of(item);
  if (const Node* guid = item.child("guid")) {
    post.id = trim(markup(*guid));
    const bool permalink = trim(guid->attribute("ispermalink")) != "false";
    if (post.url.empty() && permalink && text::is_web_address(post.id)) post.url = post.id;
  }
  if (post.id.empty()) post.id = value(item, "atom:id");
  if (post.id.empty() && post.url.empty()) post.id = trim(item.attribute("rdf:about"));
}

void read_body(const Node& item, std::string_view base, Post& post) {
  for (const char* name : {"content:encoded", "encoded", "xhtml:body", "body", "atom:content", "description", "content",
                           "dc:description", "atom:summary", "itunes:summary", "summary", "media:description"}) {
    const Node* node = item.child(name);
    if (!node || !post.text.empty()) continue;
    const std::string html = markup(*node);
    // Without xml:base authors mean their article's page.
    const std::string_view from = node->base == base && !post.url.empty() ? std::string_view(post.url) : node->base;
    if (node->has_elements()) set_html(post, html, from);
    else set_loose(post, trim(html), from);
  }
}

void read_media(const Node& item, Post& post) {
  for (const Node& node : item.children) {
    if (node.name == "enclosure" || (node.name == "atom:link" && trim(node.attribute("rel")) == "enclosure"))
      add_media(post, node.attribute("type"));
    if (node.name == "media:thumbnail") add_media(post, "image/");
    if (node.name != "media:content") continue;
    const std::string_view type = node.attribute("type"), medium = node.attribute("medium");
    if (!type.empty() || !medium.empty()) add_media(post, type.empty() ? medium : type);
  }
}

Author author_of(const Node& parent) {
  for (const char* name : {"dc:creator", "author", "itunes:author"}) {
    const Node* node = parent.child(name);
    if (!node || node->has_elements()) continue;
    if (Author author = parse_person(text_of(*node)); !author.id.empty()) return author;
  }
  for (const char* name : {"atom:author", "author"})
    if (const Node* node = parent.child(name)) {
      const std::string person = first_text(*node, {"atom:name", "name"});
      if (!person.empty()) return parse_person(person);
    }
  return {};
}

Post read_item(const Node& item, const Author& channel_author, std::string_view base) {
  Post post;
  post.kind = PostKind::article;
  read_address(item, post);
  post.title = first_text(item, {"title", "atom:title", "dc:title", "itunes:title", "media:title"});
  read_body(item, base, post);
  read_media(item, post);
  post.author = author_of(item);
  if (post.author.id.empty()) post.author = channel_author;
  post.created_at = parse_date(value(item, "pubdate"));
  if (!post.created_at) post.created_at = parse_date(value(item, "atom:published"));
  post.edited_at = parse_date(value(item, "atom:updated"));
  if (!post.created_at) post.created_at = parse_date(value(item, "dc:date"));
  read_extensions(item, post);
  complete_id(post, inner_html(item));
  return post;
}

std::int64_t number(const std::string& text) {
  const bool digits = !text.empty() && text.size() < 8 && text.find_first_not_of("0123456789") == text.npos;
  return digits ? std::stoll(text) : 0;
}

void read_pace(const Node& channel, Pace& pace) {
  pace.seconds = number(value(channel, "ttl")) * 60;
  static constexpr std::pair<std::string_view, std::int64_t> kPeriods[] = {
      {"hourly", 3600}, {"daily", 86'400}, {"weekly", 604'800}, {"monthly", 2'592'000}, {"yearly", 31'536'000}};
  const std::string period = value(channel, "sy:updateperiod");
  const std::int64_t often = std::max<std::int64_t>(1, number(value(channel, "sy:updatefrequency")));
  for (const auto& [name, seconds] : kPeriods)
    if (name == period) pace.seconds = std::max(pace.seconds, seconds / often);
  if (const Node* hours = channel.child("skiphours"))
    for (const Node& hour : hours->children)
      if (hour.name == "hour")
        pace.skip_hours.set(static_cast<std::size_t>(number(std::string(trim(text_of(hour)))) % 24));
  static constexpr std::string_view kDays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                               "Thursday", "Friday", "Saturday"};
  if (const Node* days = channel.child("skipdays"))
    for (const Node& day : days->children)
      for (std::size_t i = 0; i < 7; ++i)
        if (trim(text_of(day)) == kDays[i]) pace.skip_days.set(i);
}

}  // namespace

void read_rss(const Node& root, std::string_view base, Feed& feed) {
  const Node* inner = root.child("channel");
  const Node& channel = inner ? *inner : root;
  feed.title = first_text(channel, {"title", "dc:title"});
  feed.language = language_tag(value(channel, "language"));
  if (feed.language.empty()) feed.language = language_tag(value(channel, "dc:language"));
  if (feed.language.empty()) feed.language = language_tag(channel.lang);
  read_pace(channel, feed.pace);
  const Author author = parse_person(value(channel, "dc:creator"));
  for (const Node& node : channel.children)
    if (node.name == "atom:link") read_feed_link(node, feed);
  std::vector<const Node*> parents = {&channel};
  if (inner) parents.push_back(&root);  // RSS 1.0 puts items beside the channel
  for (const Node* parent : parents) {
    for (const Node& node : parent->children)
      if (node.name == "item") feed.posts.push_back(read_item(node, author, base));
    read_removed(*parent, feed);
  }
  for (Post& post : feed.posts)
    if (post.lang.empty()) post.lang = feed.language;
}

}  // namespace resonanz::sources::feed
