// What lint says holds for every post: the part that it names is replaced by the constant that it claims, on random
// posts.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "listen/lint.h"
#include "listen/random_post.h"
#include "listen/random_query.h"
#include "listen/relatives.h"

namespace resonanz::listen {
namespace {

/// The answer with one node taken as constant.
bool answer_with(const Query& query, NodeId id, const Finding& finding, Document& document) {
  if (id == finding.node) return finding.constant;
  const Node& node = query.nodes[id];
  const auto below = [&](NodeId child) { return answer_with(query, child, finding, document); };
  if (node.type == Node::Type::all) return std::all_of(node.children.begin(), node.children.end(), below);
  if (node.type == Node::Type::any) return std::any_of(node.children.begin(), node.children.end(), below);
  if (node.type == Node::Type::none) return !below(node.children[0]);
  return is_true(query, id, document);
}

void expect_sound(const Query& query, std::vector<Post> posts) {
  const auto findings = findings_of(query);
  Document document;
  for (const Post& post : posts) {
    document.assign(post);
    const bool answer = matches(query, document);
    for (const Finding& finding : findings) {
      if (finding.node == query.root) RC_ASSERT(answer == finding.constant);
      RC_ASSERT(answer_with(query, query.root, finding, document) == answer);
    }
  }
}

using Choices = std::vector<std::uint8_t>;

/// Several queries from one row of choices.
template <typename Write>
void for_each_turn(Choices choices, Write&& write) {
  for (std::size_t turn = 0; turn < std::max<std::size_t>(1, choices.size()); ++turn) {
    write(choices);
    if (!choices.empty()) std::rotate(choices.begin(), choices.begin() + 1, choices.end());
  }
}

/// So a query said to match nothing matches none of these posts, one said to match everything all of them, and a part
/// said to change nothing changes nothing.
RC_GTEST_PROP(LintProperty, WhatIsFoundHoldsForEveryPost, (const Choices& choices, const Choices& words)) {
  std::vector<Post> posts = posts_to_match();
  posts.push_back(random_post(words));
  for_each_turn(choices, [&](const Choices& turned) {
    if (const auto query = parse(QueryWriter(turned).query(3), Rules::search)) expect_sound(*query, posts);
  });
}

std::string relatives(const Choices& choices) {
  static constexpr const char* kSigns[] = {" ", " OR ", " -", " OR -", " (", " OR (", ") ", ") OR "};
  std::string out = "haus";
  int open = 0;
  for (std::size_t i = 0; i + 1 < choices.size() && i < 16; i += 2) {
    std::string_view sign = kSigns[choices[i] % std::size(kSigns)];
    if (sign.front() == ')' && open == 0) sign = " ";
    open += sign.back() == '(' ? 1 : sign.front() == ')' ? -1 : 0;
    out += fmt::format("{}{}", sign, kRelatives[choices[i + 1] % std::size(kRelatives)]);
  }
  return out + std::string(static_cast<std::size_t>(open), ')');
}

Post relative(const Choices& choices) {
  static constexpr const char* kWords[] = {"das",    "rad",     "Rad",      "RAD",      "#rad",  "@rad",
                                           "radler", "radl",    "Rad-Haus", "rad haus", "bike",  "Müller",
                                           "muller", "mueller", "x",        "drad",     "radel", "https://a.de/x"};
  std::string title, text;
  for (std::size_t i = 0; i < choices.size() && i < 12; ++i)
    (choices[i] % 5 == 0 ? title : text) += fmt::format("{} ", kWords[choices[i] % std::size(kWords)]);
  const std::size_t n = choices.empty() ? 0 : choices.back();
  Post post = post_of(std::move(text), n % 3 ? "de" : n % 2 ? "en" : "", std::move(title));
  post.id = std::to_string(n);
  post.author.handle = n % 2 ? "x" : "", post.author.id = n % 3 ? "y" : "";
  post.network = n % 5 ? "n" : "m";
  post.kind = n % 4 ? PostKind::post : PostKind::reply;
  if (n % 4) post.counts.likes = static_cast<std::int64_t>(n % 7);
  if (n % 3) post.url = n % 2 ? "https://www.a.de/x" : n % 5 ? "https://a.de/y" : "https://b.de/";
  if (n % 4) post.created_at = *parse_rfc3339("2026-01-01") + static_cast<TimeUs>(n % 6) * kDayUs;
  return post;
}

RC_GTEST_PROP(LintProperty, WhatFollowsForNearRelativesHoldsForEveryPost,
              (const Choices& choices, const std::vector<Choices>& words)) {
  const Lists lists = lists_of_relatives();
  std::vector<Post> posts;
  for (const Choices& row : words)
    for_each_turn(row, [&](const Choices& turned) { posts.push_back(relative(turned)); });
  if (posts.size() > 60) posts.resize(60);
  for_each_turn(choices, [&](const Choices& turned) {
    if (const auto query = parse(relatives(turned), Rules::search, lists)) expect_sound(*query, posts);
  });
}

}  // namespace
}  // namespace resonanz::listen
