#include "input.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace resonanz::peers {
namespace {

std::ifstream open_or_exit(const char* path) {
  std::ifstream in(path);
  if (!in) std::fprintf(stderr, "%s cannot be read\n", path), std::exit(1);
  return in;
}

class QuerySetReader {
 public:
  void add(const std::string& line) {
    PlainQuery query;
    std::istringstream parts(line);
    for (std::string part; std::getline(parts, part, '\t');) add_part(part, query);
    out_.queries.push_back(std::move(query));
  }
  QuerySet take() { return std::move(out_); }

 private:
  /// +a|b: one of these; -a|b: none of these; ~5|a|b: these with at most 5 words between; "|a|b: this phrase.
  void add_part(const std::string& part, PlainQuery& query) {
    const std::size_t bar = part.find('|');
    const bool placed = part[0] == '~' || part[0] == '"';
    const std::vector<Term> terms = terms_of(part.substr(placed ? bar + 1 : 1));
    if (part[0] == '-') {
      query.none.insert(query.none.end(), terms.begin(), terms.end());
    } else if (!placed) {
      query.all.push_back(terms);
    } else {
      query.places = part[0] == '~' ? PlainQuery::Places::near : PlainQuery::Places::phrase;
      if (part[0] == '~') query.distance = static_cast<std::uint32_t>(std::stoul(part.substr(1, bar - 1)));
      for (const Term term : terms) query.all.push_back({term});
    }
  }
  std::vector<Term> terms_of(const std::string& list) {
    std::vector<Term> out;
    std::istringstream words(list);
    for (std::string word; std::getline(words, word, '|');) {
      const auto [at, is_new] = numbers_.emplace(word, static_cast<Term>(out_.words.size()));
      if (is_new) out_.words.push_back(word);
      out.push_back(at->second);
    }
    return out;
  }

  QuerySet out_;
  std::unordered_map<std::string, Term> numbers_;
};

}  // namespace

std::vector<TokenPost> read_token_posts(const char* path) {
  std::ifstream in = open_or_exit(path);
  std::vector<TokenPost> out;
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    TokenPost post;
    post.text = " " + line.substr(0, tab) + " ";
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < post.text.size(); ++i) {
      post.word_at.push_back(word);
      if (i > 0 && post.text[i] == ' ') ++word;
    }
    std::istringstream positions(line.substr(tab + 1));
    for (std::uint32_t position; positions >> position;) post.positions.push_back(position);
    out.push_back(std::move(post));
  }
  return out;
}

QuerySet read_plain_queries(const char* path) {
  std::ifstream in = open_or_exit(path);
  QuerySetReader reader;
  for (std::string line; std::getline(in, line);) reader.add(line);
  return reader.take();
}

}  // namespace resonanz::peers
