#include "listen/remark.h"

#include <fmt/format.h>

namespace resonanz::listen {
namespace {

struct Row {
  std::string_view code, en, de;
};

constexpr Row kRows[] = {
#define RESONANZ_REMARK(id, code, en, de) {code, en, de},
#include "specs/remarks.inc"
#undef RESONANZ_REMARK
};

const Row& row_of(RemarkCode code) { return kRows[static_cast<std::size_t>(code)]; }

}  // namespace

std::string_view Remark::code_text() const { return row_of(code).code; }

std::string Remark::sentence(std::string_view language) const {
  const Row& row = row_of(code);
  return fmt::format(fmt::runtime(language == "de" ? row.de : row.en), detail, other);
}

}  // namespace resonanz::listen
