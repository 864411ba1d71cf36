#include "understand/topics.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "understand/shipped.h"

namespace resonanz::understand {
namespace {

const CommonWords& common() {
  static const auto models = shipped_models();
  return models->words;
}

const std::vector<std::string> kQuery{"kranich OR kranichrad"};

/// 60 posts of everyday about a bicycle, then what the test adds.
std::vector<TopicPost> everyday(bool earlier, std::int64_t first_id) {
  const std::string kTalk[] = {
      "Heute mit dem Rad zur Arbeit gefahren, schöner Morgen", "Suche jemanden, der am Wochenende mitfährt",
      "Das Wetter war leider nicht so gut wie gedacht",        "Wer hat Erfahrung mit langen Touren im Herbst?",
      "Endlich Feierabend und noch eine Runde gedreht",        "Mein Nachbar fährt jetzt auch damit zum Einkaufen"};
  std::vector<TopicPost> out;
  for (std::int64_t i = 0; i < 60; ++i) out.push_back({first_id + i, kTalk[i % 6] + " Kranich", "de", false, earlier});
  return out;
}
void add(std::vector<TopicPost>& posts, int n, const std::string& text, bool earlier, bool negative = false) {
  for (int i = 0; i < n; ++i)
    posts.push_back({1000 + static_cast<std::int64_t>(posts.size()), text, "de", negative, earlier});
}
std::vector<TopicPost> weeks() {
  auto posts = everyday(true, 1);
  const auto now = everyday(false, 101);
  posts.insert(posts.end(), now.begin(), now.end());
  add(posts, 9, "Der Bremshebel am Kranich quietscht, Rückruf bitte!", false, true);
  add(posts, 12, "Kindersitz am Kranich montiert", true);
  add(posts, 12, "Kindersitz am Kranich montiert", false);
  return posts;
}

TEST(Topics, WhatIsNewComesFirstInPeoplesWords) {
  const auto topics = find_topics(weeks(), 1, common(), kQuery);
  ASSERT_FALSE(topics.empty());
  EXPECT_EQ(topics[0].status, Topic::Status::is_new);
  EXPECT_NE(topics[0].name.find("Bremshebel"), std::string::npos) << topics[0].name;
  EXPECT_NE(std::find(topics[0].terms.begin(), topics[0].terms.end(), "Rückruf"), topics[0].terms.end());
  EXPECT_EQ(topics[0].count, 9);
  EXPECT_EQ(topics[0].negative, 9);
  EXPECT_EQ(topics[0].before, 0);
  EXPECT_EQ(topics[0].examples.size(), 3u);
}

TEST(Topics, WhatGoesOnIsSteadyAndTheQuerysOwnWordIsNoTopic) {
  const auto topics = find_topics(weeks(), 1, common(), kQuery);
  const auto seat = std::find_if(topics.begin(), topics.end(),
                                 [](const Topic& t) { return t.name.find("Kindersitz") != std::string::npos; });
  ASSERT_NE(seat, topics.end());
  EXPECT_EQ(seat->status, Topic::Status::steady);
  EXPECT_EQ(seat->count, 12);
  for (const Topic& topic : topics) EXPECT_EQ(std::count(topic.terms.begin(), topic.terms.end(), "Kranich"), 0);
}

TEST(Topics, WhatMostPostsSpeakOfComesFirst) {
  const std::string kAbout[] = {"der Bremshebel quietscht", "das Tretlager knackt", "die Werkstatt ist voll",
                                "mein Händler schweigt",    "Termin erst im Juli",  "Formular lädt nicht",
                                "Hotline besetzt"};
  std::vector<TopicPost> posts;
  for (const std::string& about : kAbout) add(posts, 1, "Kranich Rückruf: " + about, false);
  for (const char* other : {"Schöner Morgen am Kanal", "Suche Mitfahrer", "Runde gedreht"}) add(posts, 1, other, false);
  const auto topics = find_topics(posts, {}, common(), kQuery);
  ASSERT_FALSE(topics.empty());
  EXPECT_EQ(topics[0].name, "Rückruf");
  EXPECT_EQ(topics[0].count, 7);
}

TEST(Topics, WhatEveryPostSpeaksOfComesFirstAndHidesNoOther) {
  std::vector<TopicPost> posts;
  for (int i = 0; i < 40; ++i)
    add(posts, 1, fmt::format("Gewinnspiel von Kranich{}", i % 4 == 0 ? ": ein Kindersitz" : ""), false);
  const auto topics = find_topics(posts, {}, common(), kQuery);
  ASSERT_EQ(topics.size(), 2u);
  EXPECT_EQ(topics[0].name, "Gewinnspiel");
  EXPECT_EQ(topics[0].count, 40);
  EXPECT_EQ(topics[1].name, "Kindersitz");
}

TEST(Topics, FunctionWordsAreNone) {
  std::vector<TopicPost> posts;
  for (const char* thing : {"Lager", "Kind", "Büro"}) add(posts, 1, fmt::format("Kranich fürs {}", thing), false);
  add(posts, 15, "Kranich, nevertheless", false);
  for (const Topic& topic : find_topics(posts, {}, common(), kQuery))
    EXPECT_EQ(topic.name.find("fürs"), std::string::npos) << topic.name;
  for (TopicPost& post : posts) post.language = "en";
  EXPECT_EQ(std::ranges::count(find_topics(posts, {}, common(), kQuery), "nevertheless", &Topic::name), 0);
}

TEST(Topics, WhatNobodySaidBeforeIsNewWhereThereIsATimeBefore) {
  std::vector<TopicPost> posts;
  add(posts, 8, "Kindersitz am Kranich montiert", false);
  EXPECT_EQ(find_topics(posts, {}, common(), kQuery).at(0).status, Topic::Status::steady);
  EXPECT_EQ(find_topics(posts, 0, common(), kQuery).at(0).status, Topic::Status::is_new);
  add(posts, 1, "Kranich gesehen", true);
  EXPECT_EQ(find_topics(posts, 1, common(), kQuery).at(0).status, Topic::Status::is_new);
}

TEST(Topics, AWordOfTheQueryWithAnOpenEndIsNoTopicEither) {
  std::vector<TopicPost> posts;
  for (const char* thing : {"singen", "fliegen", "rasten", "brüten"}) add(posts, 1, fmt::format("Kraniche {}", thing), false);
  const std::vector<std::string> query{"kranich*"};
  EXPECT_TRUE(find_topics(posts, {}, common(), query).empty());
  EXPECT_EQ(find_topics(posts, {}, common()).size(), 1u);
}

TEST(Topics, AreTheSameInWhateverOrderThePostsCome) {
  auto posts = weeks();
  const auto before = find_topics(posts, 1, common(), kQuery);
  std::mt19937 random(1);
  std::shuffle(posts.begin(), posts.end(), random);
  const auto after = find_topics(posts, 1, common(), kQuery);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].name, after[i].name);
    EXPECT_EQ(before[i].examples, after[i].examples);
  }
}

TEST(Topics, OfNothingAreNone) {
  EXPECT_TRUE(find_topics({}, 1, common()).empty());
  const std::vector<TopicPost> one{{1, "", "de", false, false}, {2, "\n\n", "", false, true}};
  EXPECT_TRUE(find_topics(one, 1, common()).empty());
}

}  // namespace
}  // namespace resonanz::understand
