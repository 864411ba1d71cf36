#pragma once
// What follows from one condition for another, whatever the post. Sound, not complete: "no" may mean "not known".

#include "listen/query.h"

namespace resonanz::listen {

/// Compares the leaves and NEARs of one query. Borrows it. Any number of threads.
class Implication {
 public:
  explicit Implication(const Query& query);

  /// Conditions with the same number ask for the same.
  std::uint32_t number_of(NodeId node) const { return numbers_[node]; }
  /// True where every post that answers `a` answers `b`.
  bool implies(NodeId a, NodeId b) const;
  /// True where no post answers both.
  bool excludes(NodeId a, NodeId b) const;
  /// A plain word of any field: nothing but the same word implies another one of these.
  bool is_plain(NodeId node) const;

 private:
  bool near_implies_near(const Node& a, const Node& b) const;

  const Query& query_;
  std::vector<std::uint32_t> numbers_;  ///< by node
};

}  // namespace resonanz::listen
