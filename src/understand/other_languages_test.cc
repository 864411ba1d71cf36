#include "understand/other_languages.h"

#include <fasttext/fasttext.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

#include "text/utf8.h"
#include "understand/letters.h"

namespace resonanz::understand {
namespace {

constexpr const char* kModelFile = "models/third_party/lid.176.ftz";

std::vector<std::uint8_t> model_bytes() {
  std::ifstream file(kModelFile, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const OtherLanguages& others() {
  static const auto read = OtherLanguages::read(model_bytes());
  EXPECT_TRUE(read.ok()) << read.error().text();
  return *read;
}

/// What fastText's own library says, where it is sure.
class Library {
 public:
  Library() { model_.loadModel(kModelFile); }
  std::pair<std::string, double> identify(std::string_view text) const {
    std::array<char32_t, OtherLanguages::kLetters> letters;
    const std::size_t count = read_letters(text, Digits::drop, letters);
    if (count == 0) return {"", 0};
    std::string line;
    for (std::size_t i = 1; i + 1 < count; ++i) text::append(line, letters[i]);
    std::istringstream in(line + "\n");
    std::vector<std::int32_t> words, labels;
    model_.getDictionary()->getLine(in, words, labels);
    fasttext::Predictions best;
    model_.predict(1, words, best);
    const double p = std::min(1.0, std::exp(double{best[0].first}));
    if (p < OtherLanguages::kSure) return {"", 0};
    return {model_.getDictionary()->getLabel(best[0].second).substr(sizeof("__label__") - 1), p};
  }

 private:
  fasttext::FastText model_;
};

constexpr const char* kSentences[] = {"Warum kommt mein Paket schon wieder nicht? Das ist eine Frechheit!",
                                      "My order arrived broken and support ignored my mails, don't buy here.",
                                      "Чому моя посилка знову не прийшла? Це просто неподобство.",
                                      "De ce nu a ajuns coletul meu nici astăzi? Este o rușine.",
                                      "Γιατί δεν ήρθε ακόμα το πακέτο μου;",
                                      "제 소포가 왜 아직도 안 왔나요?",
                                      "Miksi pakettini ei taaskaan tullut perille?",
                                      "Hvorfor kom pakken min ikke i dag heller?",
                                      "¿Por qué no ha llegado todavía mi paquete?",
                                      "Dlaczego moja paczka znowu nie przyszła?",
                                      "為什麼我的包裹還沒有到？",
                                      "私の荷物はなぜまだ届かないのですか",
                                      "لماذا لم تصل حزمتي بعد؟",
                                      "मेरा पैकेज अभी तक क्यों नहीं आया?",
                                      "ทำไมพัสดุของฉันยังไม่มาถึง",
                                      "Þess vegna kom pakkinn minn ekki í dag",
                                      "Tại sao gói hàng của tôi vẫn chưa đến?",
                                      "𝔘𝔫𝔰𝔦𝔫𝔫 🙂 2026 https://a.example/b @name"};

/// Words of the sentences in any order, now and then with a letter too much or too few.
std::string mixture(std::mt19937& random) {
  std::vector<std::string> words;
  for (std::size_t sentences = 1 + random() % 2; sentences > 0; --sentences) {
    std::istringstream in(kSentences[random() % std::size(kSentences)]);
    for (std::string word; in >> word;) words.push_back(word);
  }
  std::string out;
  for (std::size_t count = 1 + random() % 14; count > 0; --count) {
    out += words[random() % words.size()];
    if (random() % 8 == 0) text::append(out, static_cast<char32_t>(0xC0 + random() % 0x500));
    if (random() % 8 != 0) out += ' ';
  }
  return out;
}

TEST(OtherLanguages, SaysWhatFastTextSaysToTheLastBit) {
  const Library library;
  std::mt19937 random(7);
  std::size_t sure = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string text = i < int{std::size(kSentences)} ? kSentences[i] : mixture(random);
    const auto [code, p] = library.identify(text);
    const LanguageGuess guess = others().identify(text);
    ASSERT_EQ(guess.code, code) << text;
    ASSERT_EQ(guess.p, p) << text;
    sure += !code.empty();
  }
  EXPECT_GT(sure, 1000u);
  EXPECT_LT(sure, 3900u);
}

TEST(OtherLanguages, TextWithoutLettersIsInNone) {
  for (const std::string_view text : {"", "12345", "🙂🙂", "https://a.example/b", "…"})
    EXPECT_EQ(others().identify(text).code, "") << text;
}

TEST(OtherLanguages, DamagedBytesAreRefused) {
  const std::vector<std::uint8_t> none, noise(1000, 7);
  EXPECT_EQ(OtherLanguages::read(none).error().code, Errc::model);
  EXPECT_EQ(OtherLanguages::read(noise).error().code, Errc::model);
  const std::vector<std::uint8_t> good = model_bytes();
  ASSERT_TRUE(OtherLanguages::read(good).ok());
  for (const std::size_t size : {10ul, 100ul, 1'000ul, 200'000ul, good.size() - 1})
    EXPECT_EQ(OtherLanguages::read(std::span(good).first(size)).error().code, Errc::model) << size;
  auto longer = good;
  longer.push_back(0);
  EXPECT_EQ(OtherLanguages::read(longer).error().code, Errc::model);
}

/// Whatever a changed byte makes of it: it is refused, or reads texts without harm.
TEST(OtherLanguages, ChangedBytesDoNoHarm) {
  const std::vector<std::uint8_t> good = model_bytes();
  std::mt19937 random(11);
  for (int i = 0; i < 60; ++i) {
    auto changed = good;
    const std::size_t within = i % 2 == 0 ? 120 : good.size();  // half of them in the sizes at its beginning
    changed[random() % within] = static_cast<std::uint8_t>(random());
    const auto read = OtherLanguages::read(changed);
    if (read) read->identify(kSentences[static_cast<std::size_t>(i) % std::size(kSentences)]);
    else EXPECT_EQ(read.error().code, Errc::model);
  }
}

}  // namespace
}  // namespace resonanz::understand
