#include "listen/parse.h"

#include "listen/print.h"
#include "listen/testing.h"

namespace resonanz::listen {
namespace {

std::string tree(std::string_view text) { return to_text(must_parse(text)); }

TEST(Grammar, AdjacencyIsAnd) { EXPECT_EQ(tree("a b AND c"), "a AND b AND c"); }
TEST(Grammar, NotMinusAndAndNotAreTheSame) {
  for (const char* text : {"a AND NOT b", "a NOT b", "a -b"}) EXPECT_EQ(tree(text), "a AND NOT b");
  EXPECT_EQ(tree("a -(b c)"), "a AND NOT (b AND c)");
  EXPECT_EQ(tree("a --b"), "a AND b");
  EXPECT_EQ(tree("a NOT -\"b c\""), "a AND \"b c\"");
}
TEST(Grammar, NearIsLeftAssociative) {
  EXPECT_EQ(tree("a NEAR/2 b ONEAR/3 c"), "a NEAR/2 b ONEAR/3 c");
  EXPECT_EQ(tree("a NEAR/2 (b NEAR/1 c)"), "a NEAR/2 (b NEAR/1 c)");
}
TEST(Grammar, OperatorsAreUpperCase) {
  EXPECT_EQ(tree("a or b and c not near"), "a AND or AND b AND and AND c AND not AND near");
}
TEST(Grammar, BindingIsParenthesesFieldPhraseNearNotAndOr) {
  EXPECT_EQ(tree("a OR b c"), "a OR b AND c");
  EXPECT_EQ(tree("a OR b NOT c NEAR/1 d"), "a OR b AND NOT c NEAR/1 d");
  EXPECT_EQ(tree("(a OR b) c"), "(a OR b) AND c");
  EXPECT_EQ(tree("title:a NEAR/3 b"), "title:a NEAR/3 b");
}
TEST(Grammar, MixedAndOrWithoutParenthesesIsWarnedOf) {
  EXPECT_EQ(must_parse("a OR b c").warnings.size(), 1u);
  EXPECT_EQ(must_parse("a OR b c").warnings[0].offset, 2u);
  EXPECT_EQ(must_parse("a OR (b c)").warnings.size(), 0u);
  EXPECT_EQ(must_parse("a b c").warnings.size(), 0u);
}
TEST(Grammar, TypographicQuotesAndNoBreakSpacesAreRead) {
  for (const char* text : {"“a b”", "„a b“", "»a b«", "\"a\u00A0b\""}) EXPECT_TRUE(hit(text, "a b")) << text;
  EXPECT_FALSE(hit("„a b“", "b a"));
  EXPECT_TRUE(hit("a\u00A0b", "b a"));
}
TEST(Grammar, FieldsApplyToOneUnit) {
  EXPECT_EQ(tree("title:(a OR \"b c\") d"), "(title:a OR title:\"b c\") AND d");
  EXPECT_EQ(tree("author:(x OR y)"), "author:x OR author:y");
  EXPECT_EQ(tree("author:\"x y\" title:raw:\"z!\""), "author:\"x y\" AND title:raw:\"z!\"");
}
TEST(Grammar, AUrlAsAWordMeansLink) {
  EXPECT_EQ(tree("https://acme.de/x"), "link:https://acme.de/x");
  EXPECT_EQ(tree("(www.acme.de OR b)"), "link:www.acme.de OR b");
}
TEST(Grammar, AColonMakesAFieldOnlyAfterAKnownName) {
  EXPECT_EQ(error_of("Wien: schön"), "");
  EXPECT_TRUE(hit("Wien: schön", "Das schöne Wien: schön"));
  EXPECT_EQ(error_of("10:30"), "");
  EXPECT_EQ(error_of("a titel:b"), "E_FIELD 2");
  EXPECT_EQ(parse("titel:b", Rules::live).error().detail, "titel: → title:");
  EXPECT_EQ(error_of("titel:\"b\""), "E_FIELD 0");
  EXPECT_EQ(error_of("has-link:x"), "E_FIELD 0");
  EXPECT_EQ(error_of("foo.bar:x"), "E_FIELD 0");
  EXPECT_EQ(error_of("E-Mail: x"), "");
}
TEST(Errors, CarryACodeAByteOffsetAndASentenceInTwoLanguages) {
  const auto error = parse("schön (a", Rules::live).error();
  EXPECT_EQ(*error.offset, 7u);
  EXPECT_FALSE(error.sentence("de").empty());
  EXPECT_NE(error.sentence("de"), error.sentence("en"));
}
TEST(Errors, Empty) {
  EXPECT_EQ(error_of(""), "E_EMPTY 0");
  EXPECT_EQ(error_of(" \u00A0\t"), "E_EMPTY 0");
}
TEST(Errors, Syntax) {
  EXPECT_EQ(error_of("a \"b"), "E_SYNTAX 2");
  EXPECT_EQ(error_of("a (b"), "E_SYNTAX 2");
  EXPECT_EQ(error_of("a )"), "E_SYNTAX 2");
  EXPECT_EQ(error_of("a OR"), "E_SYNTAX 4");
  EXPECT_EQ(error_of("OR a"), "E_SYNTAX 0");
  EXPECT_EQ(error_of("a AND OR b"), "E_SYNTAX 6");
  EXPECT_EQ(error_of("a NOT"), "E_SYNTAX 5");
  EXPECT_EQ(error_of("a NEAR/2"), "E_SYNTAX 8");
  EXPECT_EQ(error_of("a NEAR b"), "E_SYNTAX 2");
  EXPECT_EQ(error_of("()"), "E_SYNTAX 0");
  EXPECT_EQ(error_of("\"\""), "E_SYNTAX 0");
  EXPECT_EQ(error_of("title:"), "E_SYNTAX 6");
  EXPECT_EQ(error_of("a & b"), "E_SYNTAX 2");
  EXPECT_EQ(error_of("\"(a b) c\""), "E_SYNTAX 4");
  EXPECT_EQ(error_of("\"a b\"{3,}"), "E_SYNTAX 5");
  EXPECT_EQ(error_of("x{3}"), "E_SYNTAX 0");
  EXPECT_EQ(error_of("raw:\"x\"{3}"), "E_SYNTAX 7");
  EXPECT_EQ(error_of("raw:\"x\"{0,}"), "E_RANGE 7");
  for (const char* sign : {"#", "@", "$"}) EXPECT_EQ(error_of(fmt::format("a {}=Tag", sign)), "E_SYNTAX 2");
  EXPECT_EQ(error_of("\"a b\"~"), "E_SYNTAX 5");
  EXPECT_EQ(error_of("a\xFF"), "E_SYNTAX 1");
}
TEST(Errors, Depth) {
  const auto nested = [](std::size_t n) { return std::string(n, '(') + "a" + std::string(n, ')'); };
  EXPECT_EQ(error_of(nested(1000)), "");
  EXPECT_EQ(error_of(nested(1001)), "E_DEPTH 1000");
  EXPECT_EQ(error_of("a " + std::string(1001, '-') + "b"), "E_DEPTH 1002");
  EXPECT_TRUE(hit(nested(1000), "a"));
  std::string fields;
  for (int i = 0; i < 100'000; ++i) fields += "title:";
  EXPECT_EQ(error_of(fields + "a"), "E_DEPTH 6006");
}
TEST(Errors, Field) {
  EXPECT_EQ(error_of("kind:tweet"), "E_FIELD 0");
  EXPECT_EQ(error_of("has:audio"), "E_FIELD 0");
  EXPECT_EQ(error_of("lang:deutsch"), "E_FIELD 0");
  EXPECT_EQ(error_of("sample:0"), "E_FIELD 0");
  EXPECT_EQ(error_of("sample:101"), "E_FIELD 0");
  EXPECT_EQ(error_of("site:a..b"), "E_FIELD 0");
  EXPECT_EQ(error_of("after:gestern", Rules::search), "E_FIELD 0");
}
TEST(Errors, Range) {
  EXPECT_EQ(error_of("a followers:10"), "E_RANGE 2");
  EXPECT_EQ(error_of("likes:5..1"), "E_RANGE 0");
  EXPECT_EQ(error_of("likes:.."), "E_RANGE 0");
  EXPECT_EQ(error_of("likes:1.5.."), "E_RANGE 0");
  EXPECT_EQ(error_of("rating:1.5..4"), "");
  EXPECT_EQ(error_of("x{0,}"), "E_RANGE 0");
}
TEST(Errors, AQueryThatNeedsNothingPositiveIsUnanchored) {
  for (const char* text : {"NOT a", "a OR NOT b", "-(a b)", "NOT a NOT b", "-lang:de", "(a b) OR (c OR -d)"})
    EXPECT_EQ(error_of(text), "E_UNANCHORED 0") << text;
  for (const char* text : {"a (b OR NOT c)", "a NOT b", "lang:de -a", "-(-a)", "-(-a OR b)"})
    EXPECT_EQ(error_of(text), "") << text;
}
TEST(Errors, NearOperand) {
  EXPECT_EQ(error_of("a NEAR/2 NOT b"), "E_NEAR_OPERAND 9");
  EXPECT_EQ(error_of("a NEAR/2 -b"), "E_NEAR_OPERAND 9");
  EXPECT_EQ(error_of("a NEAR/2 (b AND c)").substr(0, 14), "E_NEAR_OPERAND");
  EXPECT_EQ(error_of("(a OR -b) NEAR/2 c").substr(0, 14), "E_NEAR_OPERAND");
  EXPECT_EQ(error_of("a NEAR/2 author:x").substr(0, 14), "E_NEAR_OPERAND");
  EXPECT_EQ(error_of("a NEAR/2 (b OR \"c d\" OR (e NEAR/1 f))"), "");
}
TEST(Errors, NearRange) {
  EXPECT_EQ(error_of("a NEAR/101 b"), "E_NEAR_RANGE 2");
  EXPECT_EQ(error_of("a ONEAR/99999999999 b"), "E_NEAR_RANGE 2");
  EXPECT_EQ(error_of("a NEAR/100 b"), "");
  EXPECT_EQ(error_of("\"a b\"~21"), "E_NEAR_RANGE 5");
  EXPECT_EQ(error_of("\"a b\"~20"), "");
}
TEST(Errors, WildcardShort) {
  for (const char* text : {"b*", "*", "*ab", "*ab*", "a?b", "ab?c", "??", "#a*", "=A*"})
    EXPECT_EQ(error_of(text).substr(0, 16), "E_WILDCARD_SHORT") << text;
  for (const char* text : {"ba*", "*bahn", "*bahn*", "str*bahn", "mei?r", "ba**", "#co*"})
    EXPECT_EQ(error_of(text), "") << text;
}
TEST(Errors, List) {
  EXPECT_EQ(error_of("a list:rivals"), "E_LIST 2");
  EXPECT_EQ(error_of("a list:(rivals OR others)"), "E_LIST 8");
}
TEST(Errors, LiveTime) {
  EXPECT_EQ(error_of("a after:2026-01-01"), "E_LIVE_TIME 2");
  EXPECT_EQ(error_of("a before:2026-01-01"), "E_LIVE_TIME 2");
  EXPECT_EQ(error_of("a after:2026-01-01", Rules::search), "");
}
TEST(Size, SeventyFiveThousandCharactersTimesTenAndSixtyThousandTermsCompile) {
  std::string many, near, phrase = "\"", nots = "a";
  for (int i = 0; i < 60'000; ++i) {
    many += fmt::format("{}wort{:06}", i ? " OR " : "", i);
    near += i ? " NEAR/1 a" : "a";
    phrase += "ab ";
    nots += " -b";
  }
  EXPECT_GE(many.size(), 750'000u);
  const Query query = must_parse(many);
  EXPECT_EQ(query.words.size(), 60'000u);
  EXPECT_TRUE(hit(many, "x wort059999"));
  EXPECT_FALSE(hit(near, "a b a"));
  EXPECT_FALSE(hit(phrase + "\"", "ab ab"));
  EXPECT_FALSE(hit(phrase + "\"~20", "ab ab"));
  EXPECT_TRUE(hit(nots, "a"));
}
TEST(Cost, EveryQueryHasOneAndWildcardsCostMore) {
  EXPECT_GT(must_parse("a").cost, 0u);
  EXPECT_GT(must_parse("bahn*").cost, must_parse("bahn").cost);
}
TEST(Warnings, NeverMatchingQueriesAreTold) {
  EXPECT_EQ(must_parse("title:text:a").warnings.size(), 1u);
  EXPECT_EQ(must_parse("site:shop.acme.de").warnings.size(), 1u);
  EXPECT_EQ(must_parse("site:acme.de").warnings.size(), 0u);
}
TEST(Print, ThePrintedTreeReadsBackTheSame) {
  for (const char* text : {"a (b OR c) -\"d e\"~3", "(a b) c", "a NEAR/1 (b OR c NEAR/2 d)", "-(-a OR -(b c))",
                           "title:(a OR -b) c", "raw:\"x y\" =Wort x{3,} author:(a OR b)", "“raus” raw:“a\"b”"}) {
    const std::string once = tree(text);
    EXPECT_EQ(tree(once), once) << text;
  }
}

}  // namespace
}  // namespace resonanz::listen
