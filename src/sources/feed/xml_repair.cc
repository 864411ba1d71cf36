#include "sources/feed/xml_repair.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <vector>

#include "sources/feed/entities.h"
#include "text/utf8.h"

namespace resonanz::sources::feed {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kLongestEntity = 12;
constexpr std::size_t kMostOpen = 300;
constexpr int kMostNestedCdata = 8;

bool is_name_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || c == ':'; }
bool is_name_char(char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

bool is_xml_char(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

void put(char32_t c, std::string& out) {
  if (c == '&') out += "&amp;";
  else if (c == '<') out += "&lt;";
  else if (c == '>') out += "&gt;";
  else if (c == '"') out += "&quot;";
  else if (is_xml_char(c)) text::append(out, c);
}

/// The character of "#228", "#xE4" or "auml".
std::optional<char32_t> character(std::string_view reference) {
  if (!reference.starts_with('#')) return html_entity(reference);
  reference.remove_prefix(1);
  const bool hex = reference.starts_with('x') || reference.starts_with('X');
  if (hex) reference.remove_prefix(1);
  std::uint32_t value = 0;
  const char* end = reference.data() + reference.size();
  const auto [at, error] = std::from_chars(reference.data(), end, value, hex ? 16 : 10);
  if (reference.empty() || error != std::errc{} || at != end) return std::nullopt;
  return value;
}

/// `entities`: whether & begins one; in CDATA it does not.
void put_text(std::string_view in, bool entities, std::string& out) {
  for (std::size_t i = 0; i < in.size();) {
    if (in[i] == '&' && entities) {
      const auto end = in.substr(i + 1, kLongestEntity).find(';');
      const auto value = end == in.npos ? std::nullopt : character(in.substr(i + 1, end));
      put(value.value_or(U'&'), out);
      i += value ? end + 2 : 1;
    } else {
      const auto point = text::code_point_at(in, i);
      put(point.value, out);
      i += point.size;
    }
  }
}

class Repair {
 public:
  explicit Repair(std::string_view in) : in_(in) {}

  std::string run() {
    skip_to_first_element();
    while (at_ < in_.size()) {
      const auto tag = std::min(in_.find('<', at_), in_.size());
      if (!open_.empty()) put_text(in_.substr(at_, tag - at_), true, out_);  // text outside the root is junk
      at_ = tag;
      if (at_ < in_.size()) markup();
    }
    close_down_to(0);
    return std::move(out_);
  }

 private:
  std::string_view rest() const { return in_.substr(at_); }

  void skip_to_first_element() {
    for (at_ = in_.find('<'); at_ != in_.npos; at_ = in_.find('<', at_ + 1))
      if (at_ + 1 < in_.size() && (is_name_start(in_[at_ + 1]) || in_[at_ + 1] == '!' || in_[at_ + 1] == '?')) return;
    at_ = in_.size();
  }

  void markup() {
    if (rest().starts_with("<!--")) return skip_behind("-->", 4);
    if (rest().starts_with("<![CDATA[")) return cdata();
    if (rest().starts_with("<!DOCTYPE") || rest().starts_with("<!doctype")) return doctype();
    if (rest().starts_with("<?")) return skip_behind("?>", 2);
    if (rest().starts_with("<!")) return skip_behind(">", 2);
    if (at_ + 2 < in_.size() && in_[at_ + 1] == '/' && is_name_start(in_[at_ + 2])) return end_tag();
    if (at_ + 1 < in_.size() && is_name_start(in_[at_ + 1]) && start_tag()) return;
    if (!open_.empty()) put('<', out_);
    ++at_;
  }

  void skip_behind(std::string_view end, std::size_t least) {
    const auto found = absent_.contains(end) ? in_.npos : in_.find(end, at_ + least);
    if (found == in_.npos) absent_.insert(end);  // nor will it come later: looking again would take its time
    at_ = found == in_.npos ? at_ + least : found + end.size();
  }

  void doctype() {
    int brackets = 0;
    for (; at_ < in_.size(); ++at_) {
      if (in_[at_] == '[') ++brackets;
      if (in_[at_] == ']') --brackets;
      if (in_[at_] == '>' && brackets <= 0) return void(++at_);
    }
  }

  /// CDATA inside CDATA ends with the outer one where the two can be told apart.
  void cdata() {
    at_ += 9;
    const auto first = in_.find("]]>", at_);
    auto end = first;
    auto inner = in_.find("<![CDATA[", at_);
    for (int depth = 0; depth < kMostNestedCdata && inner < end && end != in_.npos; ++depth) {
      inner = in_.find("<![CDATA[", inner + 9);
      end = in_.find("]]>", end + 3);
    }
    if (end == in_.npos) end = first;
    if (!open_.empty()) put_text(in_.substr(at_, end == in_.npos ? end : end - at_), false, out_);
    at_ = end == in_.npos ? in_.size() : end + 3;
  }

  std::string_view name() {
    const auto begin = at_;
    while (at_ < in_.size() && is_name_char(in_[at_])) ++at_;
    return in_.substr(begin, at_ - begin);
  }

  void end_tag() {
    at_ += 2;
    const std::string_view wanted = name();
    at_ = std::min(in_.find_first_of("<>", at_), in_.size());
    if (at_ < in_.size() && in_[at_] == '>') ++at_;
    for (std::size_t i = open_.size(); i-- > 0;)
      if (open_[i] == wanted) return close_down_to(i);
  }

  void close_down_to(std::size_t depth) {
    for (; open_.size() > depth; open_.pop_back()) out_.append("</").append(open_.back()).append(">");
  }

  /// False if this is no tag after all; then nothing was read.
  bool start_tag() {
    const auto begin = at_++;
    const std::string_view tag = name();
    std::string attributes;
    std::set<std::string_view> seen;
    while (true) {
      at_ = std::min(in_.find_first_not_of(kSpace, at_), in_.size());
      if (at_ == in_.size() || in_[at_] == '<') return at_ = begin, false;
      if (in_[at_] == '>' || rest().starts_with("/>")) break;
      if (is_name_start(in_[at_])) attribute(attributes, seen);
      else ++at_;
    }
    const bool empty = in_[at_] == '/';
    at_ += empty ? 2 : 1;
    if (tag == "item" || tag == "entry") close_same(tag);
    if (open_.size() >= kMostOpen || (open_.empty() && !out_.empty())) return true;  // a second root is junk
    out_.append("<").append(tag).append(attributes).append(empty ? "/>" : ">");
    if (!empty) open_.push_back(tag);
    return true;
  }

  /// An item inside an item: the end tag of the first is missing.
  void close_same(std::string_view tag) {
    const auto same = std::find(open_.begin(), open_.end(), tag);
    if (same != open_.end()) close_down_to(static_cast<std::size_t>(same - open_.begin()));
  }

  void attribute(std::string& attributes, std::set<std::string_view>& seen) {
    const std::string_view key = name();
    std::string_view value;
    const auto equals = in_.find_first_not_of(kSpace, at_);
    if (equals != in_.npos && in_[equals] == '=') {
      at_ = std::min(in_.find_first_not_of(kSpace, equals + 1), in_.size());
      const char quote = at_ < in_.size() ? in_[at_] : ' ';
      const auto close = quote == '"' || quote == '\'' ? in_.find(quote, at_ + 1) : in_.npos;
      const bool quoted = close != in_.npos;
      const auto end = quoted ? close : std::min(in_.find_first_of(" \t\r\n>", at_), in_.size());
      value = in_.substr(at_ + (quoted ? 1 : 0), end - at_ - (quoted ? 1 : 0));
      at_ = end + (quoted ? 1 : 0);
    }
    if (!seen.insert(key).second) return;
    attributes.append(" ").append(key).append("=\"");
    put_text(value, true, attributes);
    attributes += '"';
  }

  std::string_view in_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<std::string_view> open_;
  std::set<std::string_view> absent_;  ///< ends that do not occur in the rest
};

}  // namespace

std::string repair_xml(std::string_view text) { return Repair(text).run(); }

}  // namespace resonanz::sources::feed
