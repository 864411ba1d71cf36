#include "listen/lexer.h"

#include "text/char_class.h"
#include "text/utf8.h"

namespace resonanz::listen {

std::size_t quote_length(std::string_view text, std::size_t offset) {
  if (text[offset] == '"') return 1;
  const auto lead = static_cast<unsigned char>(text[offset]);
  if (lead != 0xE2 && lead != 0xC2) return 0;
  const text::CodePoint c = text::code_point_at(text, offset);
  const bool quote = c.value == 0x201C || c.value == 0x201D || c.value == 0x201E || c.value == 0xAB || c.value == 0xBB;
  return quote ? c.size : 0;
}

bool is_space_at(std::string_view text, std::size_t offset) {
  return text::class_of(text::code_point_at(text, offset).value) == text::CharClass::space;
}

void Lexer::skip_space() {
  while (at_ < text_.size() && is_space_at(text_, at_)) at_ += text::code_point_at(text_, at_).size;
}

Lexeme Lexer::peek() {
  skip_space();
  if (at_ >= text_.size()) return Lexeme::end;
  if (text_[at_] == '(') return Lexeme::open;
  if (text_[at_] == ')') return Lexeme::close;
  if (quote_length(text_, at_) > 0) return Lexeme::quote;
  if (text_[at_] != '-' || at_ + 1 >= text_.size()) return Lexeme::word;
  return is_space_at(text_, at_ + 1) || text_[at_ + 1] == ')' ? Lexeme::word : Lexeme::minus;
}

void Lexer::skip_sign() { at_ += std::max<std::size_t>(1, quote_length(text_, at_)); }

std::string_view Lexer::word() const {
  std::size_t end = at_;
  while (end < text_.size() && text_[end] != '(' && text_[end] != ')' && quote_length(text_, end) == 0 &&
         !is_space_at(text_, end))
    end += text::code_point_at(text_, end).size;
  return text_.substr(at_, end - at_);
}

std::string_view Lexer::value() const {
  std::size_t end = at_, open = 0;
  while (end < text_.size() && quote_length(text_, end) == 0 && !is_space_at(text_, end)) {
    if (text_[end] == '(') ++open;
    if (text_[end] == ')' && open-- == 0) break;
    end += text::code_point_at(text_, end).size;
  }
  return text_.substr(at_, end - at_);
}

std::optional<std::string_view> Lexer::quoted(bool exact) const {
  const std::size_t begin = at_ + quote_length(text_, at_);
  for (std::size_t end = begin; end < text_.size(); end += text::code_point_at(text_, end).size) {
    if (quote_length(text_, end) == 0 || (exact && (text_[at_] == '"') != (text_[end] == '"'))) continue;
    return text_.substr(begin, end - begin);
  }
  return std::nullopt;
}

}  // namespace resonanz::listen
