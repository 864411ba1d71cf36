#include "understand/topic_terms.h"

#include "understand/stable_hash.h"

namespace resonanz::understand {
namespace {

constexpr double kCommon = 8;           // log2 of a word's count in a million from which it says nothing
constexpr std::size_t kLeastBytes = 3;  // of a word
constexpr std::size_t kLongestPair = 60;

/// 0 for a word that everybody uses; a word of no known commonness is a name or rare.
double rarity_of(const TextWord& word, std::optional<std::size_t> language, const CommonWords& common) {
  if (word.written.size() < kLeastBytes ||
      std::all_of(word.written.begin(), word.written.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return 0;
  if (!language) return word.written.size() > kLeastBytes ? 1 : 0;
  return std::max(0.0, kCommon - common.commonness(word.feature, *language));
}

/// Never that of a single word, which has 32 bits.
std::uint64_t pair_key(const TextWord& a, const TextWord& b) {
  return hash_step(hash_step(kHashSeed, a.feature), b.feature) | std::uint64_t{1} << 63;
}

void add_term(Terms& terms, std::uint64_t key, std::size_t post, std::size_t posts, double rarity,
              std::string_view written) {
  const auto [found, fresh] = terms.try_emplace(key, Term{Posts(posts), rarity, {}});
  if (found->second.posts.has(post)) return;
  found->second.posts.add(post);
  ++found->second.written[std::string(written)];
}

struct TellingWord {
  TextWord word;
  double rarity;
};

/// The words of every post that may tell something, those between set to no rarity.
std::vector<std::vector<TellingWord>> read_words_of(std::span<const TopicPost> posts, const CommonWords& common) {
  std::vector<std::vector<TellingWord>> out(posts.size());
  std::unordered_map<std::uint32_t, std::pair<std::size_t, std::size_t>> seen;  // posts with a word, the latest of them
  std::vector<TextWord> words;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const auto language = common.number_of(posts[i].language);
    read_words(posts[i].text, words);
    for (const TextWord& word : words) {
      out[i].push_back({word, rarity_of(word, language, common)});
      auto& [count, latest] = seen[word.feature];
      if (count == 0 || latest != i) ++count, latest = i;
    }
  }
  const auto most = static_cast<std::size_t>(kMostShare * static_cast<double>(posts.size()));
  for (auto& post : out)
    for (TellingWord& word : post)
      if (seen[word.word.feature].first > most) word.rarity = 0;
  return out;
}

}  // namespace

Terms read_terms(std::span<const TopicPost> posts, const CommonWords& common) {
  Terms terms;
  const auto words = read_words_of(posts, common);
  for (std::size_t i = 0; i < posts.size(); ++i) {
    double last = 0;
    for (std::size_t w = 0; w < words[i].size(); ++w) {
      const auto& [word, rarity] = words[i][w];
      if (rarity > 0) add_term(terms, word.feature, i, posts.size(), rarity, word.written);
      if (rarity > 0 && last > 0) {
        const TextWord& before = words[i][w - 1].word;
        const char* end = word.written.data() + word.written.size();
        const std::string_view pair(before.written.data(), static_cast<std::size_t>(end - before.written.data()));
        if (pair.find('\n') == pair.npos && pair.size() < kLongestPair)
          add_term(terms, pair_key(before, word), i, posts.size(), rarity + last, pair);
      }
      last = rarity;
    }
  }
  return terms;
}

}  // namespace resonanz::understand
