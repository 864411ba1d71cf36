// Live = brute force: the engine gives what the reference evaluator gives, for every query and every post.
#include "listen/engine/engine.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "listen/random_query.h"

namespace resonanz::listen {
namespace {

class Both {
 public:
  void add(std::string_view text) {
    if (auto query = parse(text, Rules::live)) queries_.push_back(std::make_unique<Query>(*std::move(query)));
  }
  void build(const Frequencies& frequencies = {}) {
    EngineBuilder builder(frequencies);
    for (const auto& query : queries_) builder.add(*query);
    engine_.emplace(std::move(builder).finish());
  }
  std::vector<std::uint32_t> fast(const Post& post) {
    std::vector<std::uint32_t> out;
    document_.assign(post);
    engine_->match(document_, scratch_, out);
    return out;
  }
  std::vector<std::uint32_t> slow(const Post& post) {
    std::vector<std::uint32_t> out;
    document_.assign(post);
    for (std::uint32_t i = 0; i < queries_.size(); ++i)
      if (matches(*queries_[i], document_)) out.push_back(i);
    return out;
  }
  const Engine& engine() const { return *engine_; }
  std::size_t size() const { return queries_.size(); }

 private:
  std::vector<std::unique_ptr<Query>> queries_;
  std::optional<Engine> engine_;
  Engine::Scratch scratch_;
  Document document_;
};

RC_GTEST_PROP(EngineProperty, LiveIsBruteForce, (const std::vector<std::vector<std::uint8_t>>& texts)) {
  Both both;
  for (const auto& choices : texts) both.add(QueryWriter(choices).query(3));
  both.build();
  for (const Post& post : posts_to_match()) RC_ASSERT(both.fast(post) == both.slow(post));
}

TEST(Engine, AsksOnlyWhatAPostCouldAnswer) {
  Both both;
  for (const char* text :
       {"acme", "acme OR globex", "(acme OR globex) kaputt", "a NEAR/2 b", "bahn*", "author:x", "-a -(-b)"})
    both.add(text);
  both.build();
  EXPECT_EQ(both.engine().always_asked(), 0u);
  both.add("has:link");
  both.add("raw:\"x y\"");
  both.build();
  EXPECT_EQ(both.engine().always_asked(), 2u);
}
TEST(Engine, ManyPhrasesOfFrequentWordsAreFound) {
  Both both;
  for (const char first : std::string_view("abcdefgh"))
    for (const char second : std::string_view("abcdefgh")) {
      both.add(fmt::format("\"{} {}\"", first, second));
      both.add(fmt::format("\"e-{} {}'s x\" -{}", first, second, second));
    }
  both.add("title:\"a b\"");
  both.add("\"a b\"~2");
  both.build();
  for (const char* text : {"a b", "b a", "a, b! c", "E-A b's x", "#a b", "a #b", "ea bs x", "a x b", "e a b s x", "a"})
    for (const char* title : {"", "a", "a b"})
      EXPECT_EQ(both.fast(post_of(text, "", title)), both.slow(post_of(text, "", title))) << title << " / " << text;
}
TEST(Engine, WildcardsOfEveryShapeAreFound) {
  Both both;
  for (const char* text : {"stra*", "*bahn", "*ssenba*", "str*bahn", "stra?e", "strassenbah?", "*asse*ahn", "=Stra*",
                           "#str*", "langeswortanfang*"})
    both.add(text);
  both.build();
  for (const char* text : {"Straßenbahn", "strasse bahn", "#Straße", "Langeswortanfangs", "xbahn", "Strasenbahnx"})
    EXPECT_EQ(both.fast(post_of(text)), both.slow(post_of(text))) << text;
  EXPECT_EQ(both.fast(post_of("Straßenbahn")).size(), 7u);
}
TEST(Engine, APartOfAJoinedWordMayHaveTooFewLettersToBeLookedUpBy) {
  Both both;
  for (const char* text : {"?d?-onear", "E-?ail", "?-?-bahn", "*-abc"}) both.add(text);
  ASSERT_EQ(both.size(), 4u);
  both.build();
  for (const char* text : {"ade onear", "ade-onear", "adeonear", "E-Mail", "e maid", "a b bahn", "x abc", "onear"})
    EXPECT_EQ(both.fast(post_of(text)), both.slow(post_of(text))) << text;
  EXPECT_EQ(both.fast(post_of("ade-onear e-mail")), (std::vector<std::uint32_t>{0, 1}));
}
TEST(Engine, WordsAsTheyAreWrittenMayHaveSigns) {
  Both both;
  for (const char* text : {"=VER?ZON*", "=co*", "=Co*a", "=*LLE*", "=Straß*", "=e-m*", "=E-Mail"}) both.add(text);
  both.build();
  EXPECT_EQ(both.engine().always_asked(), 1u);
  for (const char* text :
       {"VER&ZON", "co\u0140lega Col\u0140la", "MÜLLER a\u0308LLEx", "Straßen", "e-mail e-Mail E-Mail"})
    EXPECT_EQ(both.fast(post_of(text)), both.slow(post_of(text))) << text;
  EXPECT_EQ(both.fast(post_of("VER&ZONX ver&zon")), (std::vector<std::uint32_t>{0}));
}
TEST(Engine, WildcardsThatBeginWithLettersTellOneQueryFromAnother) {
  Both both;
  for (const char* text : {"selten (ab* OR abc*)", "selten (ab* OR *bc*)", "selten (äb* OR =Ab*)", "selten #abc*",
                           "selten (a?c* OR abcdefgh*)", "selten title:abcd*"})
    both.add(text);
  both.build();
  for (const char* text : {"selten", "selten ab", "selten abcdefghi", "selten xbcx", "selten Äbte", "selten #abcd",
                           "selten Abc", "selten axc", "selten a b c"})
    EXPECT_EQ(both.fast(post_of(text, "", "ab")), both.slow(post_of(text, "", "ab"))) << text;
}
TEST(Engine, PlacesOfWordsAreThoseOfTheEvaluator) {
  Both both;
  for (const char* text :
       {"\"a b c\"", "\"a (b OR c) a\"", "\"E-Mail a\"", "\"a AT&T\"", "a NEAR/0 b", "a ONEAR/1 b", "b ONEAR/1 a",
        "(a OR \"b c\") NEAR/2 (c OR E-Mail)", "a NEAR/3 a", "title:(a NEAR/5 b)", "NOT \"a b\" c", "email ONEAR/0 c",
        "\"e mail\" NEAR/1 mail", "\"a b\" NEAR/0 \"b c\"", "a NEAR/1 b NEAR/1 c", "\"c a\" OR \"b a\""})
    both.add(text);
  both.build();
  for (const char* text : {"a b c", "c b a", "a x b x c", "a E-Mail c", "e mail c a b", "a a", "b c a", "a. b? c! a, b",
                           "AT&T a AT&T", "a https://acme.de/x b", "b x x a c a b c", "c"})
    for (const char* title : {"", "a b", "c a"})
      EXPECT_EQ(both.fast(post_of(text, "", title)), both.slow(post_of(text, "", title))) << title << ": " << text;
}
TEST(Engine, ManyQueriesShareTheirWords) {
  Both both;
  for (int i = 0; i < 3000; ++i) both.add(fmt::format("w{} (w{} OR w{}) -w{}", i % 50, i % 31, i % 17, i % 7));
  both.build();
  for (int i = 0; i < 200; ++i) {
    const Post post = post_of(fmt::format("w{} w{} w{} x", i % 53, i % 29, i % 11));
    EXPECT_EQ(both.fast(post), both.slow(post)) << post.text;
  }
}
TEST(Engine, PairsOfWordsAreDecidedAsByTheEvaluator) {
  Both both;
  for (const char* text : {"a b", "b a", "a", "b", "a a", "#a b", "a @b", "$c a", "a -b", "title:a b", "a title:b",
                           "a E-Mail", "schön b", "a 👍", "C++ a", "a東 b", "=A b", "a b c", "a (b OR c)"})
    both.add(text);
  for (int i = 0; i < 500; ++i) both.add(fmt::format("w{} w{}", i % 23, i % 41));
  both.build();
  for (const char* text :
       {"a b", "a", "b", "", "#a b", "#a @b", "$C a b", "E-Mail a", "schoen b", "schön b", "👍🏽 a", "A C++ b c"})
    for (const char* title : {"", "a", "b"})
      EXPECT_EQ(both.fast(post_of(text, "", title)), both.slow(post_of(text, "", title))) << title << ": " << text;
  std::string all;
  for (int i = 0; i < 41; ++i) {
    all += fmt::format("w{} ", 40 - i);
    EXPECT_EQ(both.fast(post_of(all)), both.slow(post_of(all))) << all;
  }
  EXPECT_EQ(both.fast(post_of(all)).size(), 500u);
}
TEST(Engine, APostThatRepeatsItselfAnswersOnce) {
  Both both;
  for (const char* text : {"a b", "a", "a OR b", "a (b OR c)", "\"a b\"", "ab* a"}) both.add(text);
  both.build();
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "a b abc ";
  EXPECT_EQ(both.fast(post_of(text)), (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5}));
}
TEST(Engine, ALongPostIsReadLikeAShortOne) {
  Both both;
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += fmt::format("w{} ", i);
  for (int i = 0; i < 200'000; i += 997) both.add(fmt::format("w{} w{}", i, i / 2));
  both.add("w9* w1");
  both.add("w1 NEAR/3 w4");
  both.build();
  const Post post = post_of(text);
  EXPECT_EQ(both.fast(post), both.slow(post));
}
TEST(Engine, WhatWasLearnedChangesTheCostAndNotTheAnswer) {
  Frequencies learned;
  text::Readings readings;
  readings.begin();
  readings.add("selten", Field::text, false);
  for (int i = 0; i < 1000; ++i) learned.learn(readings);
  EXPECT_GT(learned.of_word(hash_of(TokenKind::word, "selten"), 6), 0.9);
  EXPECT_LT(learned.of_word(hash_of(TokenKind::word, "und"), 3), 0.1);
  Both both;
  both.add("selten und");
  both.build(learned);
  EXPECT_EQ(both.fast(post_of("und selten")).size(), 1u);
  EXPECT_EQ(both.fast(post_of("selten")).size(), 0u);
}
TEST(Engine, AScratchServesOneEngineAfterAnother) {
  Both both;
  both.add("a");
  both.build();
  EXPECT_EQ(both.fast(post_of("a b")).size(), 1u);
  both.add("b");
  both.build();
  EXPECT_EQ(both.fast(post_of("a b")).size(), 2u);
  EXPECT_EQ(both.fast(post_of("c")).size(), 0u);
}

}  // namespace
}  // namespace resonanz::listen
