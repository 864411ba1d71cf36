#include "model/post.h"

#include <array>

namespace resonanz {
namespace {
constexpr std::array<std::string_view, 8> kNames = {"post",    "reply",  "repost",  "quote",
                                                    "comment", "review", "article", "edit"};
}

std::string_view name_of(PostKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::optional<PostKind> post_kind_from(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<PostKind>(i);
  return std::nullopt;
}

}  // namespace resonanz
