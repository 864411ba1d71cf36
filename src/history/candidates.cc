#include "history/candidates.h"

#include "history/terms.h"
#include "listen/glob.h"
#include "listen/occurrences.h"
#include "listen/predicates.h"

namespace resonanz::history {
namespace {

using listen::Atom;
using listen::Field;
using listen::Member;
using listen::Node;
using listen::NodeId;
using listen::Predicate;
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

/// Recursion is bounded by the depth a query may have.
class Sets {
 public:
  Sets(const listen::Query& query, SegmentReader& segment, const FilingKey& filing_key)
      : query_(query), segment_(segment), filing_key_(filing_key) {}

  Result<Answer> node(NodeId id) {
    const Node& node = query_.nodes[id];
    switch (node.type) {
      case Node::Type::all:
        return all(node);
      case Node::Type::any:
        return any(node);
      case Node::Type::none: {
        TRY(const Answer inner, this->node(node.children[0]));
        Answer out{everything(), everything()};
        out.sure -= inner.maybe;
        out.maybe -= inner.sure;
        return out;
      }
      case Node::Type::near: {
        TRY(Answer out, all(node));
        return to_look_at(std::move(out.maybe));
      }
      case Node::Type::words:
        return words(query_.words[node.leaf]);
      case Node::Type::raw:
        return raw(query_.raws[node.leaf]);
      case Node::Type::predicate:
        return predicate(query_.predicates[node.leaf]);
    }
    return to_look_at(everything());
  }

 private:
  Bits nothing() const { return Bits(segment_.posts()); }
  Bits everything() const { return Bits::all(segment_.posts()); }
  static Answer decided(Bits set) { return {set, set}; }
  Answer to_look_at(Bits set) const { return {nothing(), std::move(set)}; }

  Result<Answer> all(const Node& node) {
    Answer out{everything(), everything()};
    for (const NodeId child : node.children) {
      TRY(const Answer more, this->node(child));
      out.sure &= more.sure;
      out.maybe &= more.maybe;
      if (out.maybe.none()) break;
    }
    return out;
  }
  Result<Answer> any(const Node& node) {
    Answer out{nothing(), nothing()};
    for (const NodeId child : node.children) {
      TRY(const Answer more, this->node(child));
      out.sure |= more.sure;
      out.maybe |= more.maybe;
    }
    return out;
  }

  /// In any of the fields of the scope: all items, of each one reading, of that all words. That is the whole truth for
  /// one word without a count.
  Result<Answer> words(const Words& words) {
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
    return exact ? decided(std::move(found)) : to_look_at(std::move(found));
  }
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
        readings |= all_words;
      }
      out &= readings;
    }
    return out;
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

  /// A raw text may stand across words and in addresses, which are no words.
  Result<Answer> raw(const listen::Raw& raw) {
    const std::string run = longest_letters(raw.text);
    if (run.size() < kShortestRun) return to_look_at(everything());
    Bits out = nothing();
    CHECK_OK(segment_.add(flag_term("link"), out));
    for (const Field field : {Field::title, Field::text})
      if (listen::in_scope(raw.scope, field))
        CHECK_OK(add_containing(word_prefix(field, listen::TokenKind::word), run, out));
    return to_look_at(std::move(out));
  }

  Result<Answer> predicate(const Predicate& predicate) {
    switch (predicate.member) {
      case Member::after:
      case Member::before:
        return by_time(predicate);
      case Member::has:
        return by_term(flag_term(predicate.values[0]));
      case Member::sample: {
        Bits out = nothing();
        for (int sample = 0; sample < predicate.percent && sample < 100; ++sample)
          CHECK_OK(segment_.add(sample_term(sample), out));
        return decided(std::move(out));
      }
      default:
        return by_keys(predicate);
    }
  }

  Result<Answer> by_term(const std::string& term) {
    Bits out = nothing();
    CHECK_OK(segment_.add(term, out));
    return decided(std::move(out));
  }

  /// The posts lie in the order of their time.
  Result<Answer> by_time(const Predicate& predicate) {
    TRY(const auto* entries, segment_.entries());
    const auto border = static_cast<std::size_t>(
        std::partition_point(entries->begin(), entries->end(),
                             [&](const Entry& entry) { return entry.created < predicate.time; }) -
        entries->begin());
    Bits out = nothing();
    predicate.member == Member::after ? out.set_range(border, out.size()) : out.set_range(0, border);
    return decided(std::move(out));
  }

  Result<Answer> by_keys(const Predicate& predicate) {
    const Filing filing = filing_of(predicate.member);
    if (filing == Filing::unfiled) return to_look_at(everything());
    Predicate asked = predicate;
    if (filing == Filing::rough && asked.member != Member::link)
      asked.member = Member::site;  // filed once for the three
    Bits out = nothing();
    for (const std::string& key : listen::keys_of(asked)) {
      if (filing == Filing::plain) {
        CHECK_OK(segment_.add(plain_term(key), out));
        continue;
      }
      for (const Stratum& stratum : segment_.directory().strata)
        CHECK_OK(segment_.add(sealed_term(filing_key_(stratum, key)), out));
    }
    return filing == Filing::rough ? to_look_at(std::move(out)) : decided(std::move(out));
  }

  const listen::Query& query_;
  SegmentReader& segment_;
  const FilingKey& filing_key_;
};

}  // namespace

Result<Answer> answer_from_sets(const listen::Query& query, SegmentReader& segment, const FilingKey& filing_key) {
  return Sets(query, segment, filing_key).node(query.root);
}

}  // namespace resonanz::history
