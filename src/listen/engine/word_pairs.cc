#include "listen/engine/word_pairs.h"

namespace resonanz::listen {

void WordPairs::finish(std::size_t keys) {
  std::stable_sort(filed_.begin(), filed_.end(), [](const Filed& a, const Filed& b) { return a.key < b.key; });
  begins_.assign(keys + 1, 0);
  pairs_.reserve(filed_.size());
  for (const Filed& filed : filed_) {
    pairs_.push_back({filed.query, filed.other});
    ++begins_[filed.key + 1];
  }
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  filed_ = std::vector<Filed>();  // with its memory, which {} would keep
}

std::uint32_t* WordPairs::decide(FiledId key, const PostWords& post, std::uint32_t* out) const {
  const Pair *at = pairs_.data() + begins_[key], *const end = pairs_.data() + begins_[key + 1];
  std::uint32_t* const begin = out;
  const Pair* const first = at;
  for (; at != end; ++at) {  // without a branch: nobody could guess it
    *out = static_cast<std::uint32_t>(at - first);
    out += post.may_have(static_cast<std::uint16_t>(at->other.hash));
  }
  std::uint32_t* kept = begin;
  for (const std::uint32_t* number = begin; number != out; ++number) {
    const Pair& pair = first[*number];
    if (post.has_often_asked(pair.other)) *kept++ = pair.query;
  }
  return kept;
}

}  // namespace resonanz::listen
