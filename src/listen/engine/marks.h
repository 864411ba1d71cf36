#pragma once
// What is not found by the hash of a word: wildcards, and values of members (author:, site:, …). Each has a number; a
// walk over a post says which it has.

#include <string>
#include <unordered_map>
#include <vector>

#include "listen/document.h"
#include "listen/engine/key_table.h"
#include "listen/engine/presence.h"

namespace resonanz::listen {

/// The letters before the first wildcard, as many as a text::Start has; empty where they are fewer than two.
std::string_view start_of(std::string_view pattern);

/// Filled first, then read by any number of threads.
class Marks {
 public:
  /// The same wildcard has the same number. `pattern` is compared with folded readings of `kind`; where `loose`, its
  /// longest fixed part is enough.
  MarkId add_glob(TokenKind kind, const std::string& pattern, bool loose);
  /// `key` is one of keys_of(predicate).
  MarkId add_value(Member member, const std::string& key);
  /// Nothing is added any more: makes what reading needs.
  void finish();

  std::size_t size() const { return rows_.size(); }
  /// Marks what the post has. `readings` are the document's.
  void read(Document& document, const text::Readings& readings, Presence& out) const;
  bool is_glob(MarkId mark) const { return rows_[mark].size > 0; }
  /// A wildcard that begins with letters: has_glob() looks at few of the readings.
  bool is_start(MarkId mark) const { return rows_[mark].start > 0; }
  /// Looks for one wildcard only, without a Presence: better where few of many are asked for.
  bool has_glob(MarkId mark, Scope where, const text::Readings& readings) const;

 private:
  struct Row {
    TokenKind kind{};
    bool loose = false;
    std::uint8_t start = 0;  ///< size of start_of()
    std::uint32_t chars = 0, size = 0;
    std::uint32_t next = 0;  ///< + 1, of the wildcards looked up in the same way; 0 at the end
  };

  std::uint32_t hash_of_fixed(TokenKind kind, std::string_view pattern);
  void read_globs(const text::Reading& reading, Presence& out) const;
  void try_globs(std::uint32_t hash, const text::Reading& reading, Presence& out) const;

  std::vector<Row> rows_;  ///< by number
  std::string chars_;
  KeyTable by_fixed_;                               ///< the first row of the wildcards with a fixed part of this hash
  std::vector<std::uint32_t> prefixes_, suffixes_;  ///< lengths in bytes in use, ascending
  bool grams_ = false;
  std::vector<Member> members_;  ///< in use
  std::unordered_map<std::string, MarkId> values_;
  // Only while it is filled.
  std::unordered_map<std::string, MarkId> globs_;
  std::unordered_map<std::uint32_t, std::uint32_t> fixed_;
};

}  // namespace resonanz::listen
