#include "sources/feed/discovery.h"

#include "sources/feed/values.h"
#include "text/html_tree.h"
#include "text/url_reference.h"

namespace resonanz::sources::feed {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool is_feed_type(std::string_view type) {
  const std::string name = lower(trim(type.substr(0, type.find(';'))));
  return name == "application/rss+xml" || name == "application/atom+xml" || name == "application/feed+json" ||
         name == "application/rdf+xml";
}

/// "x" in "a x b".
bool has_word(std::string_view words, std::string_view wanted) {
  const std::string all = " " + lower(words) + " ";
  return all.find(" " + std::string(wanted) + " ") != all.npos;
}

struct LinkValue {
  std::string target, rel, type, title;
};

/// The value of a parameter, with or without quotes, lower case unless it is a title.
std::string parameter(std::string_view parameters, std::string_view name) {
  const std::string all = lower(parameters);
  for (auto at = all.find(name); at != all.npos; at = all.find(name, at + 1)) {
    auto value = at + name.size();
    if ((at > 0 && all[at - 1] != ' ' && all[at - 1] != ';') || value >= all.size() || all[value] != '=') continue;
    const bool quoted = ++value < all.size() && all[value] == '"';
    const auto end = quoted ? all.find('"', value + 1) : all.find_first_of(";, ", value);
    return std::string(parameters.substr(value + quoted, end == all.npos ? end : end - value - quoted));
  }
  return {};
}

/// RFC 8288, read tolerantly: everything from one "<" to the next is one link.
std::vector<LinkValue> link_values(const net::HttpResponse& response) {
  std::vector<LinkValue> out;
  for (const net::Header& header : response.headers) {
    if (lower(header.name) != "link") continue;
    for (auto at = header.value.find('<'); at != std::string::npos; at = header.value.find('<', at + 1)) {
      const auto close = header.value.find('>', at);
      if (close == std::string::npos) break;
      const std::string_view all = header.value;
      const std::string_view parameters = all.substr(close + 1, all.find('<', close) - close - 1);
      out.push_back({text::resolve_reference(response.url, all.substr(at + 1, close - at - 1)),
                     parameter(parameters, "rel"), parameter(parameters, "type"), parameter(parameters, "title")});
    }
  }
  return out;
}

std::string attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found ? found->value : "";
}

void read_page(const net::HttpResponse& page, std::vector<FeedLink>& feeds) {
  const text::HtmlTree tree(page.body);
  if (!tree.root()) return;
  std::string base = page.url;
  const auto enter = [&](const GumboNode* node) {
    if (node->type != GUMBO_NODE_ELEMENT) return false;
    const GumboElement& element = node->v.element;
    if (element.tag == GUMBO_TAG_BASE && !attribute(element, "href").empty())
      base = text::resolve_reference(page.url, attribute(element, "href"));
    const std::string href = attribute(element, "href");
    if (element.tag == GUMBO_TAG_LINK && !href.empty() && has_word(attribute(element, "rel"), "alternate") &&
        is_feed_type(attribute(element, "type")))
      feeds.push_back({text::resolve_reference(base, href), attribute(element, "title")});
    return true;
  };
  text::walk(tree.root(), enter, [](const GumboNode*) {});
}

bool is_of_comments(const FeedLink& feed) {
  const std::string all = lower(feed.url + " " + feed.title);
  return all.find("comment") != all.npos || all.find("kommentar") != all.npos;
}

}  // namespace

std::vector<FeedLink> feeds_of(const net::HttpResponse& page) {
  std::vector<FeedLink> feeds;
  for (const LinkValue& link : link_values(page))
    if (has_word(link.rel, "alternate") && is_feed_type(link.type)) feeds.push_back({link.target, link.title});
  read_page(page, feeds);
  std::stable_partition(feeds.begin(), feeds.end(), [](const FeedLink& feed) { return !is_of_comments(feed); });
  return feeds;
}

std::vector<std::string> links_in_header(const net::HttpResponse& response, std::string_view relation) {
  std::vector<std::string> out;
  for (LinkValue& link : link_values(response))
    if (has_word(link.rel, relation)) out.push_back(std::move(link.target));
  return out;
}

}  // namespace resonanz::sources::feed
