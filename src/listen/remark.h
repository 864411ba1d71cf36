#pragma once
// What a query is told about itself: a stable code from specs/remarks.toml, a place, and a sentence for people.

#include <cstddef>
#include <string>
#include <string_view>

namespace resonanz::listen {

enum class RemarkCode {
#define RESONANZ_REMARK(id, code, en, de) id,
#include "specs/remarks.inc"
#undef RESONANZ_REMARK
};

struct Remark {
  RemarkCode code;
  std::size_t offset = 0;  ///< byte in the query's text
  std::string detail{};    ///< what the sentence is about
  std::string other{};     ///< what that meets

  /// "W_MIXED" for RemarkCode::mixed.
  std::string_view code_text() const;
  /// `language` is "de" or "en" (anything else reads as "en").
  std::string sentence(std::string_view language) const;

  friend bool operator==(const Remark&, const Remark&) = default;
};

}  // namespace resonanz::listen
