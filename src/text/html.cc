#include "text/html.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>

#include "text/utf8.h"

namespace resonanz::text {
namespace {

constexpr int kMaxDepth = 200;
constexpr std::array<std::string_view, 16> kKept = {"p", "br", "span", "a",  "del", "pre", "code", "em",
                                                    "strong", "b", "i", "u", "ul", "ol", "li", "blockquote"};

struct Tree {
  explicit Tree(std::string_view html)
      : source(to_valid_utf8(html)),
        output(gumbo_parse_with_options(&kGumboDefaultOptions, source.data(), source.size())) {}
  ~Tree() { gumbo_destroy_output(&kGumboDefaultOptions, output); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  std::string source;
  GumboOutput* output;
};

bool is_hidden(GumboTag tag) {
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_TEMPLATE ||
         tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_OBJECT || tag == GUMBO_TAG_SVG;
}

int breaks_around(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P: case GUMBO_TAG_BLOCKQUOTE: case GUMBO_TAG_PRE: case GUMBO_TAG_UL: case GUMBO_TAG_OL:
    case GUMBO_TAG_H1: case GUMBO_TAG_H2: case GUMBO_TAG_H3: case GUMBO_TAG_H4: case GUMBO_TAG_H5: case GUMBO_TAG_H6:
    case GUMBO_TAG_FIGURE: case GUMBO_TAG_TABLE: return 2;
    case GUMBO_TAG_DIV: case GUMBO_TAG_LI: case GUMBO_TAG_TR: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_SECTION: return 1;
    default: return 0;
  }
}

/// Writes text with white space collapsed; line breaks asked for several times count once.
class TextWriter {
 public:
  void text(std::string_view part, bool preformatted) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      const char c = part[i];
      if (preformatted && c == '\n') newline(1);
      else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') space_ = true;
      else put(c);
    }
  }
  void newline(int count) { breaks_ = std::max(breaks_, count); }
  void line_break() { breaks_ = std::min(breaks_ + 1, 2); }
  std::string take() { return std::move(out_); }

 private:
  void put(char c) {
    if (!out_.empty() && breaks_ > 0) out_.append(static_cast<std::size_t>(breaks_), '\n');
    else if (!out_.empty() && space_) out_ += ' ';
    breaks_ = 0;
    space_ = false;
    out_ += c;
  }
  std::string out_;
  bool space_ = false;
  int breaks_ = 0;
};

void write_text(const GumboNode* node, TextWriter& out, bool preformatted, int depth) {
  if (depth > kMaxDepth) return;
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA)
    return out.text(node->v.text.text, preformatted);
  if (node->type != GUMBO_NODE_ELEMENT) return;
  const GumboElement& element = node->v.element;
  if (is_hidden(element.tag)) return;
  if (element.tag == GUMBO_TAG_BR) return out.line_break();
  const int breaks = breaks_around(element.tag);
  out.newline(breaks);
  for (unsigned i = 0; i < element.children.length; ++i)
    write_text(static_cast<const GumboNode*>(element.children.data[i]), out,
               preformatted || element.tag == GUMBO_TAG_PRE, depth + 1);
  out.newline(breaks);
}

void escape(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
}

std::string_view safe_href(const GumboElement& element) {
  const GumboAttribute* href = gumbo_get_attribute(&element.attributes, "href");
  if (!href) return {};
  const std::string_view value = href->value;
  return value.starts_with("http://") || value.starts_with("https://") ? value : std::string_view{};
}

void write_html(const GumboNode* node, std::string& out, int depth) {
  if (depth > kMaxDepth) return;
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA)
    return escape(node->v.text.text, out);
  if (node->type != GUMBO_NODE_ELEMENT) return;
  const GumboElement& element = node->v.element;
  if (is_hidden(element.tag)) return;
  const std::string_view name = gumbo_normalized_tagname(element.tag);
  const bool kept = std::find(kKept.begin(), kKept.end(), name) != kKept.end();
  if (kept) {
    out.append("<").append(name);
    if (const std::string_view href = safe_href(element); element.tag == GUMBO_TAG_A && !href.empty()) {
      out += " href=\"";
      escape(href, out);
      out += "\" rel=\"nofollow noopener noreferrer\"";
    }
    out += ">";
  }
  for (unsigned i = 0; i < element.children.length; ++i)
    write_html(static_cast<const GumboNode*>(element.children.data[i]), out, depth + 1);
  if (kept && element.tag != GUMBO_TAG_BR) out.append("</").append(name).append(">");
}

}  // namespace

std::string html_to_text(std::string_view html) {
  const Tree tree(html);
  TextWriter out;
  write_text(tree.output->root, out, false, 0);
  return out.take();
}

std::string sanitise_html(std::string_view html) {
  const Tree tree(html);
  std::string out;
  write_html(tree.output->root, out, 0);
  return out;
}

}  // namespace resonanz::text
