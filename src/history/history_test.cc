// Invariant 10: history = engine = brute force.
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "history/testing.h"
#include "listen/random_query.h"

namespace resonanz::history {
namespace {

struct Invariant : testing::Archive {};
struct Index : testing::Archive {};

constexpr const char* kWords[] = {"a",      "b",     "c",       "ä",      "ab",     "abc",
                                  "E-Mail", "AT&T",  "C++",     "#a",     "@b",     "$c",
                                  "Wien",   "x y",   "strasse", "Straße", "東京都", "👍🏽",
                                  "A B",    "B. C?", "E-Mails", "xabcx",  "a b",    "https://acme.de/x",
                                  "=A",     "b c"};

class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  std::size_t pick(std::size_t n) { return random_() % n; }
  std::string text() {
    std::string out;
    for (std::size_t n = pick(12); n > 0; --n)
      out += std::string(out.empty() ? "" : " ") + kWords[pick(std::size(kWords))];
    return out;
  }
  Post post() {
    Post p;
    p.text = text();
    if (pick(3) == 0) p.title = text();
    p.lang = std::array{"", "de", "en"}[pick(3)];
    p.network = std::array{"n", "m"}[pick(2)];
    p.kind = std::array{PostKind::post, PostKind::reply, PostKind::comment}[pick(3)];
    p.source = std::array{"archive", "other"}[pick(2)];
    p.author.handle = std::array{"x", "y", "z"}[pick(3)];
    p.created_at = parse_rfc3339("2026-11-01T00:00:00Z").value() + static_cast<TimeUs>(pick(20)) * kDayUs;
    if (pick(2) == 0) p.counts.likes = static_cast<std::int64_t>(pick(6));
    if (pick(4) == 0) p.links = {"https://acme.de/y"};
    if (pick(4) == 0) p.url = "https://www.acme.de/x/1";
    if (pick(4) == 0) p.mentions = {"b"};
    if (pick(4) == 0) p.media = {"image"};
    if (pick(4) == 0) p.thread = "t";
    return p;
  }
  std::string query() {
    std::vector<std::uint8_t> choices(24);
    for (auto& choice : choices) choice = static_cast<std::uint8_t>(random_());
    return listen::QueryWriter(choices).query(3);
  }

 private:
  std::mt19937 random_;
};

/// All queries on all stored posts, three ways.
void compare(testing::Archive& house, const std::vector<listen::Query>& queries, std::int64_t& pairs) {
  std::vector<std::set<Id>> brute(queries.size()), engine(queries.size());
  const listen::Frequencies frequencies;
  listen::EngineBuilder builder(frequencies);
  for (const auto& query : queries) builder.add(query);
  const listen::Engine all = std::move(builder).finish();
  listen::Engine::Scratch scratch;
  listen::Document document;
  std::vector<std::uint32_t> matched;
  ASSERT_TRUE(house.db
                  ->read([&](soci::session& sql) {
                    return ingest::Mentions(*house.keys).scan(sql, [&](const ingest::Mention& mention) {
                      document.assign(mention.post);
                      for (std::size_t i = 0; i < queries.size(); ++i)
                        if (listen::matches(queries[i], document)) brute[i].insert(mention.id);
                      all.match(document, scratch, matched);
                      for (const auto i : matched) engine[i].insert(mention.id);
                      pairs += static_cast<std::int64_t>(queries.size());
                      return true;
                    });
                  })
                  .ok());
  for (std::size_t i = 0; i < queries.size(); ++i) {
    ASSERT_EQ(engine[i], brute[i]) << queries[i].text;
    const Found found = house.find(queries[i], {.limit = 100000, .per_day = true});
    std::set<Id> history;
    std::map<std::int32_t, std::int64_t> per_day;
    for (const Entry& hit : found.hits) {
      history.insert(hit.id);
      ++per_day[day_of(hit.created)];
    }
    ASSERT_EQ(history, brute[i]) << queries[i].text;
    ASSERT_EQ(found.total, static_cast<std::int64_t>(brute[i].size())) << queries[i].text;
    ASSERT_EQ(found.per_day, per_day) << queries[i].text;
    ASSERT_TRUE(std::is_sorted(found.hits.rbegin(), found.hits.rend())) << queries[i].text;
    ASSERT_EQ(found.undecided, 0);
  }
}

TEST_F(Invariant, HistoryIsEngineIsBruteForce) {
  listen::detect_languages_by([](const Post& post) { return std::string(post.text.size() % 3 == 0 ? "de" : ""); });
  Writer writer(20261123);
  std::vector<listen::Query> list;
  while (list.size() < 1100)
    if (auto query = listen::parse(writer.query(), listen::Rules::live)) list.push_back(*std::move(query));
  std::vector<Id> ids;
  std::int64_t pairs = 0;
  for (int round = 0; round < 5; ++round) {  // segments of several sizes, merged as they grow
    std::vector<Post> posts;
    for (int i = 0; i < (round == 0 ? 150 : 25); ++i) posts.push_back(writer.post());
    for (const Id id : store(std::move(posts))) ids.push_back(id);
    index();
  }
  ASSERT_GT(number("SELECT count(*) FROM history_segments"), 1);
  compare(*this, list, pairs);
  // Some new, some changed, some gone: what no segment knows yet.
  for (int i = 0; i < 20; ++i) store(writer.post());
  for (int i = 0; i < 30; ++i) edit(ids[writer.pick(ids.size())], writer.text());
  for (int i = 0; i < 15; ++i) remove(ids[static_cast<std::size_t>(i) * 11]);
  compare(*this, list, pairs);
  ASSERT_TRUE(indexer->apply_changes().ok());
  EXPECT_EQ(fault(), "");
  compare(*this, list, pairs);
  ASSERT_TRUE(indexer->rebuild().ok());
  index();
  EXPECT_EQ(fault(), "");
  compare(*this, list, pairs);
  EXPECT_GE(pairs, 1'000'000);
}

TEST_F(Index, WordsAndWhatIsKnownOfAPostNeedNoLook) {
  for (int i = 0; i < 50; ++i) store(Writer(static_cast<unsigned>(i)).post());
  index();
  const auto undecided = [&](std::string_view query) {
    return find(query, {.enough = [n = 0]() mutable { return ++n > 1; }}).undecided;
  };
  for (const char* decided :
       {"a b", "a OR c -b", "ab* -*abc*", "author:x network:n", "a kind:reply source:other", "has:link a",
        "sample:50", "after:2026-11-05 before:2026-11-09T12:00:00Z", "thread:t"})
    EXPECT_EQ(undecided(decided), 0) << decided;
  for (const char* open : {"\"a b\"", "a NEAR/2 b", "likes:1..3", "raw:\"b\"", "=A", "lang:de"})
    EXPECT_GT(undecided(open), 0) << open;
}

TEST_F(Index, TellsWhatItHadNoTimeFor) {
  for (int i = 0; i < 40; ++i) store(i % 2 ? "brake squeaks" : "squeaks brake");
  index();
  const Found part = find("brake ONEAR/0 squeaks", {.enough = [n = 0]() mutable { return ++n > 12; }});
  EXPECT_GT(part.total, 0);
  EXPECT_LT(part.total, 20);
  EXPECT_EQ(part.undecided + part.total * 2, 40);  // every other one of those it looked at
  EXPECT_EQ(part.posts, 40);
  const Found all = find("brake ONEAR/0 squeaks");
  EXPECT_EQ(std::pair(all.total, all.undecided), std::pair(std::int64_t{20}, std::int64_t{0}));
}

/// Those that have both words, but never one behind the other, are left out by the index.
TEST_F(Index, APhraseLooksOnlyWhereItsWordsFollowEachOther) {
  for (int i = 0; i < 40; ++i) store(i % 4 ? "squeaks brake" : "a brake squeaks");
  store("the E-Mail-Adresse");
  index();
  const auto looked_at = [&](std::string_view query) {
    return find(query, {.enough = [n = 0]() mutable { return ++n > 1; }}).undecided;
  };
  EXPECT_EQ(looked_at("\"brake squeaks\""), 10);
  EXPECT_EQ(looked_at("\"a brake squeaks\""), 10);
  EXPECT_EQ(looked_at("\"a br* squeaks\""), 10);  // of a wildcard nothing is known
  EXPECT_EQ(looked_at("\"brake (squeaks OR a)\""), 10);
  EXPECT_EQ(looked_at("\"mail adresse\""), 1);
  EXPECT_EQ(looked_at("\"the emailadresse\""), 1);
  EXPECT_EQ(looked_at("\"adresse mail\""), 0);
  EXPECT_EQ(find("\"brake squeaks\"").total, 10);
}

TEST_F(Index, PagesGoOnWhereTheLastOneEnded) {
  for (int i = 0; i < 60; ++i) {
    Post post;
    post.text = "brake";
    post.created_at = clock.now() - (i % 7) * kDayUs;
    store(std::move(post));
    if (i == 40) {
      index();
    }
  }
  std::vector<Entry> paged;
  Wish wish{.limit = 7};
  for (bool more = true; more; wish.below = paged.back()) {
    const Found page = find("brake", wish);
    EXPECT_EQ(page.total, 60);
    paged.insert(paged.end(), page.hits.begin(), page.hits.end());
    more = page.more;
  }
  EXPECT_EQ(paged, find("brake").hits);
  EXPECT_EQ(paged.size(), 60u);
}

TEST_F(Index, APostWithAnOldIdIsFound) {
  store("brake one");
  const Id old = next_id(clock.now());
  store("brake two");
  index();
  Post late;
  late.text = "brake late";
  store(std::move(late), old);
  EXPECT_EQ(ids("brake").size(), 3u);
  ASSERT_TRUE(indexer->apply_changes().ok());
  EXPECT_EQ(number("SELECT count(*) FROM history_changes"), 0);
  EXPECT_EQ(ids("brake late"), std::set<Id>{old});
  EXPECT_EQ(fault(), "");
}

TEST_F(Index, ReadsPostsAnewWhenTheirSourceGetsALanguage) {
  const Id post = store("schön");
  index();
  EXPECT_EQ(ids("schon"), std::set<Id>{post});  // of no language: ö may be o
  ASSERT_TRUE(db->write([&](soci::session& sql) -> Status {
                  return sql << "UPDATE sources SET language = 'de'", done();
                }).ok());
  EXPECT_TRUE(ids("schon").empty());
  ASSERT_TRUE(indexer->apply_changes().ok());
  EXPECT_TRUE(ids("schon").empty());
  EXPECT_EQ(ids("schön"), std::set<Id>{post});
  EXPECT_EQ(fault(), "");
}

/// Invariant 8 for the index: rows and words.
TEST_F(Index, NothingIsLeftOfADeletedPost) {
  const auto canary = [&] {
    return number("SELECT count(*) FROM history_parts WHERE instr(bytes, CAST('quetzal' AS BLOB)) > 0");
  };
  for (int i = 0; i < 30; ++i) store("brake " + std::to_string(i));
  const Id post = store("Bremse quetzal");
  const Id other = store("axolotl");
  index();
  ASSERT_GT(canary(), 0);
  remove(post);
  EXPECT_TRUE(ids("quetzal").empty());  // at once
  ASSERT_TRUE(indexer->apply_changes().ok());
  EXPECT_EQ(canary(), 0);
  EXPECT_EQ(ids("axolotl"), std::set<Id>{other});
  EXPECT_EQ(fault(), "");
}

TEST_F(Index, ListeningIsNamelessInTheIndex) {
  Post post;
  post.text = "Bremse";
  post.author = {"did:plc:quetzal", "quetzal.example", "Quetzal", "https://quetzal.example", "", {}};
  post.url = "https://quetzal.example/1";
  post.mentions = {"quetzal.example"};
  post.links = {"https://quetzal.example/2"};
  store(std::move(post));
  index();
  EXPECT_EQ(number("SELECT count(*) FROM history_parts WHERE instr(bytes, CAST('quetzal' AS BLOB)) > 0"), 0);
  EXPECT_EQ(ids("author:quetzal.example site:quetzal.example mentions:quetzal.example").size(), 1u);
}

TEST_F(Index, ADamagedIndexIsNoticedAndMadeAnew) {
  for (int i = 0; i < 30; ++i) store("brake " + std::to_string(i));
  index();
  ASSERT_EQ(fault(), "");
  for (const char* damage :
       {"UPDATE history_parts SET bytes = x'00' WHERE part % 1048576 = 1",
        "DELETE FROM history_parts WHERE part % 1048576 = 524288", "UPDATE history_segments SET posts = posts - 1",
        "DELETE FROM history_segments", "INSERT INTO history_parts VALUES (99 * 1048576, x'00')"}) {
    ASSERT_TRUE(db->write([&](soci::session& sql) -> Status { return sql << damage, done(); }).ok());
    EXPECT_NE(fault(), "") << damage;
    ASSERT_TRUE(indexer->rebuild().ok());
    index();
    EXPECT_EQ(fault(), "") << damage;
    EXPECT_EQ(find("brake").total, 30);
  }
}

}  // namespace
}  // namespace resonanz::history
