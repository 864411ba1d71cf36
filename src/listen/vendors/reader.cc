#include "listen/vendors/reader.h"

#include <span>

#include "listen/vendors/units.h"
#include "text/utf8.h"

namespace resonanz::listen::vendors {
namespace {

using Kind = Expression::Kind;

constexpr std::size_t kMostShown = 60;    // bytes of a part in a sentence
constexpr std::size_t kLoosestStep = 10;  // a loose phrase of n words allows (n − 1) times this

/// Recursion is bounded by kDeepest.
class Reader {
 public:
  Reader(std::string_view text, Dialect& dialect)
      : in_(text), dialect_(dialect), units_(in_, dialect, [this] { return alternatives(); }) {}

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
      if (in_.peek() == Lexeme::word)
        if (const auto step = dialect_.near_of(in_.word(), in_.offset()))
          return *step ? syntax(fmt::format("? {}", in_.word()), in_.offset()) : step->error();
      TRY(auto operand, units_.unit());
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

  Lexer in_;
  Dialect& dialect_;
  UnitReader units_;
};

}  // namespace

Result<Expression> read(std::string_view text, Dialect& dialect) { return Reader(text, dialect).run(); }

}  // namespace resonanz::listen::vendors
