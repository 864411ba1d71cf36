#include "listen/groups.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "listen/print.h"
#include "listen/random_post.h"
#include "listen/random_query.h"

namespace resonanz::listen {
namespace {

/// "all[a b] any[c d]", or the reason's code and offset.
std::string grouped(std::string_view text) {
  const auto result = groups_of(must_parse(text));
  if (const auto* why = std::get_if<Remark>(&result)) return fmt::format("{} {}", why->code_text(), why->offset);
  std::string out;
  for (const ConditionGroup& group : std::get<0>(result))
    out += fmt::format("{}{}[{}]", out.empty() ? "" : " ", name_of(group.kind), fmt::join(group.conditions, "; "));
  return out;
}

std::string text(const std::vector<ConditionGroup>& groups) {
  const auto result = text_of(groups, {});
  return result ? *result : fmt::format("{} {}", code_of(result.error().code), result.error().detail);
}

TEST(Groups, AllAnyAndNone) {
  EXPECT_EQ(grouped("rad (bremse OR \"lenker wackelt\"~2) -gewinn lang:de"),
            "all[rad] any[bremse; \"lenker wackelt\"~2] none[gewinn] all[lang:de]");
  EXPECT_EQ(grouped("a OR b"), "any[a; b]");
  EXPECT_EQ(grouped("title:(a OR b) c NEAR/2 d"), "any[title:a; title:b] all[c NEAR/2 d]");
  EXPECT_EQ(grouped("a -b -(c OR d)"), "all[a] none[b; c; d]");
  EXPECT_EQ(grouped("(a OR b) (c OR d)"), "any[a; b] any[c; d]");
}
TEST(Groups, WhatTheTreeDoesNotAllowIsRefusedWithItsPlace) {
  EXPECT_EQ(grouped("a OR (b c)"), "B_AND_IN_OR 6");
  EXPECT_EQ(grouped("x (a OR -b)"), "B_AND_IN_OR 9");
  EXPECT_EQ(grouped("a -(b c)"), "B_NOT_AND 4");
  std::string many = "a";
  for (int i = 0; i < 500; ++i) many += " OR a";
  EXPECT_EQ(grouped(many).substr(0, 10), "B_TOO_LONG");
}
TEST(Groups, TheirTextIsCanonical) {
  using enum ConditionGroup::Kind;
  EXPECT_EQ(text({{all, {"a", "\"b  c\""}}, {any, {"d", "title:e"}}, {none, {"f", "g"}}}),
            "a AND \"b  c\" AND (d OR title:e) AND NOT f AND NOT g");
  EXPECT_EQ(text({{any, {"a", "b"}}}), "a OR b");
  EXPECT_EQ(text({{all, {}}, {any, {"a"}}, {none, {}}}), "a");
  EXPECT_EQ(text({{all, {}}}), "E_EMPTY ");
}
TEST(Groups, AChipIsOneCondition) {
  using enum ConditionGroup::Kind;
  EXPECT_EQ(text({{all, {"a OR b"}}}), "E_CONDITION a OR b");
  EXPECT_EQ(text({{all, {"a b"}}}), "E_CONDITION a b");
  EXPECT_EQ(text({{all, {"(a"}}}).substr(0, 8), "E_SYNTAX");
  EXPECT_EQ(text({{any, {"a NEAR/2 (b OR c)", "x{2,}"}}}), "a NEAR/2 (b OR c) OR x{2,}");
}

std::string answers(const Query& query, const std::vector<Post>& posts) {
  std::string out;
  Document document;
  for (const Post& post : posts) {
    document.assign(post);
    out += matches(query, document) ? '1' : '0';
  }
  return out;
}

/// The groups keep the order of the conditions; only NOT over an OR and an OR in an OR are written out flat.
RC_GTEST_PROP(GroupsProperty, TextToGroupsToTextLosesNothing,
              (const std::vector<std::uint8_t>& choices, const std::vector<std::uint8_t>& words)) {
  const auto query = parse(QueryWriter(choices).query(2), Rules::search);
  if (!query) return;
  const auto groups = groups_of(*query);
  RC_CLASSIFY(groups.index() == 0, "can be shown as groups");
  if (groups.index() != 0) return;
  const auto text = text_of(std::get<0>(groups), {});
  RC_ASSERT(text.ok());
  const auto again = parse(*text, Rules::search);
  RC_ASSERT(again.ok());
  RC_ASSERT(groups_of(*again) == groups);
  RC_ASSERT(to_text(*again) == *text);
  std::vector<Post> posts = posts_to_match();
  posts.push_back(random_post(words));
  RC_ASSERT(answers(*again, posts) == answers(*query, posts));
  const bool flat = std::none_of(query->nodes.begin(), query->nodes.end(), [&](const Node& node) {
    if (node.type != Node::Type::none && node.type != Node::Type::any && node.type != Node::Type::all) return false;
    return std::any_of(node.children.begin(), node.children.end(), [&](NodeId child) {
      const auto below = query->nodes[child].type;
      return below == Node::Type::any ? node.type != Node::Type::all : below == node.type;
    });
  });
  if (flat) RC_ASSERT(to_text(*again) == to_text(*query));
}

}  // namespace
}  // namespace resonanz::listen
