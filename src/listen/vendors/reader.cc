#include "listen/vendors/reader.h"

#include <charconv>
#include <span>

#include "listen/lexer.h"
#include "text/url.h"
#include "text/utf8.h"

namespace resonanz::listen::vendors {
namespace {

using Kind = Expression::Kind;

constexpr std::size_t kMostShown = 60;    // bytes of a part in a sentence
constexpr std::size_t kLoosestStep = 10;  // a loose phrase of n words allows (n − 1) times this

Error syntax(std::string detail, std::size_t offset) { return {Errc::syntax, std::move(detail), offset}; }

/// Recursion is bounded by kDeepest.
class Reader {
 public:
  Reader(std::string_view text, Dialect& dialect) : in_(text), dialect_(dialect) {}

  Result<Expression> run() {
    if (in_.peek() == Lexeme::end) return Error{Errc::empty, {}, 0};
    TRY(auto out, alternatives());
    if (in_.peek() == Lexeme::close) return syntax("? )", in_.offset());
    return out;
  }

 private:
  bool at_word(std::string_view word) { return in_.peek() == Lexeme::word && in_.word() == word; }
  bool at_end() { return in_.peek() == Lexeme::end || in_.peek() == Lexeme::close; }
  void skip(std::string_view word) { in_.move_to(in_.offset() + word.size()); }

  Result<Expression> alternatives() {
    const std::size_t begin = in_.offset();
    std::vector<Expression> any;
    bool mixed = false;
    for (;;) {
      TRY(auto operand, conjunction(mixed));
      any.push_back(std::move(operand));
      if (!at_word("OR")) break;
      skip("OR");
    }
    if (mixed && any.size() > 1 && !dialect_.habits.says_precedence) dialect_.note(RemarkCode::precedence, begin);
    return group(Kind::any, std::move(any), begin);
  }

  /// Operands that must all hold: joined by AND, or beside one another. `several` is set where there are more than one.
  Result<Expression> conjunction(bool& several) {
    const std::size_t begin = in_.offset();
    std::vector<Expression> all, beside;
    bool joined = false;
    while (!at_end() && !at_word("OR")) {
      if (at_word("AND")) {
        if (beside.empty() || joined) return syntax("? AND", in_.offset());
        if (!dialect_.habits.knows_and) dialect_.note(RemarkCode::join, in_.offset());
        skip("AND");
        joined = true;
        continue;
      }
      if (joined) settle(beside, all);
      TRY(auto operand, negation());
      if (operand.kind == Kind::none) settle(beside, all);
      beside.push_back(std::move(operand));
      joined = false;
    }
    if (joined || beside.empty()) return syntax(joined ? "AND ?" : at_end() ? "( ? )" : "? OR", in_.offset());
    settle(beside, all);
    several |= all.size() > 1;
    return group(Kind::all, std::move(all), begin);
  }

  /// What stands beside one another without AND, as the dialect reads it.
  void settle(std::vector<Expression>& beside, std::vector<Expression>& all) {
    const bool negative = !beside.empty() && beside.front().kind == Kind::none;
    std::span<Expression> words(beside);
    if (negative) words = words.subspan(1);
    if (words.size() > 1 && dialect_.habits.adjacency != Adjacency::both) {
      if (auto phrase = loose_phrase(words)) beside.resize(negative ? 1 : 0), beside.push_back(*std::move(phrase));
    }
    std::move(beside.begin(), beside.end(), std::back_inserter(all));
    beside.clear();
  }

  /// Notes what becomes of the words; empty where each stays a condition of its own.
  std::optional<Expression> loose_phrase(std::span<const Expression> words) {
    std::string text;
    for (const Expression& word : words) text += (text.empty() ? "" : " ") + print(word).text;
    const std::size_t offset = words[0].offset, slop = (words.size() - 1) * kLoosestStep;
    const std::string shown(text::clip(text, kMostShown));
    const bool bare = std::all_of(words.begin(), words.end(), [](const Expression& e) { return e.bare; });
    if (!bare || dialect_.habits.adjacency != Adjacency::loose_phrase) {
      dialect_.note(RemarkCode::adjacent, offset, shown);
    } else if (slop > kWidestSlop) {
      dialect_.note(RemarkCode::adjacent_wide, offset, shown);
    } else {
      Expression phrase = leaf(fmt::format("\"{}\"~{}", text, slop), offset);
      dialect_.note(RemarkCode::adjacent_slop, offset, phrase.text);
      return phrase;
    }
    return std::nullopt;
  }

  Result<Expression> negation() {
    bool negated = false;
    const std::size_t begin = in_.offset();
    for (;; negated = !negated) {
      if (in_.peek() == Lexeme::minus) {
        in_.skip_sign();
        if (in_.peek() == Lexeme::open && !dialect_.habits.minus_takes_groups)
          dialect_.note(RemarkCode::not_group, in_.offset());
      } else if (at_word("NOT")) {
        if (!dialect_.habits.knows_not) return foreign("NOT", in_.offset());
        skip("NOT");
      } else {
        break;
      }
    }
    TRY(auto operand, proximity());
    if (!negated) return operand;
    std::vector<Expression> parts;
    parts.push_back(std::move(operand));
    return group(Kind::none, std::move(parts), begin);
  }

  Result<Expression> proximity() {
    const std::size_t begin = in_.offset();
    std::vector<Expression> parts;
    std::vector<NearStep> steps;
    for (;;) {
      TRY(auto operand, unit());
      parts.push_back(std::move(operand));
      if (in_.peek() != Lexeme::word) break;
      const std::string_view word = in_.word();
      auto step = dialect_.near_of(word, in_.offset());
      if (!step) break;
      if (!*step) return step->error();
      steps.push_back(**step);
      skip(word);
    }
    if (steps.empty()) return std::move(parts[0]);
    Expression out = group(Kind::near, std::move(parts), begin);
    out.steps = std::move(steps);
    return out;
  }

  Result<Expression> unit() {
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

  Result<Expression> parentheses() {
    const std::size_t begin = in_.offset();
    if (++depth_ > kDeepest) return Error{Errc::depth, {}, begin};
    in_.skip_sign();
    TRY(auto out, alternatives());
    if (in_.peek() != Lexeme::close) return syntax("( … ?", begin);
    in_.skip_sign();
    --depth_;
    out.bare = false;
    return out;
  }

  /// The quotes here with what stands after them: ~n.
  Result<Expression> phrase(std::string_view prefix, std::size_t begin) {
    const auto inside = in_.quoted(false);
    if (!inside) return syntax("\" … ?", in_.offset());
    in_.skip_sign();
    skip(*inside);
    in_.skip_sign();
    std::string_view rest = in_.text().substr(in_.offset());
    std::optional<std::uint32_t> slop;
    if (rest.starts_with('~')) {
      slop.emplace(0);
      const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), *slop);
      if (error != std::errc()) return syntax("\"…\"~ ?", in_.offset());
      in_.move_to(in_.offset() + static_cast<std::size_t>(end - rest.data()));
    }
    CHECK_OK(weight(begin));
    if (field_.empty()) return dialect_.phrase(prefix, *inside, slop, begin);
    if (slop) return foreign(fmt::format("{}:\"…\"~", field_), begin);
    return dialect_.field(field_, *inside, true, begin);
  }

  /// "^3" here: how much a hit counts.
  Status weight(std::size_t begin) {
    const std::string_view rest = in_.text().substr(in_.offset());
    if (!rest.starts_with('^')) return done();
    const auto digits = std::min(rest.find_first_not_of("0123456789.", 1), rest.size());
    if (!dialect_.habits.has_weights) return foreign(rest.substr(0, digits), in_.offset());
    dialect_.note(RemarkCode::weight, begin, std::string(rest.substr(0, digits)));
    in_.move_to(in_.offset() + digits);
    return done();
  }

  Result<Expression> word() {
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
  Result<Expression> field(std::string_view name, std::size_t begin) {
    in_.move_to(begin + name.size() + 1);
    if (const std::string_view scope = dialect_.scope_of(name); !scope.empty()) {
      TRY(auto inner, unit());
      std::vector<Expression> parts;
      parts.push_back(std::move(inner));
      Expression out = group(Kind::scoped, std::move(parts), begin);
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

  Lexer in_;
  Dialect& dialect_;
  std::string field_;                       ///< the field whose values are being read
  std::optional<std::size_t> field_begin_;  ///< where its name stands, unless a group of values follows
  std::size_t depth_ = 0;
};

}  // namespace

Result<Expression> read(std::string_view text, Dialect& dialect) { return Reader(text, dialect).run(); }

}  // namespace resonanz::listen::vendors
