// bench_peer_tokens < POSTS.jsonl: each post as the matching engine reads it, for the peers: its words' readings by
// blanks, a tab, their positions by blanks; one post a line. The text's positions begin kFieldGap behind the title's. A
// joined reading (e-mail: email) stands at its first and at its last position, for peers know no words of two places.
#include <iostream>

#include "listen/document.h"
#include "model/post_json.h"

namespace resonanz {
namespace {

constexpr std::uint32_t kFieldGap = 1000;  // nothing is near across it

struct Placed {
  std::uint32_t position;
  std::string_view word;
};

std::vector<Placed> words_of(const listen::Document& document) {
  std::vector<Placed> out;
  std::uint32_t title_end = 0;
  document.each_reading([&](const listen::Token& token, std::string_view reading, std::uint64_t) {
    const bool in_title = token.field == listen::Field::title;
    if (in_title) title_end = std::max(title_end, token.last + kFieldGap);
    if (token.kind != listen::TokenKind::word) return;
    const std::uint32_t base = in_title ? 0 : title_end;
    out.push_back({base + token.first, reading});
    if (token.last != token.first) out.push_back({base + token.last, reading});
  });
  std::stable_sort(out.begin(), out.end(), [](const Placed& a, const Placed& b) { return a.position < b.position; });
  return out;
}

void write_tokens() {
  PostReader reader;
  listen::Document document;
  for (std::string line; std::getline(std::cin, line);) {
    const auto post = reader.read(line);
    if (!post) continue;
    document.assign(*post);
    std::string words, positions;
    for (const Placed& placed : words_of(document)) {
      words.append(words.empty() ? "" : " ").append(placed.word);
      positions += fmt::format("{}{}", positions.empty() ? "" : " ", placed.position);
    }
    std::cout << words << '\t' << positions << '\n';
  }
}

}  // namespace
}  // namespace resonanz

int main() {
  std::ios::sync_with_stdio(false);
  resonanz::write_tokens();
  return std::cout.flush() ? 0 : 1;
}
