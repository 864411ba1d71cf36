#pragma once
// For property tests: posts made of the words that random queries ask for.

#include "listen/testing.h"

namespace resonanz::listen {

/// A post of the words that QueryWriter's queries ask for, in any order, title and text.
inline Post random_post(const std::vector<std::uint8_t>& choices) {
  static constexpr const char* kWords[] = {"a",
                                           "b",
                                           "c",
                                           "ä",
                                           "E-Mail",
                                           "email",
                                           "AT&T",
                                           "C++",
                                           "#a",
                                           "@b",
                                           "$c",
                                           "abx",
                                           "xabcx",
                                           "A",
                                           "a b",
                                           "b c",
                                           "Wien:",
                                           "straße",
                                           "👍🏽",
                                           "東京都",
                                           "acx",
                                           "E-Maus",
                                           "https://acme.de/x",
                                           "?",
                                           ".",
                                           "stre"};
  std::string title, text;
  for (std::size_t i = 0; i < choices.size(); ++i)
    (choices[i] % 7 == 0 ? title : text) += fmt::format("{} ", kWords[choices[i] % std::size(kWords)]);
  const std::size_t n = choices.size();
  Post post = post_of(std::move(text), n % 3 ? "de" : "en", std::move(title));
  post.author.handle = n % 2 ? "x" : "y";
  post.network = n % 5 ? "n" : "m";
  post.kind = n % 4 ? PostKind::post : PostKind::reply;
  if (n % 3) post.counts.likes = static_cast<std::int64_t>(n % 7);
  post.id = std::to_string(n);
  return post;
}

}  // namespace resonanz::listen
