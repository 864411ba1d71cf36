#include "boolean_layer.h"

#include <algorithm>
#include <numeric>
#include <sstream>

namespace resonanz::peers {
namespace {

std::vector<std::size_t> count_words(const QuerySet& set, const std::vector<TokenPost>& posts) {
  std::unordered_map<std::string, Term> numbers;
  for (Term term = 0; term < set.words.size(); ++term) numbers.emplace(set.words[term], term);
  std::vector<std::size_t> out(set.words.size());
  for (const TokenPost& post : posts) {
    std::istringstream words(post.text);
    for (std::string word; words >> word;)
      if (const auto at = numbers.find(word); at != numbers.end()) ++out[at->second];
  }
  return out;
}

}  // namespace

BooleanLayer::BooleanLayer(const QuerySet& set, const std::vector<TokenPost>& posts)
    : set_(set),
      filed_(set.words.size()),
      needs_places_(set.words.size()),
      seen_(set.words.size()),
      asked_(set.queries.size()),
      places_(set.words.size()) {
  const std::vector<std::size_t> counts = count_words(set, posts);
  const auto hits = [&](const std::vector<Term>& group) {
    return std::accumulate(group.begin(), group.end(), std::size_t{0},
                           [&](std::size_t sum, Term term) { return sum + counts[term]; });
  };
  for (std::uint32_t i = 0; i < set.queries.size(); ++i) {
    const PlainQuery& query = set.queries[i];
    const auto key = std::min_element(query.all.begin(), query.all.end(),
                                      [&](const auto& a, const auto& b) { return hits(a) < hits(b); });
    for (const Term term : *key) filed_[term].push_back(i);
    if (query.places != PlainQuery::Places::anywhere)
      for (const auto& group : query.all) needs_places_[group[0]] = true;
  }
}

void BooleanLayer::end(std::vector<std::uint32_t>& out) {
  out.clear();
  for (const Term term : hit_)
    for (const std::uint32_t query : filed_[term]) {
      if (asked_[query] == epoch_) continue;
      asked_[query] = epoch_;
      if (matches(set_.queries[query])) out.push_back(query);
    }
}

bool BooleanLayer::matches(const PlainQuery& query) const {
  const auto hit = [&](Term term) { return is_hit(term); };
  return std::all_of(query.all.begin(), query.all.end(),
                     [&](const auto& group) { return std::any_of(group.begin(), group.end(), hit); }) &&
         std::none_of(query.none.begin(), query.none.end(), hit) &&
         (query.places == PlainQuery::Places::anywhere || stand_together(query));
}

bool BooleanLayer::stand_together(const PlainQuery& query) const {
  for (const std::uint32_t a : places_[query.all[0][0]])
    for (const std::uint32_t b : places_[query.all[1][0]]) {
      if (query.places == PlainQuery::Places::phrase ? b == a + 1
                                                     : a != b && (a < b ? b - a : a - b) <= query.distance + 1)
        return true;
    }
  return false;
}

}  // namespace resonanz::peers
