#pragma once
// The reference evaluator: the meaning of a query on a post. Faster engines are measured against it.

#include <vector>

#include "listen/document.h"
#include "listen/query.h"

namespace resonanz::listen {

/// What matched: bytes [begin, end) of the post's title or text.
struct Span {
  Field field;
  std::size_t begin, end;

  friend bool operator==(const Span&, const Span&) = default;
  friend auto operator<=>(const Span&, const Span&) = default;
};

/// Not const on `document`: it works out addresses and normal forms when first asked.
bool matches(const Query& query, Document& document);

/// The same for one node of the tree.
bool is_true(const Query& query, NodeId node, Document& document);

/// Why a query matched: the places of its positive words, sorted, each once, at most kMostSpans. What is excluded and
/// what is no text (author:, lang:, …) has no place, so a match may have none. Precondition: matches(query, document).
std::vector<Span> spans_of(const Query& query, Document& document);
/// The same for one node of the tree. Precondition: is_true(query, node, document).
std::vector<Span> spans_of(const Query& query, NodeId node, Document& document);
inline constexpr std::size_t kMostSpans = 1000;

}  // namespace resonanz::listen
