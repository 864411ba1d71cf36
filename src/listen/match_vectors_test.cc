// The vectors of the matching research (section 1.2), in its order, written out with their answers. hit() asks the
// reference evaluator and the engine.
#include "listen/testing.h"

namespace resonanz::listen {
namespace {

struct Vector {
  const char* query;
  const char* text;
  bool answer;
  const char* lang = "";
};

void check(std::initializer_list<Vector> vectors) {
  for (const Vector& v : vectors) EXPECT_EQ(hit(v.query, v.text, v.lang), v.answer) << v.query << " :: " << v.text;
}

TEST(Vectors, NearInBothOrders) {
  check({{"a NEAR/0 b", "a b c", true},
         {"b NEAR/0 a", "a b c", true},
         {"a NEAR/0 c", "a b c", false},
         {"a NEAR/1 c", "a b c", true},
         {"c NEAR/1 a", "a b c", true},
         {"a ONEAR/0 b", "a b c", true},
         {"b ONEAR/0 a", "a b c", false},
         {"a ONEAR/1 c", "a b c", true},
         {"c ONEAR/1 a", "a b c", false}});
}
TEST(Vectors, OverlappingOperandsDoNotMatchThemselves) {
  check({{"\"new york\" NEAR/0 york", "new york", false},
         {"\"new york\" NEAR/0 york", "new york york", true},
         {"\"new york\" NEAR/9 \"york new\"", "new york new", false},
         {"a NEAR/5 a", "a", false}});
}
TEST(Vectors, NearDoesNotCrossFields) {
  EXPECT_FALSE(hit("a NEAR/9 b", post_of("b", "", "a")));
  EXPECT_TRUE(hit("a NEAR/9 b", post_of("x b a", "", "a")));
}
TEST(Vectors, NotInsideNearIsRefused) {
  EXPECT_EQ(error_of("a NEAR/2 -b"), "E_NEAR_OPERAND 9");
  EXPECT_EQ(error_of("a NEAR/2 (b c)").substr(0, 14), "E_NEAR_OPERAND");
}
TEST(Vectors, NotOfAPhrase) {
  check({{"a -\"b c\"", "a b x c", true}, {"a -\"b c\"", "a b c", false}, {"a NOT \"b c\"", "c b a", true}});
}
TEST(Vectors, NotThatNeedsNothingPositiveIsRefused) {
  EXPECT_EQ(error_of("x OR NOT y"), "E_UNANCHORED 0");
  EXPECT_EQ(error_of("a (b OR NOT c)"), "");
}
TEST(Vectors, QuestionMarkOnACombiningAccent) {
  check({{"caf?", "Cafe\u0301", true}, {"cafe?", "Cafe\u0301", false}, {"=Caf?", "Cafe\u0301", true}});
}
TEST(Vectors, MuellerInAllPairs) {
  for (const char* query : {"MÜLLER", "Mueller", "müller"})
    check({{query, "MÜLLER", true},
           {query, "Mueller", true},
           {query, "Muller", false},
           {query, "müller", true},
           {query, "müller", true, "de"}});
  check({{"Muller", "MÜLLER", true},
         {"Muller", "Mueller", false},
         {"Muller", "Muller", true},
         {"Muller", "müller", true},
         {"Muller", "müller", false, "de"}});
}
TEST(Vectors, SharpSInAllPairs) {
  for (const char* query : {"Maße", "Masse", "MAẞE"})
    check({{query, "Maße", true}, {query, "masse", true}, {query, "MAẞE", true}, {query, "MASSE", true}});
}
TEST(Vectors, TurkishIs) {
  for (const char* query : {"istanbul", "İstanbul", "ısTANBUL", "ISTANBUL"})
    check({{query, "İstanbul", true}, {query, "ıstanbul", true}, {query, "ISTANBUL", true}, {query, "istanbul", true}});
}
TEST(Vectors, SignsInWords) {
  check({{"C++", "in C++ und C", true},
         {"C++", "in C", false},
         {"AT&T", "AT&T", true},
         {"AT&T", "at t", false},
         {"3.5", "3.5", true},
         {"3.5", "3 5", false},
         {"E-Mail", "e mail", true},
         {"E-Mail", "Email", true},
         {"it's", "its", true},
         {"its", "it’s", true}});
}
TEST(Vectors, TagsAndMoney) {
  check({{"#COVID19", "#covid19", true},
         {"#COVID19", "covid19", false},
         {"covid19", "#COVID19", true},
         {"$AAPL", "$AAPL", true},
         {"AAPL", "$AAPL", true},
         {"$AAPL", "aapl", false},
         {"5", "$5", true}});
}
TEST(Vectors, EmojiWithSkinTone) {
  check({{"👍", "👍🏽", true},
         {"👍🏽", "👍", false},
         {"👍🏽", "gut👍🏽!", true},
         {"👩‍🚀", "👩🏽‍🚀", true}});
}
TEST(Vectors, ThaiAndChineseWithoutSpaces) {
  check(
      {{"กาแฟ", "ร้านกาแฟดี", true}, {"กาแฟ", "กาดแฟ", false}, {"咖啡", "我喝咖啡", true}, {"咖啡店", "咖啡 店", false}});
}
TEST(Vectors, ZeroWidthJoinersSeparateAndSoftHyphensJoin) {
  check({{"ab", "a\u200Db", false},
         {"\"a b\"", "a\u200Db", true},
         {"haustür", "Haus\u00ADtür", true},
         {"\"haus tür\"", "Haus\u00ADtür", true}});
}

}  // namespace
}  // namespace resonanz::listen
