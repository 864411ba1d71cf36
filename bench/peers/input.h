#pragma once
// The posts and queries that the peers are handed, as run.py writes them.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace resonanz::peers {

/// A post as the engine reads it.
struct TokenPost {
  std::string text;                      ///< its words, a blank before and behind each
  std::vector<std::uint32_t> word_at;    ///< by byte of text, the number of the word
  std::vector<std::uint32_t> positions;  ///< by number of the word
};

using Term = std::uint32_t;

/// All of `all`, none of `none`, and where `places` says so the two words of `all` beside each other.
struct PlainQuery {
  enum class Places { anywhere, near, phrase };
  std::vector<std::vector<Term>> all;  ///< of each one
  std::vector<Term> none;
  Places places = Places::anywhere;
  std::uint32_t distance = 0;  ///< near: words between
};

struct QuerySet {
  std::vector<PlainQuery> queries;
  std::vector<std::string> words;  ///< by term
};

/// Both end the program with a sentence on stderr where the file cannot be used.
std::vector<TokenPost> read_token_posts(const char* path);
QuerySet read_plain_queries(const char* path);

}  // namespace resonanz::peers
