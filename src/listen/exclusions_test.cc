#include "listen/exclusions.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "listen/print.h"
#include "listen/random_post.h"
#include "listen/random_query.h"

namespace resonanz::listen {
namespace {

std::string lost(std::string_view text) { return lost_by_exclusion(must_parse(text)).value_or("nothing"); }

TEST(Exclusions, WhatIsLostIsAQueryOfItsOwn) {
  EXPECT_EQ(lost("rad -gewinn"), "(rad) AND NOT (rad AND NOT gewinn)");
  EXPECT_EQ(lost("rad (bremse OR -gewinn)"), "(rad) AND NOT (rad AND (bremse OR NOT gewinn))");
  EXPECT_EQ(lost("rad OR bremse"), "nothing");
}
TEST(Exclusions, TheExcludedConditionsAreNamed) {
  const Query query = must_parse("rad -(gewinn OR \"zu verkaufen\") -(-bremse OR gabel NEAR/2 x)");
  std::string names;
  for (const NodeId id : excluded_conditions(query)) names += to_text(query, id) + ";";
  EXPECT_EQ(names, "gewinn;\"zu verkaufen\";gabel NEAR/2 x;");
}

/// True of a node where every condition under a NOT is taken as absent.
bool without_nots(const Query& query, NodeId id, bool negated, Document& document) {
  const Node& node = query.nodes[id];
  const auto below = [&](NodeId child) { return without_nots(query, child, negated, document); };
  if (node.type == Node::Type::none) return !without_nots(query, node.children[0], !negated, document);
  if (node.type == Node::Type::all) return std::all_of(node.children.begin(), node.children.end(), below);
  if (node.type == Node::Type::any) return std::any_of(node.children.begin(), node.children.end(), below);
  return !negated && is_true(query, id, document);
}

RC_GTEST_PROP(ExclusionsProperty, LostIsWhatMatchesOnlyWithoutTheNots,
              (const std::vector<std::uint8_t>& choices, const std::vector<std::uint8_t>& words)) {
  const auto query = parse(QueryWriter(choices).query(3), Rules::search);
  if (!query) return;
  const auto text = lost_by_exclusion(*query);
  if (!text) return;
  const auto lost = parse(*text, Rules::search);
  RC_ASSERT(lost.ok());
  std::vector<Post> posts = posts_to_match();
  posts.push_back(random_post(words));
  Document document;
  for (const Post& post : posts) {
    document.assign(post);
    const bool wanted = without_nots(*query, query->root, false, document) && !matches(*query, document);
    RC_ASSERT(matches(*lost, document) == wanted);
  }
}

}  // namespace
}  // namespace resonanz::listen
