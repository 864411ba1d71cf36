#include "listen/word_diff.h"

#include <cstdint>

namespace resonanz::listen {
namespace {

using Kind = DiffPiece::Kind;
using Units = std::vector<std::string_view>;

constexpr std::size_t kMostCells = 4'000'000;  // of the table of common lengths

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t'; }
bool is_alone(char c) { return c == '(' || c == ')' || c == '"'; }

Units units_of(std::string_view text) {
  Units out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (!is_alone(text[at]))
      while (end < text.size() && is_white(text[end]) == is_white(text[at]) && !is_alone(text[end])) ++end;
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

class Writer {
 public:
  void put(Kind kind, std::string_view text) {
    if (kind == Kind::same) flush();
    (kind == Kind::same ? same_ : kind == Kind::removed ? removed_ : added_) += text;
  }
  std::vector<DiffPiece> finish() {
    flush();
    if (!same_.empty()) out_.push_back({Kind::same, std::move(same_)});
    return std::move(out_);
  }

 private:
  /// What differs, once the next common unit comes.
  void flush() {
    if (removed_.empty() && added_.empty()) return;
    if (!same_.empty()) out_.push_back({Kind::same, std::exchange(same_, {})});
    if (!removed_.empty()) out_.push_back({Kind::removed, std::exchange(removed_, {})});
    if (!added_.empty()) out_.push_back({Kind::added, std::exchange(added_, {})});
  }

  std::string same_, removed_, added_;
  std::vector<DiffPiece> out_;
};

/// Lengths of the longest common subsequence of what is left of both.
std::vector<std::uint32_t> common_lengths(const Units& a, const Units& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::uint32_t> table((a.size() + 1) * width);
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      table[i * width + j] = a[i] == b[j] ? table[(i + 1) * width + j + 1] + 1
                                          : std::max(table[(i + 1) * width + j], table[i * width + j + 1]);
  return table;
}

void write_middle(const Units& a, const Units& b, Writer& out) {
  std::size_t i = 0, j = 0;
  if ((a.size() + 1) * (b.size() + 1) <= kMostCells) {
    const auto table = common_lengths(a, b);
    const auto left = [&](std::size_t x, std::size_t y) { return table[x * (b.size() + 1) + y]; };
    while (i < a.size() && j < b.size()) {
      if (a[i] == b[j]) out.put(Kind::same, a[i]), ++i, ++j;
      else if (left(i + 1, j) >= left(i, j + 1)) out.put(Kind::removed, a[i++]);
      else out.put(Kind::added, b[j++]);
    }
  }
  for (; i < a.size(); ++i) out.put(Kind::removed, a[i]);
  for (; j < b.size(); ++j) out.put(Kind::added, b[j]);
}

}  // namespace

std::vector<DiffPiece> word_diff(std::string_view before, std::string_view after) {
  Units a = units_of(before), b = units_of(after);
  std::size_t head = 0, tail = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  Writer out;
  for (std::size_t i = 0; i < head; ++i) out.put(Kind::same, a[i]);
  const auto middle = [&](const Units& all) {
    return Units(all.begin() + static_cast<std::ptrdiff_t>(head), all.end() - static_cast<std::ptrdiff_t>(tail));
  };
  write_middle(middle(a), middle(b), out);
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) out.put(Kind::same, a[i]);
  return out.finish();
}

}  // namespace resonanz::listen
