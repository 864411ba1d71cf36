// Random queries: what is printed parses to the same tree with the same answers, and nothing crashes.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "listen/print.h"
#include "listen/testing.h"

namespace resonanz::listen {
namespace {

/// Writes a query by the grammar, every choice taken from a list of numbers.
class Writer {
 public:
  explicit Writer(const std::vector<std::uint8_t>& choices) : choices_(choices) {}

  std::string query(int depth) {
    std::string out = unit(depth);
    for (std::size_t more = pick(4); more > 0; --more) {
      static constexpr const char* kSigns[] = {" ", " AND ", " OR ", " NOT ", " -", " NEAR/2 ", " ONEAR/0 ", " OR -", "\u00A0"};
      out += kSigns[pick(std::size(kSigns))];
      out += unit(depth);
    }
    return out;
  }

 private:
  std::size_t pick(std::size_t most) { return at_ < choices_.size() ? choices_[at_++] % most : 0; }

  std::string unit(int depth) {
    static constexpr const char* kUnits[] = {
        "a", "b", "c", "ä", "E-Mail", "AT&T", "C++", "#a", "@b", "$c", "ab*", "*abc*", "=A", "a{2,}", "Wien:", "\"a b\"",
        "„a (b OR c)“", "\"a b\"~2", "raw:\"a b\"", "title:a", "text:\"b c\"", "author:x", "lang:de", "likes:1..3", "has:emoji",
        "site:acme.de", "https://acme.de/x", "東京都", "👍🏽", "sample:50", "kind:post", "title:raw:b", "author:(x OR y)"};
    const std::size_t choice = pick(std::size(kUnits) + 8);
    if (choice < std::size(kUnits) || depth == 0) return kUnits[choice % std::size(kUnits)];
    const char* field = choice % 3 == 0 ? "title:" : choice % 3 == 1 ? "text:" : "";
    return fmt::format("{}({})", field, query(depth - 1));
  }

  const std::vector<std::uint8_t>& choices_;
  std::size_t at_ = 0;
};

std::vector<Post> posts() {
  std::vector<Post> out;
  for (const char* text : {"", "a", "b c", "a b c ä ab", "E-Mail von AT&T über C++", "#a @b $c a a 👍🏽 東京都", "c b a xabcx https://acme.de/x"}) {
    out.push_back(post_of(text, "", "a b"));
    out.push_back(post_of("c", "de", text));
    out.back().author.handle = "x";
    out.back().counts.likes = 2;
  }
  return out;
}

std::string answers(const Query& query) {
  std::string out;
  Document document;
  for (const Post& post : posts()) {
    document.assign(post);
    const bool yes = matches(query, document);
    out += yes ? '1' : '0';
    if (yes) spans_of(query, document);
  }
  return out;
}

RC_GTEST_PROP(Property, WhatIsPrintedParsesToTheSameTree, (const std::vector<std::uint8_t>& choices)) {
  const std::string text = Writer(choices).query(4);
  const auto parsed = parse(text, Rules::live);
  RC_CLASSIFY(parsed.ok(), "valid");
  if (!parsed) return;
  const std::string printed = to_text(*parsed);
  const auto again = parse(printed, Rules::live);
  RC_ASSERT(again.ok());
  RC_ASSERT(to_text(*again) == printed);
  RC_ASSERT(answers(*again) == answers(*parsed));
  RC_ASSERT(!to_outline(*again).empty());
}

RC_GTEST_PROP(Property, AnyTextParsesOrIsRefusedWithAnOffsetInside, (const std::vector<std::uint8_t>& choices)) {
  static constexpr const char* kPieces[] = {"a", "b", " ", " ", "(", ")", "\"", "-", "*", "?", "~3", "{3,}", ":", "title:", "list:", "=", "#",
                                            "OR", "AND", "NOT", "NEAR/2", "raw:", "author:", "“", "ä", "東", "👍", "https://a.de", ".", "&", "\xC3"};
  std::string text;
  for (const std::uint8_t choice : choices) text += kPieces[choice % std::size(kPieces)];
  const auto parsed = parse(text, Rules::search);
  if (parsed) answers(*parsed);
  else RC_ASSERT(parsed.error().offset.value_or(text.size() + 1) <= text.size());
}

}  // namespace
}  // namespace resonanz::listen
