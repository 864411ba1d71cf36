#pragma once
// All queries on one post, without asking most of them: each is filed under the rarest group of words it cannot do
// without, and asked only when the post has one of them (and a hint of the second rarest group). The reference
// evaluator gives the same answers.

#include <memory>
#include <vector>

#include "listen/engine/plan.h"
#include "listen/engine/program.h"

namespace resonanz::listen {

/// Immutable once built; any number of threads may match at once, each with a Scratch of its own.
class Engine {
 public:
  /// What a thread keeps from post to post: after the largest post nothing is allocated any more.
  class Scratch {
    friend class Engine;
    Presence presence_;
    std::vector<std::uint32_t> asked_;  ///< by query, the number of the post it was asked for
    std::uint32_t post_ = 0;
  };

  /// `queries` have to outlive the engine; a match is told as an index into it.
  Engine(const std::vector<const Query*>& queries, const Frequencies& frequencies);

  /// The queries that match, ascending. `document` was assigned the post.
  void match(Document& document, Scratch& scratch, std::vector<std::uint32_t>& out) const;

  /// Queries that have nothing to be filed under and are asked for every post.
  std::size_t always_asked() const { return always_.size(); }

 private:
  /// A query filed under an atom, and where in the post's signature its second group would show; no places: it always
  /// would.
  struct Posting {
    std::uint32_t query;
    std::uint8_t count;
    std::array<std::uint8_t, 11> places;
  };
  using Signature = std::array<std::uint64_t, 4>;

  static Posting posting_of(std::uint32_t query, const Plan& plan);
  static Signature signature_of(const Presence& presence);
  static bool may_hold(const Posting& posting, const Signature& signature);

  Lexicon lexicon_;
  Programs programs_;
  std::vector<Programs::Entry> entries_;  ///< by query
  std::vector<Posting> postings_;
  std::vector<std::uint32_t> first_;  ///< by atom, where its postings begin; one more at the end
  std::vector<std::uint32_t> always_;
};

}  // namespace resonanz::listen
