#include "listen/implication.h"

#include <gtest/gtest.h>

#include "listen/relatives.h"

namespace resonanz::listen {
namespace {

/// Every row of four of these words, and what posts know beside their words.
std::vector<Post> posts_of_relatives() {
  static constexpr const char* kWords[] = {"das", "rad", "Rad", "x", "radler", "bike", "#rad"};
  static constexpr const char* kMore[] = {
      "RAD",  "@rad",  "radl",           "Rad-Haus",    "rad haus haus", "Müller",  "muller", "mueller",
      "drad", "radel", "https://a.de/x", "rad rad rad", "das rad das",   "#radler", "ruder",  "raxl"};
  std::vector<std::string> texts(std::begin(kMore), std::end(kMore));
  for (const char* a : kWords)
    for (const char* b : kWords)
      for (const char* c : kWords)
        for (const char* d : kWords) texts.push_back(fmt::format("{} {} {} {}", a, b, c, d));
  std::vector<Post> out;
  for (std::size_t n = 0; n < texts.size(); ++n) {
    Post post = post_of(n % 4 ? texts[n] : "", n % 3 ? "de" : "en", n % 4 ? "" : texts[n]);
    post.id = std::to_string(n);
    post.thread = std::to_string(n % 3);
    post.author.handle = n % 2 ? "x" : "", post.author.id = n % 3 ? "y" : "";
    post.network = n % 5 ? "n" : "m";
    post.kind = n % 4 ? PostKind::post : PostKind::reply;
    if (n % 9) post.counts.likes = static_cast<std::int64_t>(n % 8);
    if (n % 3) post.url = n % 2 ? "https://www.a.de/x" : n % 5 ? "https://a.de/y" : "https://b.de/";
    if (n % 4) post.created_at = *parse_rfc3339("2026-01-01") + static_cast<TimeUs>(n % 7) * kDayUs;
    out.push_back(std::move(post));
  }
  return out;
}

struct Pair {
  std::string_view a, b;
  bool implies, excludes;
};

/// What is claimed of every pair, as "a" follows "b" in one query.
std::vector<Pair> claims() {
  const Lists lists = lists_of_relatives();
  std::vector<Pair> out;
  for (const char* a : kRelatives)
    for (const char* b : kRelatives) {
      const Query query = must_parse(fmt::format("({}) AND ({})", a, b), lists);
      const Node& both = query.nodes[query.root];
      const Implication logic(query);
      if (both.type == Node::Type::all && both.children.size() == 2)
        out.push_back({a, b, logic.implies(both.children[0], both.children[1]),
                       logic.excludes(both.children[0], both.children[1])});
    }
  return out;
}

TEST(Implication, WhatIsClaimedOfAPairHoldsForEveryPost) {
  const Lists lists = lists_of_relatives();
  const std::vector<Post> posts = posts_of_relatives();
  std::map<std::string_view, std::vector<bool>> answers;
  Document document;
  for (const char* text : kRelatives) {
    const Query query = must_parse(text, lists);
    for (const Post& post : posts) {
      document.assign(post);
      answers[text].push_back(matches(query, document));
    }
  }
  std::size_t implied = 0, excluded = 0;
  for (const Pair& pair : claims()) {
    const auto &a = answers[pair.a], &b = answers[pair.b];
    for (std::size_t i = 0; i < posts.size(); ++i) {
      if (pair.implies && a[i]) {
        ASSERT_TRUE(b[i]) << pair.a << " implies " << pair.b << ": " << posts[i].text;
      }
      if (pair.excludes && a[i]) {
        ASSERT_FALSE(b[i]) << pair.a << " excludes " << pair.b << ": " << posts[i].text;
      }
    }
    implied += pair.implies && pair.a != pair.b;
    excluded += pair.excludes;
  }
  EXPECT_GT(implied, 100u);
  EXPECT_GT(excluded, 15u);
}

}  // namespace
}  // namespace resonanz::listen
