#pragma once
// The naive Boolean layer over a scanner's hits: every query is filed under the words of one of its groups, and asked
// when one of these is hit.

#include "input.h"

namespace resonanz::peers {

class BooleanLayer {
 public:
  /// The group with the fewest hits in `posts` is the one a query is filed under. Borrows `set`.
  BooleanLayer(const QuerySet& set, const std::vector<TokenPost>& posts);

  /// True for the words of phrases and NEAR: each hit counts, of other words the first.
  bool needs_places(Term term) const { return needs_places_[term]; }

  void begin() { ++epoch_, hit_.clear(); }
  void hit(Term term, std::uint32_t position) {
    if (seen_[term] != epoch_) {
      seen_[term] = epoch_;
      hit_.push_back(term);
      places_[term].clear();
    }
    if (needs_places_[term]) places_[term].push_back(position);
  }
  /// The numbers of the queries that match, in no order; written over.
  void end(std::vector<std::uint32_t>& out);

 private:
  bool is_hit(Term term) const { return seen_[term] == epoch_; }
  bool matches(const PlainQuery& query) const;
  bool stand_together(const PlainQuery& query) const;

  const QuerySet& set_;
  std::vector<std::vector<std::uint32_t>> filed_;  ///< by term, queries
  std::vector<bool> needs_places_;
  std::uint32_t epoch_ = 0;
  std::vector<std::uint32_t> seen_, asked_;  ///< epochs by term, by query
  std::vector<std::vector<std::uint32_t>> places_;
  std::vector<Term> hit_;
};

}  // namespace resonanz::peers
