#pragma once
// For property tests: queries by the grammar, and posts in which they find something.

#include "listen/testing.h"

namespace resonanz::listen {

/// Writes a query by the grammar, every choice taken from a list of numbers.
class QueryWriter {
 public:
  explicit QueryWriter(const std::vector<std::uint8_t>& choices) : choices_(choices) {}

  std::string query(int depth) {
    std::string out = unit(depth);
    for (std::size_t more = pick(4); more > 0; --more) {
      static constexpr const char* kSigns[] = {" ",        " AND ",     " OR ",  " NOT ", " -",
                                               " NEAR/2 ", " ONEAR/0 ", " OR -", "\u00A0"};
      out += kSigns[pick(std::size(kSigns))];
      out += unit(depth);
    }
    return out;
  }

 private:
  std::size_t pick(std::size_t most) { return at_ < choices_.size() ? choices_[at_++] % most : 0; }

  std::string unit(int depth) {
    static constexpr const char* kUnits[] = {"a",
                                             "b",
                                             "c",
                                             "ä",
                                             "E-Mail",
                                             "AT&T",
                                             "C++",
                                             "#a",
                                             "@b",
                                             "$c",
                                             "ab*",
                                             "*abc*",
                                             "=A",
                                             "a{2,}",
                                             "Wien:",
                                             "\"a b\"",
                                             "„a (b OR c)“",
                                             "\"a b\"~2",
                                             "raw:\"a b\"",
                                             "raw:\"a\"{2,}",
                                             "$ab*",
                                             "title:a",
                                             "text:\"b c\"",
                                             "author:x",
                                             "lang:de",
                                             "likes:1..3",
                                             "has:emoji",
                                             "site:acme.de",
                                             "https://acme.de/x",
                                             "network:n",
                                             "E-Mail NEAR/3 c",
                                             "c++ ONEAR/9 b",
                                             "str*e",
                                             "=E-M*",
                                             "?b?-abc",
                                             "E-?ail",
                                             "mentions:b",
                                             "likes:..5",
                                             "thread:t",
                                             "kind:reply",
                                             "link:acme.de",
                                             "\"ab* c\"",
                                             "a?c*",
                                             "(a OR \"b c\") NEAR/1 c",
                                             "has:question",
                                             "東京都",
                                             "👍🏽",
                                             "sample:50",
                                             "kind:post",
                                             "title:raw:b",
                                             "author:(x OR y)"};
    const std::size_t choice = pick(std::size(kUnits) + 8);
    if (choice < std::size(kUnits) || depth == 0) return kUnits[choice % std::size(kUnits)];
    const char* field = choice % 3 == 0 ? "title:" : choice % 3 == 1 ? "text:" : "";
    return fmt::format("{}({})", field, query(depth - 1));
  }

  const std::vector<std::uint8_t>& choices_;
  std::size_t at_ = 0;
};

inline std::vector<Post> posts_to_match() {
  std::vector<Post> out;
  for (const char* text : {"", "a", "b c", "a b c ä ab", "E-Mail von AT&T über C++", "#a @b $c a a 👍🏽 東京都",
                           "c b a xabcx https://acme.de/x"}) {
    out.push_back(post_of(text, "", "a b"));
    out.push_back(post_of("c", "de", text));
    out.back().author.handle = "x";
    out.back().counts.likes = 2;
  }
  return out;
}

}  // namespace resonanz::listen
