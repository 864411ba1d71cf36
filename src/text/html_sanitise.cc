// The sanitiser: an HTML tree, of which only harmless elements are written, and only as browsers would read them back.
#include "specs/settings.h"
#include "text/html.h"
#include "text/html_tree.h"
#include "text/url_reference.h"
#include "text/utf8.h"

namespace resonanz::text {
namespace {

constexpr std::size_t kMaxDepth = settings::kTextMaxHtmlDepth;

bool is_kept(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_A:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_B:
    case GUMBO_TAG_I:
    case GUMBO_TAG_U:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_BLOCKQUOTE:
      return true;
    default:
      return false;
  }
}

bool is_container(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_PRE;
}

/// Controls and non-characters only get here as "&#141;"; read back as they are, gumbo would replace them.
bool is_readable(char32_t c) {
  if (c < 0x20) return c == '\n' || c == '\t';
  return !(c >= 0x7F && c < 0xA0) && !(c >= 0xFDD0 && c <= 0xFDEF) && (c & 0xFFFE) != 0xFFFE;
}

void escape(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, size] = code_point_at(text, i);
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (c == '\r') out += ' ';
    else if (is_readable(c)) out.append(text, i, size);
    i += size;
  }
}

/// Writes elements the way a browser nests them, so that reading the output again gives the same tree: a block closes
/// an open p, an li closes an open li, there is no link inside a link, nothing is deeper than the limit.
class Writer {
 public:
  /// A mark for close(); 0 if the element is not written.
  std::size_t open(GumboTag tag, const std::string& href) {
    if (tag == GUMBO_TAG_BR) return out_ += "<br>", 0;
    if (tag == GUMBO_TAG_A && (href.empty() || is_open(GUMBO_TAG_A))) return 0;
    if (tag == GUMBO_TAG_LI) close_item();
    if (is_container(tag) || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_P) close_last(GUMBO_TAG_P);
    if (open_.size() >= kMaxDepth) return 0;
    out_.append("<").append(gumbo_normalized_tagname(tag));
    if (tag == GUMBO_TAG_A) {
      out_ += " href=\"";
      escape(href, out_);
      out_ += "\" rel=\"nofollow noopener noreferrer\"";
    }
    out_ += '>';
    after_pre_ = tag == GUMBO_TAG_PRE ? out_.size() : 0;
    open_.push_back({tag, ++marks_});
    return marks_;
  }

  void close(std::size_t mark) {
    const auto at = std::find_if(open_.begin(), open_.end(), [&](const Open& o) { return o.mark == mark; });
    if (mark != 0) close_from(at);
  }

  void text(std::string_view part) {
    std::string clean;
    escape(part, clean);
    std::string_view rest = clean;
    if (out_.empty()) rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n"), rest.size()));
    if (rest.empty()) return;
    if (after_pre_ == out_.size() && rest.front() == '\n') out_ += '\n';  // browsers drop the first line feed in pre
    out_ += rest;
  }

  std::string take() { return std::move(out_); }

 private:
  struct Open {
    GumboTag tag;
    std::size_t mark;
  };
  bool is_open(GumboTag tag) const {
    return std::any_of(open_.begin(), open_.end(), [&](const Open& o) { return o.tag == tag; });
  }
  void close_from(std::vector<Open>::iterator at) {
    while (open_.end() > at) {
      out_.append("</").append(gumbo_normalized_tagname(open_.back().tag)).append(">");
      open_.pop_back();
    }
  }
  void close_last(GumboTag tag) {
    for (std::size_t i = open_.size(); i-- > 0;)
      if (open_[i].tag == tag) return close_from(open_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  void close_item() {
    for (std::size_t i = open_.size(); i-- > 0 && !is_container(open_[i].tag);)
      if (open_[i].tag == GUMBO_TAG_LI) return close_from(open_.begin() + static_cast<std::ptrdiff_t>(i));
  }

  std::string out_;
  std::vector<Open> open_;
  std::size_t marks_ = 0, after_pre_ = 0;
};

/// The target of a link if it is http or https, else "".
std::string safe_href(const GumboElement& element, std::string_view base) {
  const GumboAttribute* href = gumbo_get_attribute(&element.attributes, "href");
  if (element.tag != GUMBO_TAG_A || !href) return {};
  std::string url = resolve_reference(base, href->value);
  std::erase_if(url, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return is_web_address(url) ? url : std::string();
}

void write_html(const GumboNode* root, std::string_view base, Writer& out) {
  std::vector<std::size_t> marks;
  const auto enter = [&](const GumboNode* node) {
    if (is_text(node)) out.text(node->v.text.text);
    if (node->type != GUMBO_NODE_ELEMENT || is_hidden(node->v.element)) return false;
    const GumboElement& element = node->v.element;
    marks.push_back(is_kept(element.tag) ? out.open(element.tag, safe_href(element, base)) : 0);
    return true;
  };
  const auto leave = [&](const GumboNode*) {
    out.close(marks.back());
    marks.pop_back();
  };
  walk(root, enter, leave);
}

}  // namespace

std::string sanitise_html(std::string_view html) { return sanitise_html(html, {}); }

std::string sanitise_html(std::string_view html, std::string_view base) {
  const HtmlTree tree(html);
  Writer out;
  if (tree.root()) write_html(tree.root(), base, out);
  else out.text(html_to_text(tree.source()));
  return out.take();
}

}  // namespace resonanz::text
