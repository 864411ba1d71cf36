#pragma once
// Why a query matches a post, or why it does not: the tree, part by part.

#include <string>
#include <vector>

#include "listen/evaluate.h"

namespace resonanz::listen {

/// One part of a query on one post, in the order of the query's text; parts below it follow with a greater depth.
struct Explained {
  enum class Kind { all, any, none, near, leaf, list };
  Kind kind;
  std::size_t depth = 0;
  std::string text;        ///< as it prints; for all, any and none of several parts only the operator
  std::size_t offset = 0;  ///< byte in the query's text
  bool holds = false;
  bool decides = false;       ///< the answer of the whole rests on it
  std::size_t left_out = 0;   ///< parts below it that are not shown: they do not hold and decide nothing
  std::vector<Span> spans{};  ///< of a leaf, a list or a NEAR that holds
};

inline constexpr std::size_t kMostExplained = 500;  ///< parts
inline constexpr std::size_t kMostBelowOne = 50;    ///< parts shown below one, beside those that hold

/// At most kMostExplained parts; a list is one part. Time: at most that of as many evaluations as the tree is deep.
std::vector<Explained> explain(const Query& query, Document& document);

}  // namespace resonanz::listen
