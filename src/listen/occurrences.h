#pragma once
// Where the words of a query stand in a document.

#include <vector>

#include "listen/document.h"
#include "listen/query.h"

namespace resonanz::listen {

/// Consecutive tokens that answer a word or a phrase.
struct Occurrence {
  Field field;
  std::uint32_t first, last;  ///< positions
  std::uint32_t begin, end;   ///< bytes

  friend bool operator==(const Occurrence&, const Occurrence&) = default;
  /// By field, then by place.
  friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

/// What answers a NEAR or a phrase in any order: parts with other words between. Parts ascend and share no token.
struct Hit {
  std::vector<Occurrence> parts;  ///< never empty

  Field field() const { return parts.front().field; }
  std::uint32_t first() const { return parts.front().first; }
  std::uint32_t last() const { return parts.back().last; }
  friend bool operator==(const Hit&, const Hit&) = default;
  friend auto operator<=>(const Hit& a, const Hit& b) { return a.parts <=> b.parts; }
};

/// More hits than this for one operator in one post are not looked for: it keeps an absurd query on an absurd post
/// from taking for ever. The first in text order count.
inline constexpr std::size_t kMostHits = 65'536;

bool in_scope(Scope scope, Field field);
/// True if one token of one field answers `atom`; the usual question, answered without collecting.
bool has_atom(const Document& document, const Atom& atom, Scope scope);
/// All occurrences, sorted, each once.
std::vector<Occurrence> occurrences_of(const Document& document, const Item& item, Scope scope);
std::vector<Occurrence> phrase_occurrences(const Document& document, const Words& words);
/// The items in any order within a window of their own positions and `slop` more. `first_only`: one is enough.
std::vector<Hit> slop_hits(const Document& document, const Words& words, bool first_only);
/// How many occurrences can be counted without counting a token twice.
std::size_t count_apart(const std::vector<Occurrence>& occurrences);

}  // namespace resonanz::listen
