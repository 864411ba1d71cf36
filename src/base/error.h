#pragma once
// Errors are values: a stable code from specs/errors.toml, a detail for people, and a place if there is one.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace resonanz {

enum class Errc {
#define RESONANZ_ERROR(id, code, status, en, de) id,
#include "specs/errors.inc"
#undef RESONANZ_ERROR
};

/// "E_SYNTAX" for Errc::syntax.
std::string_view code_of(Errc errc);
/// The HTTP status of a reply that carries this code.
int http_status_of(Errc errc);
/// The code for a name such as "E_SYNTAX"; empty where there is none.
std::optional<Errc> errc_from_code(std::string_view code);

struct Error {
  Errc code;
  std::string detail;                   ///< what exactly, never a secret or a person's name
  std::optional<std::size_t> offset{};  ///< byte offset in the input that was refused
  std::optional<int> retry_after_s{};   ///< what the other side asked us to wait

  /// One sentence with cause and remedy. `language` is "de" or "en" (anything else reads as "en").
  std::string sentence(std::string_view language) const;
  /// The sentence, and in brackets the detail where the sentence does not hold it: for those who have only one line.
  std::string sentence_and_detail(std::string_view language) const;
  /// "E_SYNTAX offset 7: detail", for logs and the command line.
  std::string text() const;
};

}  // namespace resonanz
