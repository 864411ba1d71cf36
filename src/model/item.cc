#include "model/item.h"

namespace resonanz {
namespace {
constexpr std::string_view kOps[] = {"upsert", "remove", "remove_author"};
}  // namespace

std::string_view name_of(Op op) { return kOps[static_cast<std::size_t>(op)]; }

std::optional<Op> op_from(std::string_view name) {
  for (const Op op : {Op::upsert, Op::remove, Op::remove_author})
    if (name_of(op) == name) return op;
  return std::nullopt;
}

}  // namespace resonanz
