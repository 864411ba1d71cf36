#include "understand/feature_tokens.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "text/char_class.h"
#include "text/emoji.h"
#include "text/scan.h"
#include "text/utf8.h"

namespace resonanz::understand {
namespace {

using Kind = FeatureToken::Kind;
constexpr std::size_t kMostEqual = 2, kMostEqualSigns = 3, kLongestToken = 60;

bool is_word(char32_t c) {
  const text::CharClass kind = text::class_of(c);
  return kind == text::CharClass::word || kind == text::CharClass::run;
}

struct Lower {
  char32_t letter;
  bool digit;
};
/// Digits as 0. Most are ASCII and need no tables.
Lower lower_of(char32_t c) {
  if (c < 0x80) {
    if (c >= '0' && c <= '9') return {U'0', true};
    return {c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c, false};
  }
  const auto code = static_cast<UChar32>(c);
  if (u_isdigit(code)) return {U'0', true};
  return {static_cast<char32_t>(u_tolower(code)), false};
}

/// Walks a text and appends its tokens.
class Reader {
 public:
  Reader(std::string_view text, std::vector<FeatureToken>& out) : text_(text), out_(out) {}

  void run() {
    while (at_ < text_.size()) {
      if (take_address() || take_name() || take_face() || take_emoji()) continue;
      const text::CodePoint c = text::code_point_at(text_, at_);
      if (is_word(c.value)) take_word();
      else if (text::class_of(c.value) == text::CharClass::space) at_ += c.size, before_ = 0;
      else take_signs(c);
    }
  }

 private:
  bool after_word() const { return at_ > 0 && is_word(before_); }
  bool put(Kind kind, std::string_view text, std::size_t bytes) {
    out_.push_back({kind, std::string(text)});
    at_ += bytes;
    before_ = 0;
    return true;
  }

  bool take_address() {
    const std::size_t size = text::url_length(text_, at_);
    return size > 0 && put(Kind::placeholder, "<url>", size);
  }
  bool take_name() {
    if (text_[at_] != '@' || after_word()) return false;
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_word(text::code_point_at(text_, end).value))
      end += text::code_point_at(text_, end).size;
    return end > at_ + 1 && put(Kind::placeholder, "<name>", end - at_);
  }
  /// :-) and its kin: eyes, perhaps a nose, a mouth.
  bool take_face() {
    const std::string_view rest = text_.substr(at_, 3);
    if (rest.size() < 2 || !is_one_of(rest[0], ":;=") || after_word()) return false;
    const bool nose = rest.size() == 3 && is_one_of(rest[1], "-o'^");
    const char mouth = rest[nose ? 2 : 1];
    if (is_one_of(mouth, ")D]*3")) return put(Kind::emoji, rest[0] == ';' ? "<wink>" : "<smile>", nose ? 3 : 2);
    if (is_one_of(mouth, "([/\\|")) return put(Kind::emoji, "<frown>", nose ? 3 : 2);
    if (is_one_of(mouth, "Pp")) return put(Kind::emoji, "<tongue>", nose ? 3 : 2);
    return false;
  }
  bool take_emoji() {
    if (static_cast<unsigned char>(text_[at_]) < 0xE2 && !text::is_keycap(text_, at_)) return false;
    const std::size_t size = text::emoji_length(text_, at_);
    return size > 0 && put(Kind::emoji, text::without_skin_tones(text::emoji_form(text_.substr(at_, size))), size);
  }
  void take_word() {
    FeatureToken token{Kind::word, {}};
    std::size_t letters = 0, capitals = 0, equal = 0;
    for (char32_t last = 0; at_ < text_.size();) {
      const text::CodePoint c = text::code_point_at(text_, at_);
      if (!is_word(c.value)) break;
      const auto [lower, digit] = lower_of(c.value);
      letters += !digit;
      capitals += lower != c.value && !digit;
      equal = lower == last ? equal + 1 : 1;
      last = lower;
      token.stretched |= equal > kMostEqual && !digit;
      if (equal <= kMostEqual && token.text.size() < kLongestToken) {
        if (lower < 0x80) token.text += static_cast<char>(lower);
        else text::append(token.text, lower);
      }
      before_ = c.value;
      at_ += c.size;
    }
    token.shouted = letters >= 3 && capitals == letters;
    out_.push_back(std::move(token));
  }
  void take_signs(text::CodePoint sign) {
    std::string token;
    for (std::size_t count = 0; at_ < text_.size(); ++count) {
      const text::CodePoint c = text::code_point_at(text_, at_);
      if (c.value != sign.value) break;
      if (count < kMostEqualSigns) text::append(token, c.value);
      at_ += c.size;
    }
    before_ = sign.value;
    out_.push_back({Kind::sign, std::move(token)});
  }
  static bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

  std::string_view text_;
  std::vector<FeatureToken>& out_;
  std::size_t at_ = 0;
  char32_t before_ = 0;  ///< the code point before at_, if it was part of a word or a sign
};

}  // namespace

void tokenise(std::string_view text, std::vector<FeatureToken>& out) {
  out.clear();
  Reader(text, out).run();
}

}  // namespace resonanz::understand
