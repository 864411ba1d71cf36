#pragma once
// Queries as flat code: words are numbers, a word's test is a look at the post's marks. What needs places (phrases,
// NEAR, counts) first asks for the words and only then the reference evaluator.

#include <cstdint>
#include <memory>
#include <vector>

#include "listen/engine/lexicon.h"

namespace resonanz::listen {

/// The code of many queries in one arena. Filled first, then run by any number of threads.
class Programs {
 public:
  using Entry = std::uint32_t;

  /// Adds the query's atoms to the lexicon. The query has to outlive the programs.
  Entry add(const Query& query, Lexicon& lexicon);
  bool run(Entry entry, const Presence& presence, Document& document) const;

 private:
  enum class Code : std::uint8_t { all, any, none, word, ask };
  struct Op {
    Code code;
    Scope scope;          ///< word
    std::uint32_t value;  ///< word: the atom; ask: the index in asked_
    std::uint32_t end;    ///< where the next sibling begins; children of all, any and none stand before it
  };
  struct Asked {
    const Query* query;
    NodeId node;
  };
  class Compiler;

  bool holds(std::uint32_t at, const Presence& presence, Document& document) const;

  std::vector<Op> ops_;
  std::vector<Asked> asked_;
};

}  // namespace resonanz::listen
