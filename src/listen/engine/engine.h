#pragma once
// All queries on one post, without asking most of them: each is filed under the rarest group of words it cannot do
// without, and asked only when the post has one of them (and one of the second rarest group). The reference evaluator
// gives the same answers.

#include <memory>
#include <unordered_map>
#include <vector>

#include "listen/engine/key_table.h"
#include "listen/engine/postings.h"
#include "listen/engine/program.h"
#include "listen/engine/scratch.h"
#include "listen/engine/word_pairs.h"
#include "listen/lists.h"

namespace resonanz::listen {

/// Immutable; any number of threads may match at once, each with a Scratch of its own. Made by EngineBuilder.
class Engine {
 public:
  using Scratch = EngineScratch;

  /// The queries that match, ascending, by the number that EngineBuilder::add() gave. `document` was assigned the post.
  void match(Document& document, Scratch& scratch, std::vector<std::uint32_t>& out) const;
  /// The same where scratch.read(document) was called for this post already, for another engine.
  void match_read(Document& document, Scratch& scratch, std::vector<std::uint32_t>& out) const;

  std::size_t size() const { return entries_.size(); }
  std::string_view text(std::uint32_t query) const;
  /// The query, parsed; valid until the scratch is asked for another.
  const Query& parsed(std::uint32_t query, Scratch& scratch) const;
  /// Queries that have nothing to be filed under and are asked for every post.
  std::size_t always_asked() const { return always_.size(); }

 private:
  friend class EngineBuilder;
  class Asking;
  Engine() = default;

  std::uint64_t serial_ = 0;  ///< unique in the process
  std::shared_ptr<const Lists> lists_;
  std::string texts_;
  std::vector<std::uint64_t> text_ends_;  ///< by query
  std::vector<Programs::Entry> entries_;  ///< by query
  Programs programs_;
  Lexicon lexicon_;
  Marks early_;                      ///< what queries are filed under; read for every post
  Marks late_;                       ///< what only programs ask; read when the first of them does
  std::vector<WordId> filed_words_;  ///< what something is filed under, by FiledId
  KeyTable by_hash_;                 ///< gives a FiledId
  PostingLists word_postings_;       ///< by FiledId
  KeyTable by_neighbours_;           ///< gives a number in neighbour_postings_
  PostingLists neighbour_postings_;
  PostingLists mark_postings_;       ///< by early mark
  WordPairs pairs_;                  ///< those that need no code
  std::vector<std::uint32_t> always_;
};

/// Takes queries one by one, so that only one of them is in memory as a tree.
class EngineBuilder {
 public:
  /// `lists` are those that the queries were parsed with, for parsing them again; null: none.
  explicit EngineBuilder(const Frequencies& frequencies, std::shared_ptr<const Lists> lists = nullptr);
  /// Gives the query's number: 0, 1, … Precondition: it parses again by live rules.
  std::uint32_t add(const Query& query);
  Engine finish() &&;

 private:
  void file(std::uint32_t number, const std::vector<Group>& groups);
  void file_phrases();
  FiledId filed_id(WordId word, std::uint64_t hash);
  std::uint32_t neighbours_id(std::uint64_t hash);

  const Frequencies& frequencies_;
  Engine engine_;
  KeyTable::Entries by_hash_, by_neighbours_;
  std::unordered_map<WordId, FiledId> filed_ids_;
  std::unordered_map<std::uint64_t, std::uint32_t> neighbours_;  ///< by hash
  std::vector<std::uint32_t> phrases_;  ///< what is better filed under words side by side, if it is enough
  double saved_ = 0;                    ///< by filing it so, of Cost
};

}  // namespace resonanz::listen
