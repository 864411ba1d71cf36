#pragma once
// What differs from tool to tool.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "listen/remark.h"
#include "listen/vendors/expression.h"

namespace resonanz::listen::vendors {

inline constexpr std::size_t kMostNotes = 200;

/// How a tool reads words beside one another.
enum class Adjacency { both, unknown, loose_phrase };

struct Habits {
  std::string_view name;  ///< of the tool, for people
  Adjacency adjacency = Adjacency::unknown;
  bool knows_and = true;  ///< AND is an operator
  bool knows_not = true;  ///< NOT is an operator
  bool minus_takes_groups = true;
  bool has_weights = false;                     ///< word^3
  bool says_precedence = true;                  ///< it is written down that AND binds tighter
  bool says_distance = true;                    ///< it is written down what NEAR counts
  std::optional<std::uint32_t> near_default{};  ///< words between for a NEAR without a number
};

/// One tool's language: what its words, phrases and fields are here. Collects the notes. Used for one query.
class Dialect {
 public:
  explicit Dialect(Habits habits) : habits(habits) {}
  virtual ~Dialect() = default;

  /// NEAR, ONEAR and their kin; empty where `word` is none of them.
  virtual std::optional<Result<NearStep>> near_of(std::string_view word, std::size_t offset);
  virtual Result<Expression> word(std::string_view typed, std::size_t offset) = 0;
  /// `prefix` stands right before the quotes ("++", or nothing).
  virtual Result<Expression> phrase(std::string_view prefix, std::string_view inside, std::optional<std::uint32_t> slop,
                                    std::size_t offset) = 0;
  /// "title:" where `name` is a field of text that can stand before a group.
  virtual std::string_view scope_of(std::string_view name) const { return name == "title" ? "title:" : ""; }
  virtual Result<Expression> field(std::string_view name, std::string_view value, bool quoted, std::size_t offset) = 0;

  /// A note at a place of the original: the tool's name fills the first hole of its sentence, `other` the second.
  void note(RemarkCode code, std::size_t offset, std::string other = {});
  /// `out`, with a note about what it became.
  Result<Expression> noted(RemarkCode code, Result<Expression> out);

  const Habits habits;
  std::vector<Remark> notes;

 protected:
  /// A word as it stands, with a note on accents. Signs that ask for something only here are refused.
  Result<Expression> plain(std::string_view typed, std::size_t offset);
  /// A phrase as it stands, the same way.
  Result<Expression> plain_phrase(std::string_view inside, std::optional<std::uint32_t> slop, std::size_t offset);
};

Error foreign(std::string_view what, std::size_t offset);
/// field:value, in quotes where it has to be.
Expression member(std::string_view field, std::string_view value, std::size_t offset);
/// site:, host: or url:, whatever an address is. Errors: Errc::field.
Result<Expression> address(std::string_view value, std::size_t offset);
/// link: to an address. Errors: Errc::field.
Result<Expression> link(std::string_view value, std::size_t offset);
/// True if the text has a sign other than letters, digits, '_' and white space, and wildcards where they are allowed.
bool has_sign(std::string_view text);
bool is_ascii_name(std::string_view text);

}  // namespace resonanz::listen::vendors
