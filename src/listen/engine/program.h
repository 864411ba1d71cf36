#pragma once
// Queries as flat code: a word's test is a look at the post's words.

#include <optional>

#include "listen/engine/compiler.h"
#include "listen/engine/post_words.h"

namespace resonanz::listen {

/// What cannot be seen in the words of a post; asked seldom.
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
  Entry add(const Query& query, Lexicon& lexicon, Marks& marks) {
    const auto entry = static_cast<Entry>(ops_.size());
    compile(query, lexicon, marks, ops_);
    return entry;
  }
  void finish() { ops_.shrink_to_fit(); }
  bool run(Entry entry, const PostWords& words, Witness& witness) const;
  /// Has the first of the query's code fetched, which a run soon will need.
  void prefetch(Entry entry) const {
    __builtin_prefetch(ops_.data() + entry);
    __builtin_prefetch(ops_.data() + entry + kOpsALine);
  }
  /// The words, the same one twice for one word, if two words anywhere are all that the query asks for.
  std::optional<std::pair<AskedWord, AskedWord>> two_words(Entry entry) const;

 private:
  static constexpr std::size_t kOpsALine = 64 / sizeof(Op);

  std::vector<Op> ops_;
};

}  // namespace resonanz::listen
