#include "understand/topic_terms.h"

#include <set>

#include "text/fold.h"
#include "understand/stable_hash.h"

namespace resonanz::understand {
namespace {

constexpr double kCommon = 8;           // log2 of a word's count in a million from which it says nothing
constexpr std::size_t kLeastBytes = 3;  // of a word
constexpr std::size_t kLongestPair = 60;
constexpr double kOwnShare = 0.5;  // of the posts: a word of the query in more of them selected them and tells nothing

/// 0 for a word that everybody uses; a word of no known commonness is a name or rare.
double rarity_of(const TextWord& word, std::string_view code, std::optional<std::size_t> language,
                 const CommonWords& common) {
  if (word.written.size() < kLeastBytes ||
      std::all_of(word.written.begin(), word.written.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return 0;
  if (is_function_word(word.written, code)) return 0;
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

/// The words that queries ask for, with what a * stands for.
class OwnWords {
 public:
  explicit OwnWords(std::span<const std::string> queries) {
    std::vector<TextWord> words;
    for (const std::string& query : queries) {
      read_words(query, words);
      for (const TextWord& word : words) {
        const bool open = word.written.data() + word.written.size() != query.data() + query.size() &&
                          word.written.data()[word.written.size()] == '*';
        (open ? beginnings_ : whole_).insert(text::fold(word.written).text);
      }
    }
  }
  bool has(std::string_view word) const {
    const std::string folded = text::fold(word).text;
    return whole_.contains(folded) || std::any_of(beginnings_.begin(), beginnings_.end(), [&](const auto& beginning) {
             return folded.starts_with(beginning);
           });
  }

 private:
  std::set<std::string> whole_, beginnings_;
};

struct TellingWord {
  TextWord word;
  double rarity;
};

/// The words of every post that may tell something, those between set to no rarity.
std::vector<std::vector<TellingWord>> read_words_of(std::span<const TopicPost> posts, const CommonWords& common,
                                                    const OwnWords& own) {
  std::vector<std::vector<TellingWord>> out(posts.size());
  std::unordered_map<std::uint32_t, std::pair<std::size_t, std::size_t>> seen;  // posts with a word, the latest of them
  std::vector<TextWord> words;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const auto language = common.number_of(posts[i].language);
    read_words(posts[i].text, words);
    for (const TextWord& word : words) {
      out[i].push_back({word, rarity_of(word, posts[i].language, language, common)});
      auto& [count, latest] = seen[word.feature];
      if (count == 0 || latest != i) ++count, latest = i;
    }
  }
  const auto most = static_cast<std::size_t>(kOwnShare * static_cast<double>(posts.size()));
  for (auto& post : out)
    for (TellingWord& word : post)
      if (seen[word.word.feature].first > most && own.has(word.word.written)) word.rarity = 0;
  return out;
}

}  // namespace

Terms read_terms(std::span<const TopicPost> posts, const CommonWords& common, std::span<const std::string> queries) {
  Terms terms;
  const auto words = read_words_of(posts, common, OwnWords(queries));
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
