#include "ingest/languages.h"

#include "ingest/testing.h"

namespace resonanz::ingest {
namespace {

struct LanguagesTest : testing::House {
  void set(const std::string& codes) {
    const Status written = db->write([&](soci::session& sql) -> Status {
      sql << "INSERT INTO settings (key, value) VALUES ('languages', :v) ON CONFLICT (key) DO UPDATE SET value = "
             "excluded.value",
          soci::use(codes);
      return done();
    });
    EXPECT_TRUE(written.ok());
  }
  static understand::LanguageSet set_of(const std::vector<std::string>& codes) {
    return models().language.set_of(codes);
  }
};

TEST_F(LanguagesTest, AreThoseThatAreSetNow) {
  Languages languages(*db, models());
  EXPECT_EQ(languages.now(), set_of({"de", "en"}));
  set("pl");
  EXPECT_EQ(languages.now(), set_of({"pl"}));
  set("de  fr de");
  EXPECT_EQ(languages.now(), set_of({"de", "fr"}));
}

TEST_F(LanguagesTest, OneThatTheOwnModelDoesNotKnowAllowsEvery) {
  Languages languages(*db, models());
  set("de uk");
  EXPECT_EQ(languages.now(), understand::kEveryLanguage);
}

TEST_F(LanguagesTest, CountForThePostsReadAfterAChange) {
  Languages languages(*db, models());
  const Reader reader = reader_of(models(), learning, nullptr, [&] { return languages.now(); });
  const auto read = [&](const std::string& text) {
    Post post;
    post.text = text;
    std::vector<Match> matches;
    return reader(post, matches);
  };
  const Reading german = read("Kranich ist Mist");
  EXPECT_EQ(german.lang, "de");
  EXPECT_NE(german.sentiment, "");
  EXPECT_EQ(read("Dlaczego moja paczka znowu nie przyszła?").lang, "");
  set("pl");
  EXPECT_EQ(read("Dlaczego moja paczka znowu nie przyszła?").lang, "pl");
}

}  // namespace
}  // namespace resonanz::ingest
