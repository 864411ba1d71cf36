#include "listen/engine/postings.h"

#include "listen/engine/marks.h"

namespace resonanz::listen {

Sketch::Sketch(const std::vector<Group>& groups) {
  for (std::size_t i = 1; i < groups.size() && keys.empty(); ++i) {
    if (groups[i].keys.size() > kMostKeys) continue;
    for (const Key& key : groups[i].keys) {
      const std::string_view start = key.kind == Key::Kind::glob ? start_of(key.pattern) : std::string_view();
      if (key.kind != Key::Kind::word && start.empty()) {
        *this = {};
        break;
      }
      keys.push_back(start.empty() ? static_cast<std::uint16_t>(key.hash) : text::Readings::start_bits(start));
      if (!start.empty()) starts |= 1u << start.size();
    }
  }
}

void PostingLists::file(std::uint32_t key, std::uint32_t query, const Sketch& sketch) {
  filed_.push_back({key, static_cast<std::uint32_t>(data_.size())});
  const std::uint32_t header = Posting::header(query, sketch);
  data_.push_back(static_cast<std::uint16_t>(header));
  data_.push_back(static_cast<std::uint16_t>(header >> 16));
  data_.insert(data_.end(), sketch.keys.begin(), sketch.keys.end());
  starts_ |= sketch.starts;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> PostingLists::finish() {
  constexpr std::uint16_t kLast = 1 << 4;
  // In a list those of like size stand together: the processor guesses better.
  const auto order = [this](const Filed& filed) {
    return std::pair(filed.key, Posting(data_.data() + filed.at).count());
  };
  std::stable_sort(filed_.begin(), filed_.end(), [&](const Filed& a, const Filed& b) { return order(a) < order(b); });
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lists;
  std::vector<std::uint16_t> sorted;
  sorted.reserve(data_.size());
  for (std::size_t i = 0; i < filed_.size(); ++i) {
    const std::uint16_t* const at = data_.data() + filed_[i].at;
    const std::size_t begin = sorted.size();
    if (i == 0 || filed_[i - 1].key != filed_[i].key)
      lists.emplace_back(filed_[i].key, static_cast<std::uint32_t>(begin));
    sorted.insert(sorted.end(), at, Posting(at).end());
    if (i + 1 == filed_.size() || filed_[i + 1].key != filed_[i].key) sorted[begin] |= kLast;
  }
  data_ = std::move(sorted);
  filed_ = {};
  return lists;
}

}  // namespace resonanz::listen
