#pragma once
// Every word, wildcard and member value that any query of an engine asks for, each with a number; and which of them a
// post has.

#include <string>
#include <unordered_map>
#include <vector>

#include "listen/document.h"
#include "listen/engine/presence.h"

namespace resonanz::listen {

/// Filled first, then read by any number of threads.
class Lexicon {
 public:
  /// The same atom has the same number.
  AtomId add(const Atom& atom);
  /// `key` is one of keys_of(predicate).
  AtomId add_key(Member member, const std::string& key);
  std::size_t size() const { return rows_.size(); }

  /// Marks the atoms that the document has.
  void read(Document& document, Presence& out) const;

 private:
  struct Row {
    Atom::Compare compare;
    TokenKind kind;
    std::uint32_t text, size;  ///< in chars_
    std::uint32_t next;        ///< + 1, of the rows with the same hash; 0 at the end
  };
  struct Slot {
    std::uint64_t hash;
    std::uint32_t row;  ///< + 1; 0 for an empty slot
  };
  /// The fixed parts by which wildcards are looked up, of one way of comparing.
  struct Fixed {
    std::vector<std::uint32_t> prefixes, suffixes;  ///< their lengths in bytes, ascending
    bool grams = false;
  };

  std::string_view text_of(const Row& row) const { return std::string_view(chars_).substr(row.text, row.size); }
  AtomId add_row(std::uint64_t hash, Atom::Compare compare, TokenKind kind, std::string_view text);
  std::uint64_t hash_of_glob(const Atom& atom);
  std::uint32_t first_row(std::uint64_t hash) const;
  Slot& slot_for(std::uint64_t hash);
  void grow();
  void read_globs(const Token& token, std::string_view reading, const Fixed& fixed, bool exact, Presence& out) const;
  void try_globs(std::uint64_t hash, const Token& token, std::string_view reading, Atom::Compare compare,
                 Presence& out) const;

  std::vector<Row> rows_;
  std::string chars_;
  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::size_t used_slots_ = 0;
  Fixed folded_, exact_;
  std::vector<Member> members_;  ///< of which keys are asked for
  std::unordered_map<std::string, AtomId> keys_;
};

}  // namespace resonanz::listen
