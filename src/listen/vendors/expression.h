#pragma once
// A query of another tool as it was read, and how it prints here.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "listen/query.h"

namespace resonanz::listen::vendors {

struct Expression {
  enum class Kind { all, any, none, near, scoped, leaf };
  Kind kind = Kind::leaf;
  std::size_t offset = 0;           ///< byte in the original
  std::string text{};               ///< leaf: as we write it; scoped: "title:"
  std::vector<Expression> parts{};  ///< none and scoped: one
  std::vector<NearStep> steps{};    ///< near: one less than parts
  bool bare = false;                ///< a plain word of the original
};

inline Expression leaf(std::string text, std::size_t offset) {
  return {Expression::Kind::leaf, offset, std::move(text)};
}
/// One part stands for itself.
Expression group(Expression::Kind kind, std::vector<Expression> parts, std::size_t offset);

struct Printed {
  std::string text;
  /// Byte of `text` where a part begins, and where it stood in the original; ascending.
  std::vector<std::pair<std::size_t, std::size_t>> places;

  /// Where what stands at `offset` of `text` came from.
  std::size_t origin_of(std::size_t offset) const;
};

Printed print(const Expression& expression);

}  // namespace resonanz::listen::vendors
