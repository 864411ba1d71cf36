#include "listen/vendors/expression.h"

#include <algorithm>

namespace resonanz::listen::vendors {
namespace {

using Kind = Expression::Kind;

/// Recursion is bounded by the depth that the reader allows.
class Printer {
 public:
  void print(const Expression& e) {
    out.places.emplace_back(out.text.size(), e.offset);
    if (e.kind == Kind::leaf || e.kind == Kind::scoped) out.text += e.text;
    if (e.kind == Kind::none) out.text += "NOT ";
    for (std::size_t i = 0; i < e.parts.size(); ++i) {
      if (i > 0) out.text += sign(e, i);
      operand(e, e.parts[i]);
    }
  }

  Printed out;

 private:
  static std::string sign(const Expression& e, std::size_t i) {
    if (e.kind == Kind::near)
      return fmt::format(" {}NEAR/{} ", e.steps[i - 1].ordered ? "O" : "", e.steps[i - 1].distance);
    return e.kind == Kind::all ? " AND " : " OR ";
  }

  void operand(const Expression& parent, const Expression& e) {
    const bool tight = e.kind == Kind::leaf || e.kind == Kind::scoped;
    const bool bare = tight || (parent.kind == Kind::all && (e.kind == Kind::none || e.kind == Kind::near)) ||
                      (parent.kind == Kind::any && e.kind != Kind::any && e.kind != Kind::all);
    if (!bare) out.text += '(';
    print(e);
    if (!bare) out.text += ')';
  }
};

}  // namespace

Expression group(Kind kind, std::vector<Expression> parts, std::size_t offset) {
  if (parts.size() == 1 && (kind == Kind::all || kind == Kind::any)) return std::move(parts[0]);
  return {kind, offset, {}, std::move(parts)};
}

std::size_t Printed::origin_of(std::size_t offset) const {
  const auto after = std::upper_bound(places.begin(), places.end(), offset,
                                      [](std::size_t at, const auto& place) { return at < place.first; });
  return after == places.begin() ? 0 : std::prev(after)->second;
}

Printed print(const Expression& expression) {
  Printer printer;
  printer.print(expression);
  return std::move(printer.out);
}

}  // namespace resonanz::listen::vendors
