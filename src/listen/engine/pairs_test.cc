// Live = brute force, on millions of pairs of a query and a post, made and real.
#include <gtest/gtest.h>

#include <cstdio>
#include <random>

#include "listen/engine/engine.h"
#include "listen/random_query.h"
#include "model/post_json.h"
#include "text/testing/shared_data.h"

namespace resonanz::listen {
namespace {

using Random = std::mt19937_64;

std::size_t pick(Random& random, std::size_t most) { return random() % most; }

/// Asks everything twice and says how much was asked.
class Referee {
 public:
  void add(std::string_view text) {
    if (auto query = parse(text, Rules::live)) queries_.push_back(*std::move(query));
  }
  void ask(const std::vector<Post>& posts) {
    const Frequencies unknown;
    EngineBuilder builder(unknown);
    for (const Query& query : queries_) builder.add(query);
    const Engine engine = std::move(builder).finish();
    for (const Post& post : posts) {
      document_.assign(post);
      engine.match(document_, scratch_, fast_);
      slow_.clear();
      for (std::uint32_t i = 0; i < queries_.size(); ++i)
        if (matches(queries_[i], document_)) slow_.push_back(i);
      pairs_ += queries_.size();
      matches_ += slow_.size();
      ASSERT_EQ(fast_, slow_) << post.title << '\n' << post.text;
    }
    queries_.clear();
  }
  std::uint64_t pairs() const { return pairs_; }
  std::uint64_t found() const { return matches_; }

 private:
  std::vector<Query> queries_;
  Document document_;
  Engine::Scratch scratch_;
  std::vector<std::uint32_t> fast_, slow_;
  std::uint64_t pairs_ = 0, matches_ = 0;
};

std::string made_query(Random& random) {
  std::vector<std::uint8_t> choices(5 + pick(random, 40));
  for (auto& choice : choices) choice = static_cast<std::uint8_t>(random());
  return QueryWriter(choices).query(3);
}

/// Words of the made queries and what is nearly one, with everything that can stand between words.
std::string made_text(Random& random, std::size_t words) {
  static constexpr const char* kWords[] = {
      "a",           "b",       "c",   "A",       "ä",      "E-Mail",   "e mail",
      "Email",       "AT&T",    "C++", "#a",      "@b",     "$c",       "abc",
      "xabcy",       "ab",      "str", "straße",  "東京都", "👍🏽", "👍",
      "Wien",        "W",       "x",   "a's",     "b/c",    "a.b",      "https://acme.de/x",
      "www.acme.de", "acme.de", "E-M", "a\u0308", "the",    "und"};
  static constexpr const char* kBetween[] = {" ", " ", " ", ", ", ". ", "\n", "-", "’", " (", ") ", "", "\u00A0", "?"};
  std::string out;
  for (; words > 0; --words) {
    out += kWords[pick(random, std::size(kWords))];
    out += kBetween[pick(random, std::size(kBetween))];
  }
  return out;
}

Post made_post(Random& random) {
  static constexpr const char* kLangs[] = {"", "de", "en", "de-AT"};
  Post post = post_of(made_text(random, pick(random, 30)), kLangs[pick(random, 4)],
                      pick(random, 3) == 0 ? made_text(random, pick(random, 6)) : "");
  post.id = std::to_string(random() % 1000);
  post.author.handle = pick(random, 2) ? "x" : "Z";
  post.kind = pick(random, 2) ? PostKind::reply : PostKind::post;
  post.network = pick(random, 2) ? "n" : "m";
  if (pick(random, 2)) post.counts.likes = static_cast<std::int64_t>(pick(random, 7));
  if (pick(random, 4) == 0) post.url = "https://www.acme.de/y";
  if (pick(random, 4) == 0) post.thread = "t";
  return post;
}

TEST(EngineProperty, ThreeMillionPairsOfMadeQueriesAndPosts) {
  Random random(42);
  Referee referee;
  while (referee.pairs() < 3'000'000 && !HasFatalFailure()) {
    for (int i = 0; i < 600; ++i) referee.add(made_query(random));
    std::vector<Post> posts;
    for (int i = 0; i < 250; ++i) posts.push_back(made_post(random));
    referee.ask(posts);
  }
  EXPECT_GE(referee.pairs(), 3'000'000u);
  EXPECT_GT(referee.found(), referee.pairs() / 20);
  fmt::print("{} pairs, {} matches\n", referee.pairs(), referee.found());
}

/// Calls see(post) for the first posts of the recorded stream.
template <typename See>
void each_real_post(std::size_t most, See&& see) {
  const std::string file = (text::testing::kSharedData / "stream/reddit-posts.jsonl.zst").string();
  std::FILE* in = popen(("zstdcat '" + file + "' 2>/dev/null").c_str(), "r");
  ASSERT_NE(in, nullptr);
  PostReader reader;
  char* line = nullptr;
  std::size_t room = 0;
  for (ssize_t size; most > 0 && (size = getline(&line, &room, in)) > 0; --most)
    if (const auto post = reader.read({line, static_cast<std::size_t>(size)})) see(*post);
  std::free(line);
  pclose(in);
}

std::string real_query(Random& random, const std::vector<std::string>& words) {
  const auto word = [&] { return words[pick(random, words.size())]; };
  switch (pick(random, 8)) {
    case 0:
      return fmt::format("{} {} -{}", word(), word(), word());
    case 1:
      return fmt::format("({} OR {} OR {}) ({} OR {}) -{}", word(), word(), word(), word(), word(), word());
    case 2:
      return fmt::format("{} NEAR/{} {}", word(), pick(random, 9), word());
    case 3:
      return fmt::format("\"{} {}\"", word(), word());
    case 4:
      return fmt::format("({}* OR *{}) {}", word(), word(), word());
    case 5:
      return fmt::format("title:{} OR \"{} {}\"~3", word(), word(), word());
    case 6:
      return fmt::format("={} OR {}{{2,}}", word(), word());
    default:
      return fmt::format("*{}* -{}", word(), word());
  }
}

TEST(EngineProperty, RealPosts) {
  NEEDS_SHARED_DATA("stream/reddit-posts.jsonl.zst");
  std::vector<Post> posts;
  each_real_post(20'000, [&](const Post& post) {
    if (posts.size() < 1500 && post.text.size() % 7 == 0) posts.push_back(post);
  });
  std::vector<std::string> words;
  Document document;
  for (std::size_t i = 0; i < posts.size(); i += 10) {
    document.assign(posts[i]);
    for (const Token& token : document.tokens())
      if (token.kind == TokenKind::word && token.folded.size() > 2 && token.folded.size() < 12)
        words.emplace_back(token.exact);
  }
  Random random(42);
  Referee referee;
  for (int i = 0; i < 250; ++i) referee.add(real_query(random, words));
  referee.ask(posts);
  EXPECT_GT(referee.found(), 1000u);
  fmt::print("{} pairs, {} matches\n", referee.pairs(), referee.found());
}

TEST(Readings, OfEveryPostOfTheStreamAreTheTokenisers) {
  NEEDS_SHARED_DATA("stream/reddit-posts.jsonl.zst");
  using Seen = std::vector<std::tuple<Field, TokenKind, std::string_view, std::uint32_t, std::uint32_t>>;
  Document document;
  Engine::Scratch scratch;
  Seen expected, seen;
  std::size_t posts = 0, different = 0;
  each_real_post(SIZE_MAX, [&](const Post& post) {
    document.assign(post);
    scratch.read(document);
    expected.clear();
    seen.clear();
    document.each_reading([&](const Token& token, std::string_view reading, std::uint64_t) {
      expected.emplace_back(token.field, token.kind, reading, token.first, token.last);
    });
    for (std::size_t i = 0; i < scratch.readings().size(); ++i) {
      const text::Reading reading = scratch.readings()[i];
      seen.emplace_back(reading.field(), reading.kind(), reading.text(), reading.first, reading.last());
    }
    std::sort(expected.begin(), expected.end());
    std::sort(seen.begin(), seen.end());
    ++posts;
    different += seen != expected;
  });
  EXPECT_GT(posts, 100'000u);
  EXPECT_EQ(different, 0u) << "of " << posts << " posts";
}

}  // namespace
}  // namespace resonanz::listen
