#include "history/leaf_sets.h"
#include "listen/glob.h"
#include "listen/occurrences.h"

namespace resonanz::history {
namespace {

using listen::Atom;
using listen::Field;
using listen::Words;

constexpr std::size_t kShortestRun = 3;

bool is_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }

/// The longest run of ASCII letters, in lower case. Folding leaves such a run together, so a text that has it exactly
/// has it in a folded reading. (Not so digits: one may belong to an emoji.)
std::string longest_letters(std::string_view text) {
  std::string_view best;
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end - begin > best.size()) best = text.substr(begin, end - begin);
    begin = end;
  }
  std::string out(best);
  for (char& c : out)
    if (c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// The longest stretch of a pattern without wildcards: what does not have it does not match.
std::string_view longest_fixed(std::string_view pattern) {
  std::string_view best;
  for (std::size_t begin = 0; begin < pattern.size();) {
    const std::size_t end = std::min(pattern.find_first_of("*?", begin), pattern.size());
    if (end - begin > best.size()) best = pattern.substr(begin, end - begin);
    begin = end + 1;
  }
  return best;
}

class WordSets {
 public:
  explicit WordSets(SegmentReader& segment) : segment_(segment) {}

  /// In any of the fields of the scope: all items, of each one reading, of that all words. That is the whole truth for
  /// one word without a count.
  Result<Answer> ask(const Words& words) {
    const auto one_word = [](const listen::Sequence& sequence) {
      return sequence.size() == 1 && sequence[0].compare != Atom::Compare::exact &&
             sequence[0].compare != Atom::Compare::exact_glob;
    };
    const bool exact = words.items.size() == 1 && words.at_least <= 1 && !words.slop &&
                       std::all_of(words.items[0].any.begin(), words.items[0].any.end(), one_word);
    Bits found = nothing();
    for (const Field field : {Field::title, Field::text}) {
      if (!listen::in_scope(words.scope, field)) continue;
      TRY(const Bits in_field, items(words, field));
      found |= in_field;
    }
    return exact ? Answer::decided(std::move(found)) : Answer::to_look_at(std::move(found));
  }

  /// A raw text may stand across words and in addresses, which are no words.
  Result<Answer> ask(const listen::Raw& raw) {
    const std::string run = longest_letters(raw.text);
    if (run.size() < kShortestRun) return Answer::to_look_at(everything());
    Bits out = nothing();
    CHECK_OK(segment_.add(flag_term("link"), out));
    for (const Field field : {Field::title, Field::text})
      if (listen::in_scope(raw.scope, field))
        CHECK_OK(add_containing(word_prefix(field, listen::TokenKind::word), run, out));
    return Answer::to_look_at(std::move(out));
  }

 private:
  Bits nothing() const { return Bits(segment_.posts()); }
  Bits everything() const { return Bits::all(segment_.posts()); }

  Result<Bits> items(const Words& words, Field field) {
    Bits out = everything();
    for (const listen::Item& item : words.items) {
      Bits readings = nothing();
      for (const listen::Sequence& sequence : item.any) {
        Bits all_words = everything();
        for (const Atom& atom : sequence) {
          TRY(const Bits with_atom, this->atom(atom, field));
          all_words &= with_atom;
        }
        for (std::size_t i = 1; i < sequence.size() && !all_words.none(); ++i)
          CHECK_OK(keep_followed(sequence[i - 1], sequence[i], all_words));
        readings |= all_words;
      }
      out &= readings;
    }
    for (std::size_t i = 1; !words.slop && i < words.items.size() && !out.none(); ++i)
      CHECK_OK(keep_followed(words.items[i - 1], words.items[i], out));
    return out;
  }

  /// Takes away posts where no reading of one place is followed by one of the next.
  Status keep_followed(const listen::Item& item, const listen::Item& next, Bits& out) {
    Bits pairs = nothing();
    for (const listen::Sequence& first : item.any)
      for (const listen::Sequence& second : next.any) CHECK_OK(add_pair(first.back(), second.front(), pairs));
    return out &= pairs, done();
  }
  Status keep_followed(const Atom& atom, const Atom& next, Bits& out) {
    Bits pairs = nothing();
    CHECK_OK(add_pair(atom, next, pairs));
    return out &= pairs, done();
  }
  Status add_pair(const Atom& first, const Atom& second, Bits& out) {
    const std::string *a = folded(first), *b = folded(second);
    if (!a || !b) return out = everything(), done();
    return segment_.add(pair_term(first.kind, *a, second.kind, *b), out);
  }
  /// The reading it is filed under; null for a wildcard.
  static const std::string* folded(const Atom& atom) {
    if (atom.compare == Atom::Compare::folded) return &atom.text;
    return atom.compare == Atom::Compare::exact ? &atom.lookup : nullptr;
  }

  Result<Bits> atom(const Atom& atom, Field field) {
    Bits out = nothing();
    const std::string prefix = word_prefix(field, atom.kind);
    switch (atom.compare) {
      case Atom::Compare::folded:
        CHECK_OK(segment_.add(prefix + atom.text, out));
        break;
      case Atom::Compare::exact:
        CHECK_OK(segment_.add(prefix + atom.lookup, out));
        break;
      case Atom::Compare::glob: {
        const std::string_view pattern = atom.text, fixed = longest_fixed(pattern);
        const auto matches = [&](std::string_view term) {
          return term.find(fixed, prefix.size()) != term.npos &&
                 listen::glob_match(pattern, term.substr(prefix.size()));
        };
        CHECK_OK(
            segment_.add_matching(prefix + std::string(pattern.substr(0, pattern.find_first_of("*?"))), matches, out));
        break;
      }
      case Atom::Compare::exact_glob:
        CHECK_OK(add_containing(prefix, longest_letters(atom.text), out));
        break;
    }
    return out;
  }

  /// Posts with a reading that has `run` somewhere; every post where the run is too short to tell.
  Status add_containing(const std::string& prefix, const std::string& run, Bits& out) {
    if (run.empty()) return out = everything(), done();
    return segment_.add_matching(
        prefix, [&](std::string_view term) { return term.find(run, prefix.size()) != term.npos; }, out);
  }

  SegmentReader& segment_;
};

}  // namespace

Result<Answer> word_sets(const Words& words, SegmentReader& segment) { return WordSets(segment).ask(words); }
Result<Answer> raw_sets(const listen::Raw& raw, SegmentReader& segment) { return WordSets(segment).ask(raw); }

}  // namespace resonanz::history
