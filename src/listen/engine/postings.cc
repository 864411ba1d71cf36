#include "listen/engine/postings.h"

#include <algorithm>

#include "listen/engine/marks.h"

namespace resonanz::listen {

namespace {

/// What the group's words and wildcards begin with; none where one of them may begin in any way.
std::vector<text::Start> starts_of(const Group& group) {
  std::vector<text::Start> out;
  for (const Key& key : group.keys) {
    const std::string_view letters =
        key.kind == Key::Kind::glob ? start_of(key.pattern) : key.text.substr(0, text::Start::kLongest);
    const bool has_letters = key.kind == Key::Kind::word || key.kind == Key::Kind::glob;
    if (!has_letters || letters.size() < text::Start::kShortest) return {};
    out.emplace_back(letters);
  }
  return out;
}

}  // namespace

Sketch::Sketch(const std::vector<Group>& groups) {
  for (std::size_t i = 1; i < groups.size() && words.empty() && starts.empty(); ++i) {
    const auto& keys = groups[i].keys;
    const bool plain =
        std::all_of(keys.begin(), keys.end(), [](const Key& key) { return key.kind == Key::Kind::word; });
    if (plain && keys.size() <= kMostWords)
      for (const Key& key : keys) words.push_back(static_cast<std::uint16_t>(key.hash));
    else if (!plain && keys.size() <= kMostStarts) starts = starts_of(groups[i]);
  }
}

void PostingLists::file(std::uint32_t key, std::uint32_t query, const Sketch& sketch) {
  Posting posting{query, static_cast<std::uint32_t>(sketch.starts.size()), {}};
  posting.sketch.fill(sketch.words.empty() ? PostWords::kInEveryPost : sketch.words.front());
  std::copy(sketch.words.begin(), sketch.words.end(), posting.sketch.begin());
  if (!sketch.starts.empty())
    std::memcpy(posting.sketch.data(), sketch.starts.data(), sketch.starts.size() * sizeof sketch.starts[0]);
  filed_.push_back({key, posting});
}

void PostingLists::finish(std::size_t keys) {
  std::stable_sort(filed_.begin(), filed_.end(), [](const Filed& a, const Filed& b) { return a.key < b.key; });
  begins_.assign(keys + 1, 0);
  postings_.reserve(filed_.size());
  for (const Filed& filed : filed_) {
    postings_.push_back(filed.posting);
    ++begins_[filed.key + 1];
  }
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  filed_ = std::vector<Filed>();  // with its memory, which {} would keep
}

std::size_t PostingLists::sieve(std::span<std::uint32_t> numbers, const PostWords& post) const {
  static const PostingSieve widest = posting_sieves().back();
  return widest(postings_.data(), numbers, post.bits());
}

}  // namespace resonanz::listen
