#include "listen/vendors/units.h"

#include <charconv>

#include "text/url.h"

namespace resonanz::listen::vendors {

Error syntax(std::string detail, std::size_t offset) { return {Errc::syntax, std::move(detail), offset}; }

Result<Expression> UnitReader::unit() {
  const std::size_t offset = in_.offset();
  switch (in_.peek()) {
    case Lexeme::open:
      return parentheses();
    case Lexeme::quote:
      return phrase("", field_begin_.value_or(offset));
    case Lexeme::end:
    case Lexeme::close:
      return syntax("…  ?", in_.offset());
    default:
      return word();
  }
}

Result<Expression> UnitReader::parentheses() {
  const std::size_t begin = in_.offset();
  if (++depth_ > kDeepest) return Error{Errc::depth, {}, begin};
  in_.skip_sign();
  TRY(auto out, inside_());
  if (in_.peek() != Lexeme::close) return syntax("( … ?", begin);
  in_.skip_sign();
  --depth_;
  out.bare = false;
  return out;
}

/// The quotes here with what stands after them: ~n.
Result<Expression> UnitReader::phrase(std::string_view prefix, std::size_t begin) {
  const auto inside = in_.quoted(false);
  if (!inside) return syntax("\" … ?", in_.offset());
  in_.skip_sign();
  skip(*inside);
  in_.skip_sign();
  TRY(const auto slop, this->slop());
  CHECK_OK(weight(begin));
  if (field_.empty()) return dialect_.phrase(prefix, *inside, slop, begin);
  if (slop) return foreign(fmt::format("{}:\"…\"~", field_), begin);
  return dialect_.field(field_, *inside, true, begin);
}

/// "~3" here.
Result<std::optional<std::uint32_t>> UnitReader::slop() {
  const std::string_view rest = in_.text().substr(in_.offset());
  if (!rest.starts_with('~')) return std::optional<std::uint32_t>();
  std::uint32_t slop = 0;
  const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), slop);
  if (error != std::errc()) return syntax("\"…\"~ ?", in_.offset());
  in_.move_to(in_.offset() + static_cast<std::size_t>(end - rest.data()));
  return std::optional(slop);
}

/// "^3" here: how much a hit counts.
Status UnitReader::weight(std::size_t begin) {
  const std::string_view rest = in_.text().substr(in_.offset());
  if (!rest.starts_with('^')) return done();
  const auto digits = std::min(rest.find_first_not_of("0123456789.", 1), rest.size());
  if (!dialect_.habits.has_weights) return foreign(rest.substr(0, digits), in_.offset());
  dialect_.note(RemarkCode::weight, begin, std::string(rest.substr(0, digits)));
  in_.move_to(in_.offset() + digits);
  return done();
}

Result<Expression> UnitReader::word() {
  const std::size_t begin = field_begin_.value_or(in_.offset());
  const std::string_view whole = in_.word(), typed = whole.substr(0, whole.find('^'));
  if (typed.empty()) return foreign(whole, begin);
  if (!field_.empty()) {
    const std::string_view value = in_.value();
    skip(value);
    return dialect_.field(field_, value, false, begin);
  }
  if (text::url_length(typed, 0) > 0) {
    skip(whole);
    return dialect_.noted(RemarkCode::link, link(whole, begin));
  }
  const std::size_t after = begin + typed.size();
  const bool quote_follows = after < in_.text().size() && quote_length(in_.text(), after) > 0;
  const auto colon = typed.find(':');
  if (colon != typed.npos && is_ascii_name(typed.substr(0, colon)) &&
      (colon + 1 < typed.size() || quote_follows || in_.text().substr(after).starts_with('(')))
    return field(typed.substr(0, colon), begin);
  skip(typed);
  if (quote_follows) return phrase(typed, begin);
  CHECK_OK(weight(begin));
  return dialect_.word(typed, begin);
}

/// name:value, name:"value" or name:( … ).
Result<Expression> UnitReader::field(std::string_view name, std::size_t begin) {
  in_.move_to(begin + name.size() + 1);
  if (const std::string_view scope = dialect_.scope_of(name); !scope.empty()) {
    TRY(auto inner, unit());
    std::vector<Expression> parts;
    parts.push_back(std::move(inner));
    Expression out = group(Expression::Kind::scoped, std::move(parts), begin);
    out.text = scope;
    return out;
  }
  const std::string outer = std::exchange(field_, std::string(name));
  if (in_.peek() != Lexeme::open) field_begin_ = begin;
  auto out = unit();
  field_ = outer;
  field_begin_.reset();
  return out;
}

}  // namespace resonanz::listen::vendors
