#include "listen/vendors/dialect.h"

#include <charconv>

#include "listen/fields.h"
#include "text/char_class.h"
#include "text/utf8.h"

namespace resonanz::listen::vendors {
namespace {

constexpr std::string_view kOwnSigns = "{}[]~^<>|\\";  // they ask for something in one language or the other

std::string quoted(std::string_view value) {
  const bool plain = value.find_first_of(" \t\n()\"") == value.npos;
  return plain ? std::string(value) : fmt::format("\"{}\"", value);
}

/// Letters that somebody might write without their accent.
bool has_accents(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint c = text::code_point_at(text, at);
    if (c.value >= 0x80 && text::class_of(c.value) == text::CharClass::word) return true;
    at += c.size;
  }
  return false;
}

}  // namespace

Error foreign(std::string_view what, std::size_t offset) { return {Errc::foreign, std::string(what), offset}; }

Expression member(std::string_view field, std::string_view value, std::size_t offset) {
  return leaf(fmt::format("{}:{}", field, quoted(value)), offset);
}

Result<Expression> address(std::string_view value, std::size_t offset) {
  const auto read = read_address(Member::link, value);
  if (!read) return Error{Errc::field, std::string(value), offset};
  if (!read->domain.empty()) return member("site", read->domain, offset);
  if (read->target.empty()) return member("host", read->host, offset);
  return member("url", read->host + read->target, offset);
}

Result<Expression> link(std::string_view value, std::size_t offset) {
  if (!read_address(Member::link, value)) return Error{Errc::field, std::string(value), offset};
  return member("link", value, offset);
}

bool has_sign(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint c = text::code_point_at(text, at);
    if (text::class_of(c.value) == text::CharClass::other && c.value != '*' && c.value != '?') return true;
    at += c.size;
  }
  return false;
}

bool is_ascii_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
}

void Dialect::note(RemarkCode code, std::size_t offset, std::string other) {
  const auto is_same = [&](const Remark& known) { return known.code == code && known.other == other; };
  if (std::none_of(notes.begin(), notes.end(), is_same) && notes.size() < kMostNotes)
    notes.push_back({code, offset, std::string(habits.name), std::move(other)});
}

Result<Expression> Dialect::noted(RemarkCode code, Result<Expression> out) {
  if (out) note(code, out->offset, out->text);
  return out;
}

Result<Expression> Dialect::plain(std::string_view typed, std::size_t offset) {
  if (typed.find_first_of(kOwnSigns) != typed.npos || typed.front() == '=') return foreign(typed, offset);
  if (has_accents(typed)) note(RemarkCode::folding, offset, std::string(typed));
  Expression out = leaf(std::string(typed), offset);
  out.bare = true;
  return out;
}

Result<Expression> Dialect::plain_phrase(std::string_view inside, std::optional<std::uint32_t> slop,
                                         std::size_t offset) {
  if (inside.find_first_of("(){}") != inside.npos || inside.starts_with('=') || inside.find(" =") != inside.npos)
    return foreign(fmt::format("\"{}\"", inside), offset);
  if (has_accents(inside)) note(RemarkCode::folding, offset, fmt::format("\"{}\"", inside));
  return leaf(slop ? fmt::format("\"{}\"~{}", inside, *slop) : fmt::format("\"{}\"", inside), offset);
}

std::optional<Result<NearStep>> Dialect::near_of(std::string_view word, std::size_t offset) {
  const bool ordered = word.starts_with("ONEAR");
  std::string_view rest = word.substr(ordered ? 1 : 0);
  if (!rest.starts_with("NEAR")) return std::nullopt;
  rest.remove_prefix(4);
  if (rest.empty() && habits.near_default) {
    const NearStep step{*habits.near_default, ordered};
    note(RemarkCode::near_default, offset, fmt::format("{}/{}", word, step.distance));
    return step;
  }
  if (!rest.starts_with('/')) return std::nullopt;
  rest.remove_prefix(1);
  NearStep step{0, ordered};
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), step.distance);
  if (error != std::errc() || end != rest.data() + rest.size()) return foreign(word, offset);
  if (step.distance > kFarthestNear) return Error{Errc::near_range, std::string(word), offset};
  if (!habits.says_distance) note(RemarkCode::near, offset, std::string(word));
  return step;
}

}  // namespace resonanz::listen::vendors
