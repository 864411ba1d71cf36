#include "base/error.h"

#include <fmt/format.h>

#include <array>

namespace resonanz {
namespace {

struct Row {
  Errc errc;
  std::string_view code;
  int status;
  std::string_view en, de;
};

constexpr Row kRows[] = {
#define RESONANZ_ERROR(id, code, status, en, de) {Errc::id, code, status, en, de},
#include "specs/errors.inc"
#undef RESONANZ_ERROR
};

const Row& row_of(Errc errc) { return kRows[static_cast<std::size_t>(errc)]; }

}  // namespace

std::string_view code_of(Errc errc) { return row_of(errc).code; }

int http_status_of(Errc errc) { return row_of(errc).status; }

std::optional<Errc> errc_from_code(std::string_view code) {
  for (const Row& row : kRows)
    if (row.code == code) return row.errc;
  return std::nullopt;
}

std::string Error::sentence(std::string_view language) const {
  std::string_view pattern = language == "de" ? row_of(code).de : row_of(code).en;
  const auto hole = pattern.find("{}");
  if (hole == std::string_view::npos) return std::string(pattern);
  return fmt::format("{}{}{}", pattern.substr(0, hole), detail, pattern.substr(hole + 2));
}

std::string Error::sentence_and_detail(std::string_view language) const {
  const std::string said = sentence(language);
  return detail.empty() || said.find(detail) != std::string::npos ? said : fmt::format("{} ({})", said, detail);
}

std::string Error::text() const {
  if (offset) return fmt::format("{} offset {}: {}", code_of(code), *offset, detail);
  return detail.empty() ? std::string(code_of(code)) : fmt::format("{}: {}", code_of(code), detail);
}

}  // namespace resonanz
