#include "history/pace.h"

namespace resonanz::history {
namespace {

constexpr std::int64_t kSmallSegment = 8192;  // written anew for every change
constexpr std::int64_t kFewestShare = 64;     // of a larger one

}  // namespace

bool Pace::is_due(std::int64_t segment, std::int64_t posts, std::int64_t changes) {
  now_[segment] = changes;
  if (changes * 2 >= posts) return true;
  if (posts > kSmallSegment && changes * kFewestShare < posts) return false;
  const auto before = before_.find(segment);
  return before != before_.end() && before->second == changes;
}

}  // namespace resonanz::history
