#include "text/html_tree.h"

#include <csetjmp>
#include <cstdlib>

#include "specs/settings.h"
#include "text/utf8.h"

namespace resonanz::text {
namespace {

constexpr std::size_t kMostOpen = 500;  // tags that nest deeper are dropped before parsing, their text stays
constexpr std::size_t kMostHtml = 2 * settings::kTextMaxPost;  // more is cut off
constexpr std::size_t kBlock = 256 * 1024;
constexpr std::size_t kMemory = 128;  // bytes a byte of HTML may take; paragraphs of one letter take 88

/// Elements that never nest or that close each other.
bool nests(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_OPTGROUP:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_AREA:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_META:
    case GUMBO_TAG_PARAM:
    case GUMBO_TAG_SOURCE:
    case GUMBO_TAG_TRACK:
    case GUMBO_TAG_WBR:
      return false;
    default:
      return true;
  }
}

/// Elements that an end tag of something outside does not close.
bool is_barrier(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_MARQUEE:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
      return true;
    default:
      return false;
  }
}

/// What is open, seen from outside the parser: never less than the parser will hold open.
class OpenTags {
 public:
  /// False if the tag would nest too deep.
  bool start(GumboTag tag) {
    if (!nests(tag)) return true;
    if (open_.size() >= kMostOpen) return false;
    open_.push_back(tag);
    return true;
  }
  void end(GumboTag tag) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == tag) return open_.resize(i);
      if (is_barrier(open_[i])) return;
    }
  }

 private:
  std::vector<GumboTag> open_;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// gumbo recurses over nothing here, but several of its steps look through all open elements: nesting bounds its time.
std::string limit_nesting(std::string source) {
  if (static_cast<std::size_t>(std::count(source.begin(), source.end(), '<')) <= kMostOpen) return source;
  OpenTags open;
  std::string out;
  out.reserve(source.size());
  const std::string_view in = source;
  for (std::size_t at = 0; at < in.size();) {
    const bool end_tag = in[at] == '<' && at + 2 < in.size() && in[at + 1] == '/' && is_letter(in[at + 2]);
    const bool start_tag = in[at] == '<' && at + 1 < in.size() && is_letter(in[at + 1]);
    if (start_tag || end_tag) {
      const auto name = at + (end_tag ? 2 : 1);
      const auto name_end = std::min(in.find_first_of(" \t\n\f\r/>", name), in.size());
      const GumboTag tag =
          gumbo_tag_enum(std::string(in.substr(name, std::min<std::size_t>(name_end - name, 40))).c_str());
      if (end_tag) {
        open.end(tag);
      } else if (!open.start(tag)) {
        at = std::min(in.find('>', at), in.size() - 1) + 1;
        continue;
      }
    }
    out += in[at++];
  }
  return out;
}

/// gumbo's count of the number in "&#99999999999;" overflows: it becomes one that is only just too large.
void bound_number(std::string& source, std::size_t at) {
  constexpr std::size_t kMost = 7;  // digits that cannot overflow
  const bool hex = at + 2 < source.size() && (source[at + 2] | 0x20) == 'x';
  const char* digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
  const auto begin = std::min(source.find_first_not_of('0', at + (hex ? 3 : 2)), source.size());
  const auto end = std::min(source.find_first_not_of(digits, begin), source.size());
  if (end - begin <= kMost) return;
  std::fill(source.begin() + static_cast<std::ptrdiff_t>(begin), source.begin() + static_cast<std::ptrdiff_t>(end),
            '0');
  std::fill(source.begin() + static_cast<std::ptrdiff_t>(end - kMost),
            source.begin() + static_cast<std::ptrdiff_t>(end), '9');
}

/// gumbo 0.10 runs into assertions of its own where select or CDATA meet tables and foreign elements. Nothing here
/// needs either: under another name select is an element that HTML does not know, and CDATA a comment.
std::string without_traps(std::string source) {
  constexpr std::string_view kSelect = "select", kCdata = "<![CDATA[";
  const auto same = [](char wanted, char c) { return (c | 0x20) == wanted; };
  for (auto at = source.find('<'); at != source.npos; at = source.find('<', at + 1)) {
    const std::string_view rest = std::string_view(source).substr(at);
    const std::size_t name = rest.starts_with("</") ? 2 : 1;
    if (rest.starts_with(kCdata)) source[at + 2] = '-';
    else if (rest.size() >= name + kSelect.size() &&
             std::equal(kSelect.begin(), kSelect.end(), rest.begin() + name, same))
      source[at + name + 1] = 'x';
  }
  for (auto at = source.find("&#"); at != source.npos; at = source.find("&#", at + 1)) bound_number(source, at);
  return source;
}

}  // namespace

/// Memory of one tree, given back at once: gumbo's own clean-up would recurse.
struct HtmlTree::Arena {
  explicit Arena(std::size_t most) : most(most) {}
  ~Arena() {
    for (char* block : blocks) std::free(block);
  }
  /// Null where the limit is reached.
  void* take(std::size_t size) {
    size = (size + 15) & ~std::size_t{15};
    if (size > left) {
      const std::size_t block = std::max(size, kBlock);
      if (block > most) return nullptr;
      most -= block;
      at = static_cast<char*>(std::malloc(block));
      if (!at) return nullptr;
      blocks.push_back(at);
      left = block;
    }
    left -= size;
    at += size;
    return at - size;
  }

  std::size_t most, left = 0;
  char* at = nullptr;
  std::vector<char*> blocks;
  std::jmp_buf full;
};

HtmlTree::HtmlTree(std::string_view html)
    : source_(limit_nesting(without_traps(to_valid_utf8(clip(html, kMostHtml))))),
      arena_(std::make_unique<Arena>(16 * kBlock + kMemory * source_.size())) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.userdata = arena_.get();
  // gumbo does not look whether it got memory. Between here and there is only its C code, so nothing is left behind.
  options.allocator = [](void* user, std::size_t size) {
    auto* arena = static_cast<Arena*>(user);
    void* memory = arena->take(size);
    if (!memory) std::longjmp(arena->full, 1);
    return memory;
  };
  options.deallocator = [](void*, void*) {};
  if (setjmp(arena_->full) == 0) root_ = gumbo_parse_with_options(&options, source_.data(), source_.size())->root;
}

HtmlTree::~HtmlTree() = default;

bool is_hidden(const GumboElement& element) {
  if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return true;
  switch (element.tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
      return true;
    default:
      return false;
  }
}

bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
}

}  // namespace resonanz::text
