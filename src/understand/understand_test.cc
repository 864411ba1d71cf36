#include "understand/understand.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace resonanz::understand {
namespace {

const ShippedModels& models() {
  static const ShippedModels shipped = [] {
    auto read = shipped_models();
    EXPECT_TRUE(read.ok()) << read.error().text();
    return *std::move(read);
  }();
  return shipped;
}

double sum_of(const Probabilities& p) {
  double sum = 0;
  for (const double value : p.all()) sum += value;
  return sum;
}

TEST(Understand, AGermanPostGetsEveryVerdict) {
  Understander understander(models());
  const Understanding said =
      understander.read("", "Warum kommt mein Paket schon wieder nicht? Das ist eine Frechheit, so ein mieser Laden!");
  EXPECT_EQ(said.language.code, "de");
  EXPECT_GT(said.language.p, 0.9);
  ASSERT_TRUE(said.sentiment && said.intent && said.toxic);
  EXPECT_EQ(said.sentiment->label, "negative");
  EXPECT_NEAR(sum_of(said.sentiment->p), 1, 1e-9);
  EXPECT_EQ(said.intent->label, "complaint");
  EXPECT_NEAR(sum_of(said.intent->p), 1, 1e-9);
  EXPECT_GE(*said.toxic, 0);
  EXPECT_LE(*said.toxic, 1);
}

TEST(Understand, AnEnglishPostGetsEveryVerdict) {
  Understander understander(models());
  const Understanding bad = understander.read(
      "", "My order arrived broken, the refund is late and support ignored my mails. Terrible service!");
  EXPECT_EQ(bad.language.code, "en");
  ASSERT_TRUE(bad.sentiment && bad.intent && bad.toxic);
  EXPECT_EQ(bad.sentiment->label, "negative");
  EXPECT_EQ(bad.intent->label, "complaint");
  const Understanding good =
      understander.read("", "Thank you so much, the lady in the shop was wonderful and fixed it at once!");
  EXPECT_EQ(good.sentiment->label, "positive");
  EXPECT_EQ(good.intent->label, "praise");
}

TEST(Understand, ALanguageWithoutModelsGetsItsNameAndNoVerdict) {
  Understander understander(models());
  const Understanding said = understander.read("", "Dlaczego moja paczka znowu nie przyszła?");
  EXPECT_EQ(said.language.code, "pl");
  EXPECT_FALSE(said.sentiment || said.intent || said.toxic);
  EXPECT_FALSE(understander.sentiment_of("nie działa", "pl"));
}

TEST(Understand, LanguagesBeyondTheOwnAreNamed) {
  Understander understander(models());
  const std::pair<std::string_view, std::string_view> texts[] = {
      {"uk", "Чому моя посилка знову не прийшла? Це просто неподобство."},
      {"ro", "De ce nu a ajuns coletul meu nici astăzi? Este o rușine."},
      {"el", "Γιατί δεν ήρθε ακόμα το πακέτο μου;"},
      {"ko", "제 소포가 왜 아직도 안 왔나요?"},
      {"fi", "Miksi pakettini ei taaskaan tullut perille?"}};
  for (const auto& [code, text] : texts) EXPECT_EQ(understander.read("", text).language.code, code) << text;
}

TEST(Understand, OnlyTheWorkspacesLanguagesAreGuessed) {
  const std::vector<std::string> codes{"de", "en"};
  Understander understander(models(), models().language.set_of(codes));
  for (const std::string_view text : {"Kranich ist Mist", "Kranich: nie wieder"}) {
    const Understanding said = understander.read("", text);
    EXPECT_EQ(said.language.code, "de") << text;
    EXPECT_TRUE(said.sentiment) << text;
  }
}

TEST(Understand, ATextInNoneOfTheWorkspacesLanguagesIsInNone) {
  const std::vector<std::string> german{"de"}, both{"de", "en"}, japanese{"ja"};
  const std::pair<const std::vector<std::string>*, std::string_view> texts[] = {
      {&german, "这辆自行车非常好"},  // by its script
      {&both, "Вело Kranich сломался"},
      {&japanese, "Die Bremse"},
      {&both, "Dlaczego moja paczka znowu nie przyszła?"},  // by fastText
      {&german, "My order arrived broken, the refund is late and support ignored my mails."},
      {&german, "Why is my order still not here? This is the third time that I am writing to you."},
      {&both, "De ce nu a ajuns coletul meu nici astăzi? Este o rușine."}};
  for (const auto& [home, text] : texts) {
    Understander understander(models(), models().language.set_of(*home));
    const Understanding said = understander.read("", text);
    EXPECT_EQ(said.language.code, "") << text;
    EXPECT_FALSE(said.sentiment || said.intent || said.toxic) << text;
  }
  Understander understander(models(), models().language.set_of(both));
  EXPECT_EQ(understander.read("", "Unser Kranich (Κρανιχ, 鹤) hat eine neue Bremse 🙂").language.code, "de");
}

TEST(Understand, DecomposedLettersAreReadAsWhole) {
  Understander whole(models()), decomposed(models());
  const Understanding a = whole.read("", "Müll für Böse");
  const Understanding b = decomposed.read("", "Mu\u0308ll fu\u0308r Bo\u0308se");
  EXPECT_EQ(b.language.code, "de");
  EXPECT_EQ(a.language.p, b.language.p);
  EXPECT_EQ(a.sentiment->p.all()[2], b.sentiment->p.all()[2]);
  EXPECT_EQ(decomposed.text(), "Müll für Böse");
  EXPECT_EQ(whole.sentiment_of("Müll für Böse", "de")->p.all()[2],
            whole.sentiment_of("Mu\u0308ll fu\u0308r Bo\u0308se", "de")->p.all()[2]);
}

TEST(Understand, TextWithoutLettersIsInNoLanguage) {
  Understander understander(models());
  for (const std::string_view text : {"", "12345", "🙂🙂", "https://a.example/b", "…"}) {
    const Understanding said = understander.read("", text);
    EXPECT_EQ(said.language.code, "") << text;
    EXPECT_FALSE(said.sentiment) << text;
  }
}

TEST(Understand, APieceHasASentimentOfItsOwn) {
  Understander understander(models());
  const auto good = understander.sentiment_of("Kranich Rad ist super, ich bin begeistert, danke!", "de");
  const auto bad = understander.sentiment_of("Die Konkurrenz ist leider schlecht und enttäuschend.", "de");
  ASSERT_TRUE(good && bad);
  EXPECT_GT(good->p.all()[0], bad->p.all()[0]);
  EXPECT_GT(bad->p.all()[2], good->p.all()[2]);
}

TEST(Understand, ATitleCountsAsTheFirstLine) {
  Understander one(models()), two(models());
  const Understanding split = one.read("Bremse defekt", "Seit gestern quietscht sie.");
  const Understanding whole = two.read("", "Bremse defekt\nSeit gestern quietscht sie.");
  EXPECT_EQ(split.intent->p.all()[0], whole.intent->p.all()[0]);
}

TEST(Understand, TopicsAreTheSalientTermsOfWhatWasReadLast) {
  std::string filler;  // of words alone that everybody uses, so that the last ones are beyond what counts
  while (filler.size() < Features::kMostBytes) filler += "und das ist so und the and is so ";
  Understander understander(models());
  for (const auto& [title, text] : std::initializer_list<std::pair<std::string, std::string>>{
           {"Bremse defekt", "Die Scheibenbremse von Kranich Rad quietscht seit gestern."},
           {"", "The disc brake by Kranich Bikes screeches and squeals, Kranich Bikes does not answer."},
           {"Kranich Rad", filler + "Zwiebelkuchen"},
           {"", ""}}) {
    const std::string_view language = understander.read(title, text).language.code;
    std::string joined;
    const std::string whole(join(title, text, joined));
    EXPECT_EQ(understander.text(), whole);
    understander.sentiment_of("Nothing of it may stay: terrible Zwiebelkuchen!", "en");
    EXPECT_EQ(understander.topics(), salient_terms(whole, language, models().words)) << whole;
  }
}

TEST(Understand, TheVersionsAreJsonAndNameEveryStage) {
  const auto versions = boost::json::parse(models().versions()).as_object();
  for (const char* stage :
       {"language", "duplicates", "sentiment-de", "toxicity-de", "proposal-de", "intent-de", "sentiment-en",
        "toxicity-en", "intent-en", "vectors-en", "words", "relevance", "other-languages"})
    EXPECT_TRUE(versions.contains(stage)) << stage;
}

}  // namespace
}  // namespace resonanz::understand
