#include "text/html.h"

#include "text/html_tree.h"
#include "text/utf8.h"

namespace resonanz::text {
namespace {

int breaks_around(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_HR:
      return 2;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_OPTION:
      return 1;
    default:
      return 0;
  }
}

/// Writes text with white space collapsed; line breaks asked for several times count once.
class TextWriter {
 public:
  void text(std::string_view part, bool preformatted) {
    for (const char c : part) {
      if (preformatted && c == '\n') line_break();
      else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') space_ = true;
      else put(c);
    }
  }
  void space() { space_ = true; }
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

void write_text(const GumboNode* root, TextWriter& out) {
  int preformatted = 0;
  const auto enter = [&](const GumboNode* node) {
    if (is_text(node)) out.text(node->v.text.text, preformatted > 0);
    if (node->type != GUMBO_NODE_ELEMENT || is_hidden(node->v.element)) return false;
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_BR) out.line_break();
    if (tag == GUMBO_TAG_PRE) ++preformatted;
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) out.space();
    out.newline(breaks_around(tag));
    return true;
  };
  const auto leave = [&](const GumboNode* node) {
    if (node->v.element.tag == GUMBO_TAG_PRE) --preformatted;
    out.newline(breaks_around(node->v.element.tag));
  };
  walk(root, enter, leave);
}

/// For markup that is not worth its memory: everything between < and > goes.
std::string without_tags(std::string_view html) {
  std::string out;
  bool inside = false;
  for (const char c : html) {
    if (c == '<') inside = true;
    else if (c == '>' && inside) inside = false, out += ' ';
    else if (!inside) out += c;
  }
  return out;
}

/// The element's name behind "<" or "</", if HTML knows it.
bool is_tag_at(std::string_view text, std::size_t at) {
  if (++at < text.size() && text[at] == '/') ++at;
  std::string name;
  while (at < text.size() && name.size() < 20 && std::isalnum(static_cast<unsigned char>(text[at]))) name += text[at++];
  if (name.empty() || gumbo_tag_enum(name.c_str()) == GUMBO_TAG_UNKNOWN || at >= text.size()) return false;
  return std::string_view(" \t\r\n/>").find(text[at]) != std::string_view::npos;
}

}  // namespace

std::string html_to_text(std::string_view html) {
  const HtmlTree tree(html);
  TextWriter out;
  if (tree.root()) write_text(tree.root(), out);
  else out.text(without_tags(tree.source()), false);
  return out.take();
}

bool has_markup(std::string_view text) {
  for (auto at = text.find('<'); at != text.npos; at = text.find('<', at + 1))
    if (is_tag_at(text, at)) return true;
  return false;
}

std::string loose_html_to_text(std::string_view text) {
  const bool markup = has_markup(text);
  std::string out = markup ? "" : "<pre>\n";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '<' && !is_tag_at(text, i) && !text.substr(i).starts_with("<!--")) out += "&lt;";
    else out += text[i];
  }
  return html_to_text(out);
}

std::vector<std::string> links_of(std::string_view clean) {
  constexpr std::string_view kHref = " href=\"";
  std::vector<std::string> links;
  for (auto at = clean.find(kHref); at != clean.npos; at = clean.find(kHref, at)) {
    at += kHref.size();
    std::string link;
    for (std::string_view rest = clean.substr(at, clean.find('"', at) - at); !rest.empty();) {
      static constexpr std::pair<std::string_view, char> kEscapes[] = {
          {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
      const auto* escape =
          std::find_if(std::begin(kEscapes), std::end(kEscapes), [&](auto& e) { return rest.starts_with(e.first); });
      const bool plain = escape == std::end(kEscapes);
      link += plain ? rest.front() : escape->second;
      rest.remove_prefix(plain ? 1 : escape->first.size());
    }
    if (std::find(links.begin(), links.end(), link) == links.end()) links.push_back(std::move(link));
  }
  return links;
}

}  // namespace resonanz::text
