#pragma once
// A house whose mentions are put in by hand, with an index.

#include "history/check.h"
#include "history/history.h"
#include "history/indexer.h"
#include "ingest/testing.h"

namespace resonanz::history::testing {

struct Archive : ingest::testing::House {
  std::optional<Indexer> indexer;
  std::optional<History> history;

  void SetUp() override {
    House::SetUp();
    indexer.emplace(*db, *keys);
    history.emplace(*keys);
  }
  void TearDown() override {
    history.reset();
    indexer.reset();
    House::TearDown();
  }

  /// Brings the index up to date.
  void index() {
    const Status status = indexer->catch_up();
    ASSERT_TRUE(status.ok()) << (status.ok() ? "" : status.error().text());
  }

  /// Stores posts, matched or not, in one transaction. `id` 0: fresh ones.
  std::vector<Id> store(std::vector<Post> posts, Id id = 0) {
    std::vector<Id> ids;
    const Status status = db->write([&](soci::session& sql) -> Status {
      for (Post& post : posts) {
        ingest::Mention mention;
        mention.id = mention.conversation = id ? id : next_id(clock.now());
        mention.source = source;
        mention.revision = "1";
        mention.received_at = clock.now();
        if (post.id.empty()) post.id = id_text(mention.id);
        mention.author_ref = keys->author_ref(source, clock.now(), post.author.handle);
        mention.post = std::move(post);
        sql << "INSERT INTO conversations (id, source_id, last_mention_id, last_at, waiting) VALUES (:id, :s, :m, 1, 0)",
            soci::use(mention.id), soci::use(mention.source), soci::use(mention.id);
        CHECK_OK(ingest::Mentions(*keys).insert(sql, mention));
        ids.push_back(mention.id);
      }
      return done();
    });
    EXPECT_TRUE(status.ok()) << (status.ok() ? "" : status.error().text());
    return ids;
  }
  Id store(Post post, Id id = 0) { return store(std::vector<Post>{std::move(post)}, id).at(0); }
  Id store(const std::string& text) { return store(with_text(text)); }
  void store(int count, const std::function<std::string(int)>& text) {
    std::vector<Post> posts;
    for (int i = 0; i < count; ++i) posts.push_back(with_text(text(i)));
    store(std::move(posts));
  }
  static Post with_text(const std::string& text) {
    Post post;
    post.text = text;
    return post;
  }
  void edit(Id id, const std::string& text) {
    ASSERT_TRUE(db->write([&](soci::session& sql) -> Status {
                    ingest::Mentions mentions(*keys);
                    TRY(auto mention, mentions.load(sql, id));
                    mention.post.text = text;
                    return mentions.update(sql, mention);
                  }).ok());
  }
  void remove(Id id) {
    ASSERT_TRUE(db->write([&](soci::session& sql) -> Status {
                    return ingest::Mentions(*keys).remove(sql, id, clock.now()), done();
                  }).ok());
  }

  Found find(const listen::Query& query, Wish wish = {.limit = 100000}) {
    auto found = db->read([&](soci::session& sql) { return history->find(sql, query, wish); });
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().text());
    return found.ok() ? *std::move(found) : Found{};
  }
  Found find(std::string_view text, Wish wish = {.limit = 100000}) {
    return find(*queries->parse(text, listen::Rules::search), std::move(wish));
  }
  std::set<Id> ids(std::string_view text) {
    std::set<Id> out;
    for (const Entry& hit : find(text).hits) out.insert(hit.id);
    return out;
  }
  std::string fault() {
    const auto checked = check_index(*db, *keys, 1'000'000);
    return checked ? checked->fault : checked.error().text();
  }
};

}  // namespace resonanz::history::testing
