#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

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

struct Detail {
  std::string_view en, de;
};

constexpr Detail kDetails[] = {
#define RESONANZ_DETAIL(en, de) {en, de},
#include "specs/details.inc"
#undef RESONANZ_DETAIL
};

std::string_view detail_in(std::string_view language, std::string_view detail) {
  if (language != "de") return detail;
  const auto known = std::find_if(std::begin(kDetails), std::end(kDetails), [&](const Detail& d) { return d.en == detail; });
  return known == std::end(kDetails) ? detail : known->de;
}

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
  return fmt::format("{}{}{}", pattern.substr(0, hole), detail_in(language, detail), pattern.substr(hole + 2));
}

std::string Error::sentence_and_detail(std::string_view language) const {
  const std::string said = sentence(language);
  const std::string_view shown = detail_in(language, detail);
  return shown.empty() || said.find(shown) != std::string::npos ? said : fmt::format("{} ({})", said, shown);
}

std::string Error::text() const {
  if (offset) return fmt::format("{} offset {}: {}", code_of(code), *offset, detail);
  return detail.empty() ? std::string(code_of(code)) : fmt::format("{}: {}", code_of(code), detail);
}

}  // namespace resonanz
