// Queries that are added, changed and removed while posts are matched.
#include "listen/compiled_queries.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "listen/random_query.h"

namespace resonanz::listen {
namespace {

std::vector<Id> ids_of(const std::vector<SavedHit>& hits) {
  std::vector<Id> out;
  for (const SavedHit& hit : hits) out.push_back(hit.query);
  return out;
}

std::vector<Id> by_reference(const std::map<Id, std::string>& queries, const Post& post) {
  std::vector<Id> out;
  Document document;
  document.assign(post);
  for (const auto& [id, text] : queries) {
    const auto query = parse(text, Rules::live);
    if (query && matches(*query, document)) out.push_back(id);
  }
  return out;
}

TEST(CompiledQueries, AChangeCountsFromTheNextPostOn) {
  CompiledQueries queries;
  const Post post = post_of("Das Rad bremst");
  EXPECT_TRUE(queries.match(post).empty());
  ASSERT_TRUE(queries.put(7, "rad").ok());
  ASSERT_TRUE(queries.put(3, "brems*").ok());
  EXPECT_EQ(ids_of(queries.match(post)), (std::vector<Id>{3, 7}));
  ASSERT_TRUE(queries.put(7, "auto").ok());
  EXPECT_EQ(ids_of(queries.match(post)), (std::vector<Id>{3}));
  queries.remove(3);
  queries.remove(99);
  EXPECT_TRUE(queries.match(post).empty());
  EXPECT_EQ(queries.size(), 1u);
}
TEST(CompiledQueries, WhatDoesNotCompileIsToldAndLeftOut) {
  CompiledQueries queries;
  const auto outcomes = queries.replace({{1, "rad"}, {2, "list:fehlt"}}, {});
  EXPECT_EQ(*outcomes.at(1), 1u);
  EXPECT_EQ(outcomes.at(2).error().code, Errc::list);
  EXPECT_EQ(ids_of(queries.match(post_of("rad"))), (std::vector<Id>{1}));
  EXPECT_EQ(queries.put(1, "(").error().code, Errc::syntax);
  EXPECT_TRUE(queries.match(post_of("rad")).empty());
}
TEST(CompiledQueries, PartsBecomeOneInTheBackground) {
  CompiledQueries queries;
  std::map<Id, std::string> all;
  for (Id id = 1; id <= 400; ++id) all[id] = fmt::format("w{} OR x{}", id % 40, id);
  queries.replace(all, {});
  for (Id id = 200; id < 1000; ++id) {
    all[id] = fmt::format("w{} y{}", id % 40, id % 3);
    ASSERT_TRUE(queries.put(id, all[id]).ok());
    if (id % 5 == 0) all.erase(id - 100), queries.remove(id - 100);
  }
  for (int round = 0; round < 2; ++round, queries.settle()) {
    EXPECT_EQ(queries.size(), all.size());
    for (int i = 0; i < 60; ++i) {
      const Post post = post_of(fmt::format("w{} x{} y{}", i % 40, i, i % 3));
      EXPECT_EQ(ids_of(queries.match(post)), by_reference(all, post)) << post.text;
    }
  }
}
TEST(CompiledQueries, FilesAnewByWhatItLearned) {
  CompiledQueries queries;
  queries.replace({{1, "haeufig selten"}}, {});
  for (int i = 0; i < 20'000; ++i) EXPECT_TRUE(queries.match(post_of("haeufig")).empty());
  queries.settle();
  EXPECT_EQ(ids_of(queries.match(post_of("selten haeufig"))), (std::vector<Id>{1}));
}
TEST(CompiledQueries, WhoMatchesSeesEveryQueryThatStaysWhateverElseChanges) {
  CompiledQueries queries;
  std::map<Id, std::string> all;
  for (Id id = 1; id <= 100; ++id) all[id] = "bleibt";
  queries.replace(all, {});
  std::atomic<bool> over{false};
  std::atomic<int> wrong{0};
  std::vector<std::jthread> readers;
  for (int i = 0; i < 2; ++i)
    readers.emplace_back([&] {
      const Post post = post_of("was bleibt");
      while (!over)
        if (queries.match(post).size() != 100) ++wrong;
    });
  for (Id id = 1000; id < 1600; ++id) {
    ASSERT_TRUE(queries.put(id, fmt::format("geht{}", id)).ok());
    if (id % 2) queries.remove(id);
  }
  over = true;
  readers.clear();
  EXPECT_EQ(wrong, 0);
}
RC_GTEST_PROP(CompiledQueriesProperty, AnyOrderOfChangesIsAsCompiledAtOnce,
              (const std::vector<std::pair<std::uint8_t, std::vector<std::uint8_t>>>& changes)) {
  CompiledQueries queries;
  std::map<Id, std::string> all;
  for (const auto& [choice, query] : changes) {
    const Id id = choice % 16 + 1;
    const std::string text = QueryWriter(query).query(2);
    if (choice >= 192) {
      queries.remove(id);
      all.erase(id);
    } else if (choice >= 184) {
      queries.replace(all, {});
    } else if (queries.put(id, text)) {
      all[id] = text;
    } else {
      all.erase(id);
    }
  }
  for (const Post& post : posts_to_match()) RC_ASSERT(ids_of(queries.match(post)) == by_reference(all, post));
}

}  // namespace
}  // namespace resonanz::listen
