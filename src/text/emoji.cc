#include "text/emoji.h"

#include <unicode/uchar.h>

#include "text/char_class.h"
#include "text/utf8.h"

namespace resonanz::text {
namespace {

constexpr char32_t kJoiner = 0x200D, kPresentation = 0xFE0F, kTextPresentation = 0xFE0E, kKeycap = 0x20E3;

bool is_skin_tone(char32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; }
bool is_flag_letter(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
bool is_tag(char32_t c) { return c >= 0xE0020 && c <= 0xE007F; }

bool is_pictograph(char32_t c) {
  if (c < 0x203C || c == 0x2122) return false;  // before it only © and ® (and keycap digits), then ™
  const auto code = static_cast<UChar32>(c);
  if (!u_hasBinaryProperty(code, UCHAR_EMOJI) &&
      !(c >= 0x1F000 && u_hasBinaryProperty(code, UCHAR_EXTENDED_PICTOGRAPHIC)))
    return false;
  return class_of(c) == CharClass::other;
}

/// Reads code points one by one; value 0 at the end.
struct Cursor {
  std::string_view text;
  std::size_t at;

  char32_t peek() const { return at < text.size() ? code_point_at(text, at).value : 0; }
  void skip() { at += code_point_at(text, at).size; }
  bool take(char32_t wanted) { return peek() == wanted && (skip(), true); }
};

bool take_element(Cursor& in) {
  if (!is_pictograph(in.peek()) || is_flag_letter(in.peek())) return false;
  in.skip();
  in.take(kPresentation) || in.take(kTextPresentation);
  if (is_skin_tone(in.peek())) in.skip();
  in.take(kPresentation);
  while (is_tag(in.peek())) in.skip();
  return true;
}

}  // namespace

bool is_keycap(std::string_view text, std::size_t offset) {
  if (offset + 1 >= text.size() || static_cast<unsigned char>(text[offset + 1]) < 0xE0) return false;
  const char c = text[offset];
  if (!(c >= '0' && c <= '9') && c != '#' && c != '*') return false;
  Cursor in{text, offset + 1};
  in.take(kPresentation);
  return in.peek() == kKeycap;
}

std::size_t emoji_length(std::string_view text, std::size_t offset) {
  Cursor in{text, offset};
  if (is_keycap(text, offset)) {
    in.skip();
    in.take(kPresentation);
    in.skip();
    return in.at - offset;
  }
  if (is_flag_letter(in.peek())) {
    in.skip();
    if (is_flag_letter(in.peek())) in.skip();
    return in.at - offset;
  }
  if (!take_element(in)) return 0;
  for (Cursor next = in; next.take(kJoiner) && take_element(next);) in = next;
  return in.at - offset;
}

std::string emoji_form(std::string_view sequence) {
  std::string out;
  for (Cursor in{sequence, 0}; in.at < sequence.size(); in.skip())
    if (in.peek() != kPresentation) append(out, in.peek());
  return out;
}

std::string without_skin_tones(std::string_view form) {
  std::string out;
  for (Cursor in{form, 0}; in.at < form.size(); in.skip())
    if (!is_skin_tone(in.peek())) append(out, in.peek());
  return out;
}

}  // namespace resonanz::text
