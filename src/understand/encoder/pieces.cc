#include "understand/encoder/pieces.h"

#include <algorithm>
#include <bit>

#include "text/hash.h"
#include "text/utf8.h"

namespace resonanz::understand {
namespace {

constexpr char32_t kBorder = 0x2581;
constexpr float kUnknown = 10;  // less likely than the unlikeliest piece by so much
constexpr double kUnreached = -1e300;

}  // namespace

Pieces::Pieces(const EncoderWeights& weights)
    : weights_(weights), table_(std::bit_ceil(2 * weights.pieces.size() + 1)) {
  for (std::uint32_t token = 0; token < weights.pieces.size(); ++token) {
    const std::string_view piece = weights.pieces[token];
    if (piece.empty() || token == weights.unknown || find(piece)) continue;
    longest_ = std::max(longest_, piece.size());
    std::size_t at = text::hash_bytes(piece) & (table_.size() - 1);
    while (table_[at] != 0) at = (at + 1) & (table_.size() - 1);
    table_[at] = token + 1;
  }
  unknown_score_ = *std::min_element(weights.scores.begin(), weights.scores.end()) - kUnknown;
}

std::vector<std::uint32_t> Pieces::tokens_of(std::string_view text, std::size_t most) const {
  std::string written;
  std::vector<std::uint32_t> starts;
  for (const char32_t letter : letters_of(text)) {
    starts.push_back(static_cast<std::uint32_t>(written.size()));
    text::append(written, letter);
  }
  starts.push_back(static_cast<std::uint32_t>(written.size()));
  std::vector<std::uint32_t> out = lay_out(written, starts);
  out.insert(out.begin(), weights_.begin);
  out.resize(std::min(out.size(), most - 1));
  out.push_back(weights_.end);
  return out;
}

std::vector<char32_t> Pieces::letters_of(std::string_view text) const {
  std::vector<char32_t> out{kBorder};
  const auto put = [&](char32_t letter) {
    if (letter != ' ') out.push_back(letter);
    else if (out.back() != kBorder) out.push_back(kBorder);
  };
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint c = text::code_point_at(text, at);
    at += c.size;
    const auto& letters = weights_.letters;
    const auto known =
        std::lower_bound(letters.begin(), letters.end(), c.value, [](auto& l, char32_t v) { return l.from < v; });
    if (known == letters.end() || known->from != c.value) put(c.value);
    else std::for_each(known->to.begin(), known->to.end(), put);
  }
  return out;
}

const std::uint32_t* Pieces::find(std::string_view piece) const {
  for (std::size_t at = text::hash_bytes(piece) & (table_.size() - 1); table_[at] != 0;
       at = (at + 1) & (table_.size() - 1))
    if (weights_.pieces[table_[at] - 1] == piece) return &table_[at];
  return nullptr;
}

/// By the best way to reach each letter; a letter that no piece begins with is unknown. `starts`: where letters begin,
/// and the end.
std::vector<std::uint32_t> Pieces::lay_out(std::string_view text, const std::vector<std::uint32_t>& starts) const {
  struct Way {
    double score = kUnreached;
    std::uint32_t token = 0, from = 0;
  };
  const std::size_t count = starts.size() - 1;
  std::vector<Way> ways(count + 1);
  ways[0].score = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto reach = [&](std::size_t to, double score, std::uint32_t token) {
      if (ways[i].score + score > ways[to].score) ways[to] = {ways[i].score + score, token, i};
    };
    for (std::size_t to = i + 1; to <= count && starts[to] - starts[i] <= longest_; ++to)
      if (const std::uint32_t* found = find(text.substr(starts[i], starts[to] - starts[i])))
        reach(to, weights_.scores[*found - 1], *found - 1);
    reach(i + 1, unknown_score_, weights_.unknown);
  }
  std::vector<std::uint32_t> out;
  for (std::size_t at = count; at > 0; at = ways[at].from) out.push_back(ways[at].token);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace resonanz::understand
