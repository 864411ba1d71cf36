// Meltwater: advanced searches.
#include "listen/vendors/dialects.h"

namespace resonanz::listen::vendors {
namespace {

class Meltwater : public Dialect {
 public:
  Meltwater() : Dialect({.name = "Meltwater", .has_weights = true, .near_default = 4}) {}

  Result<Expression> word(std::string_view typed, std::size_t offset) override {
    if (typed.front() == '#' || typed.front() == '@' || typed.front() == '$')
      note(RemarkCode::tag, offset, std::string(typed));
    return plain(typed, offset);
  }

  Result<Expression> phrase(std::string_view prefix, std::string_view inside, std::optional<std::uint32_t> slop,
                            std::size_t offset) override {
    if (!prefix.empty()) return foreign(fmt::format("{}\"", prefix), offset);
    if (slop) return foreign(fmt::format("\"…\"~{}", *slop), offset);
    return plain_phrase(inside, slop, offset);
  }

  /// title: alone has its like here; the lead paragraph (ingress:) does not.
  Result<Expression> field(std::string_view name, std::string_view, bool, std::size_t offset) override {
    return foreign(fmt::format("{}:", name), offset);
  }
};

}  // namespace

std::unique_ptr<Dialect> meltwater() { return std::make_unique<Meltwater>(); }

}  // namespace resonanz::listen::vendors
