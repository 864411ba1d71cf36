#include "understand/feature_tokens.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "text/char_class.h"
#include "text/emoji.h"
#include "text/scan.h"
#include "text/utf8.h"

namespace resonanz::understand {
namespace {

using Kind = FeatureToken::Kind;
constexpr std::size_t kMostEqual = 2, kMostEqualSigns = 3, kLongestToken = 60;

/// Of the ASCII characters of words: in lower case, digits as 0. 0 for others.
constexpr std::array<char, 128> kLower = [] {
  std::array<char, 128> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[c] = table[c - 0x20] = static_cast<char>(c);
  for (int c = '0'; c <= '9'; ++c) table[c] = '0';
  table['_'] = '_';
  return table;
}();
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
char lower_of_ascii(char c) { return kLower[static_cast<unsigned char>(c)]; }

bool is_word(char32_t c) {
  const text::CharClass kind = text::class_of(c);
  return kind == text::CharClass::word || kind == text::CharClass::run;
}

/// Walks a text and writes its tokens.
class Reader {
 public:
  /// `texts` has room for twice the text: no letter grows to more than that in lower case.
  Reader(std::string_view text, std::vector<FeatureToken>& out, char* texts) : text_(text), out_(out), end_(texts) {}

  void run() {
    while (at_ < text_.size()) {
      if (text_[at_] == ' ') ++at_, after_word_ = false;
      else if (is_plain_word()) take_word();
      else take_any();
    }
  }

 private:
  void take_any() {
    if (take_address() || take_name() || take_face() || take_emoji()) return;
    const text::CodePoint c = text::code_point_at(text_, at_);
    if (is_word(c.value)) take_word();
    else if (text::class_of(c.value) == text::CharClass::space) at_ += c.size, after_word_ = false;
    else take_signs(c);
  }
  /// It begins with an ASCII letter or digit, and not as an address or a keycap.
  bool is_plain_word() const {
    const char c = text_[at_];
    if (!is_ascii(c) || lower_of_ascii(c) == 0 || (c | 0x20) == 'h' || (c | 0x20) == 'w') return false;
    return at_ + 1 == text_.size() || is_ascii(text_[at_ + 1]);
  }
  bool put(Kind kind, std::string_view text, std::size_t bytes) {
    out_.push_back({kind, text});
    at_ += bytes;
    after_word_ = false;
    return true;
  }
  void write(std::string_view text) { end_ = std::copy(text.begin(), text.end(), end_); }
  std::string_view since(const char* begin) const { return {begin, static_cast<std::size_t>(end_ - begin)}; }

  bool take_address() {
    const std::size_t size = text::url_length(text_, at_);
    return size > 0 && put(Kind::placeholder, "<url>", size);
  }
  bool take_name() {
    if (text_[at_] != '@' || after_word_) return false;
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_word(text::code_point_at(text_, end).value))
      end += text::code_point_at(text_, end).size;
    return end > at_ + 1 && put(Kind::placeholder, "<name>", end - at_);
  }
  /// :-) and its kin: eyes, perhaps a nose, a mouth.
  bool take_face() {
    const std::string_view rest = text_.substr(at_, 3);
    if (rest.size() < 2 || !is_one_of(rest[0], ":;=") || after_word_) return false;
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
    if (size == 0) return false;
    const char* begin = end_;
    write(text::without_skin_tones(text::emoji_form(text_.substr(at_, size))));
    return put(Kind::emoji, since(begin), size);
  }
  void take_word() {
    const char* begin = end_;
    std::size_t letters = 0, capitals = 0, equal = 0;
    bool stretched = false;
    for (Letter c, last; at_ < text_.size(); last = c) {
      if (!read_letter(c)) break;
      letters += !c.digit;
      capitals += c.capital;
      equal = c.lower == last.lower ? equal + 1 : 1;
      stretched |= equal > kMostEqual && !c.digit;
      if (equal <= kMostEqual && since(begin).size() < kLongestToken) {
        if (c.lower < 0x80) *end_++ = static_cast<char>(c.lower);
        else write_letter(c.lower);
      }
      at_ += c.size;
    }
    after_word_ = true;
    out_.push_back({Kind::word, since(begin), letters >= 3 && capitals == letters, stretched});
  }
  void take_signs(text::CodePoint sign) {
    const std::string_view one = text_.substr(at_, sign.size);
    const char* begin = end_;
    for (std::size_t count = 0; text_.substr(at_, sign.size) == one; ++count) {
      if (count < kMostEqualSigns) write(one);
      at_ += sign.size;
    }
    put(Kind::sign, since(begin), 0);
  }

  struct Letter {
    char32_t lower = 0;  ///< digits as 0
    bool digit = false, capital = false;
    std::uint8_t size = 0;
  };
  /// The letter or digit of a word at at_; false where none is.
  bool read_letter(Letter& out) const {
    const char byte = text_[at_];
    if (is_ascii(byte)) {
      const char lower = lower_of_ascii(byte);
      out = {static_cast<char32_t>(lower), lower == '0', lower != byte && lower != '0', 1};
      return lower != 0;
    }
    const text::CodePoint c = text::code_point_at(text_, at_);
    const auto code = static_cast<UChar32>(c.value);
    if (!is_word(c.value)) return false;
    const bool digit = u_isdigit(code);
    const auto lower = digit ? U'0' : static_cast<char32_t>(u_tolower(code));
    out = {lower, digit, !digit && lower != c.value, c.size};
    return true;
  }
  void write_letter(char32_t letter) {
    std::string bytes;
    text::append(bytes, letter);
    write(bytes);
  }
  static bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

  std::string_view text_;
  std::vector<FeatureToken>& out_;
  char* end_;  ///< of the texts that are written
  std::size_t at_ = 0;
  bool after_word_ = false;
};

}  // namespace

void FeatureTokens::read(std::string_view text) {
  tokens_.clear();
  if (room_ < 2 * text.size()) texts_ = std::make_unique<char[]>(room_ = 2 * text.size());
  Reader(text, tokens_, texts_.get()).run();
}

}  // namespace resonanz::understand
