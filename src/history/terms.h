#pragma once
// What a post is filed under in the index: every reading of its words by field and kind, and what is known of it. The
// same names are asked for by candidates.cc.
//
// These names are stored: a change of them, of the tokeniser's readings or of keys_of() needs a new kFormat.

#include <functional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "listen/document.h"

namespace resonanz::history {

inline constexpr int kFormat = 2;

/// Sealed values are filed under keyed hashes that differ by these two (privacy::Keys::filing_key).
struct Stratum {
  Id source = 0;
  int quarter = 0;  ///< of the time in the mention's id: year * 4 + 0…3

  friend auto operator<=>(const Stratum&, const Stratum&) = default;
};
Stratum stratum_of(Id source, Id mention);

/// Before each reading of this field and kind.
std::string word_prefix(listen::Field field, listen::TokenKind kind);
std::string word_term(listen::Field field, listen::TokenKind kind, std::string_view reading);

/// Of two readings that follow each other: one of 65,536, by a hash. A phrase's posts have those of its words, and few
/// other posts do.
std::string pair_term(listen::TokenKind first_kind, std::string_view first, listen::TokenKind second_kind,
                      std::string_view second);

/// How the members of a post are filed.
enum class Filing {
  plain,    ///< by the value; the term says it exactly
  sealed,   ///< by a keyed hash of the value; exactly
  rough,    ///< by a keyed hash of less than what is asked; a hit has to be looked at
  unfiled,  ///< not at all, or in a way of its own
};
Filing filing_of(listen::Member member);
/// Of a key from listen::keys_of().
std::string plain_term(std::string_view key);
std::string sealed_term(std::string_view filing_key);
/// Of has:link and so on.
std::string flag_term(std::string_view what);
/// Of sample_of().
std::string sample_term(int sample);

/// The keyed hash of a sealed value, for the post's own stratum.
using SealKey = std::function<std::string(std::string_view key)>;

/// Calls see(term) for all of the document, some more than once.
void each_term(listen::Document& document, const SealKey& seal, const std::function<void(std::string_view)>& see);

}  // namespace resonanz::history
