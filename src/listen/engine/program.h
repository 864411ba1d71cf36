#pragma once
// Queries as flat code: a word's test is a look at the post's readings. What needs places (phrases, NEAR, counts) first
// asks for the words and only then the reference evaluator.

#include <cstdint>
#include <vector>

#include "listen/engine/lexicon.h"
#include "listen/engine/marks.h"
#include "listen/engine/plan.h"

namespace resonanz::listen {

/// What cannot be seen in the readings of a post; asked seldom.
class Witness {
 public:
  virtual bool has_mark(MarkId mark, Scope where) = 0;
  /// The reference evaluator's verdict on one node of the query that is run.
  virtual bool is_true(NodeId node) = 0;

 protected:
  ~Witness() = default;
};

/// The code of many queries in one arena. Filled first, then run by any number of threads.
class Programs {
 public:
  using Entry = std::uint32_t;

  /// Adds the query's words and marks to `lexicon` and `marks`.
  Entry add(const Query& query, Lexicon& lexicon, Marks& marks);
  void finish() { ops_.shrink_to_fit(); }
  bool run(Entry entry, const PostWords& words, Witness& witness) const;
  /// Has the first of the query's code fetched, which a run soon will need.
  void prefetch(Entry entry) const { __builtin_prefetch(ops_.data() + entry); }

 private:
  enum class Code : std::uint8_t { all, any, none, word, absent, mark, ask };
  struct Op {
    std::uint32_t code : 3;
    std::uint32_t scope : 2;  ///< word, absent, mark
    std::uint32_t id : 27;    ///< word, absent: in the lexicon; mark: in the marks
    /// word, absent: the word's hash. ask: the node. all, any, none: where the next sibling begins; the children stand
    /// between.
    std::uint32_t value;
  };
  class Compiler;
  class Runner;

  std::vector<Op> ops_;
};

}  // namespace resonanz::listen
