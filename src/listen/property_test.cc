// Random queries: what is printed parses to the same tree with the same answers, and nothing crashes.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "listen/print.h"
#include "listen/random_query.h"

namespace resonanz::listen {
namespace {

std::string answers(const Query& query) {
  std::string out;
  Document document;
  for (const Post& post : posts_to_match()) {
    document.assign(post);
    const bool yes = matches(query, document);
    out += yes ? '1' : '0';
    if (yes) spans_of(query, document);
  }
  return out;
}

RC_GTEST_PROP(Property, WhatIsPrintedParsesToTheSameTree, (const std::vector<std::uint8_t>& choices)) {
  const std::string text = QueryWriter(choices).query(4);
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
  static constexpr const char* kPieces[] = {
      "a",     "b", " ",   " ",  "(",   ")",   "\"",     "-",    "*",       "?", "~3", "{3,}", ":", "title:",
      "list:", "=", "#",   "OR", "AND", "NOT", "NEAR/2", "raw:", "author:", "“", "ä",  "東",   "👍", "https://a.de",
      ".",     "&", "\xC3"};
  std::string text;
  for (const std::uint8_t choice : choices) text += kPieces[choice % std::size(kPieces)];
  const auto parsed = parse(text, Rules::search);
  if (parsed) answers(*parsed);
  else RC_ASSERT(parsed.error().offset.value_or(text.size() + 1) <= text.size());
}

}  // namespace
}  // namespace resonanz::listen
