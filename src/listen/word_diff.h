#pragma once
// The difference of two texts, word by word.

#include <string>
#include <string_view>
#include <vector>

namespace resonanz::listen {

struct DiffPiece {
  enum class Kind { same, removed, added };
  Kind kind;
  std::string text;

  friend bool operator==(const DiffPiece&, const DiffPiece&) = default;
};

/// The pieces that are the same or removed make `before`, those that are the same or added make `after`; neighbours
/// differ in kind, removed stands before added. Words, white space and signs ( ) " are units. Where the part that
/// differs is huge, it is shown as removed and added whole.
std::vector<DiffPiece> word_diff(std::string_view before, std::string_view after);

}  // namespace resonanz::listen
