#include "listen/engine/postings.h"

#include "listen/engine/marks.h"

namespace resonanz::listen {

Sketch::Sketch(const std::vector<Group>& groups) {
  for (std::size_t i = 1; i < groups.size() && words.empty() && starts.empty(); ++i) {
    if (groups[i].keys.size() > kMostKeys) continue;
    for (const Key& key : groups[i].keys) {
      const std::string_view start = key.kind == Key::Kind::glob ? start_of(key.pattern) : std::string_view();
      if (key.kind == Key::Kind::word) {
        words.push_back(static_cast<std::uint16_t>(key.hash));
      } else if (!start.empty()) {
        starts.emplace_back(start);
      } else {
        *this = {};
        break;
      }
    }
  }
}

bool Posting::has_start(const text::Readings& readings) const {
  for (std::uint32_t i = 0; i < starts(); ++i) {
    const text::Start start(two(kHeader + words() + 2 * i));
    if (readings.any_starting(start, [](std::size_t) { return true; })) return true;
  }
  return false;
}

void PostingLists::file(std::uint32_t key, std::uint32_t query, const Sketch& sketch) {
  filed_.push_back({key, static_cast<std::uint32_t>(data_.size())});
  const auto put_two = [this](std::uint32_t value) {
    data_.push_back(static_cast<std::uint16_t>(value));
    data_.push_back(static_cast<std::uint16_t>(value >> 16));
  };
  put_two(query);
  data_.push_back(static_cast<std::uint16_t>(sketch.words.size() | sketch.starts.size() << 4));
  data_.insert(data_.end(), sketch.words.begin(), sketch.words.end());
  for (const text::Start start : sketch.starts) put_two(start.letters);
}

void PostingLists::finish(std::size_t keys) {
  // In a list those of like size stand together: the processor guesses better.
  const auto order = [this](const Filed& filed) {
    return std::pair(filed.key, Posting(data_.data() + filed.at).size());
  };
  std::stable_sort(filed_.begin(), filed_.end(), [&](const Filed& a, const Filed& b) { return order(a) < order(b); });
  begins_.assign(keys, kNone);
  std::vector<std::uint16_t> sorted;
  sorted.reserve(data_.size());
  for (std::size_t i = 0; i < filed_.size(); ++i) {
    const std::uint16_t* const at = data_.data() + filed_[i].at;
    const std::size_t begin = sorted.size();
    if (i == 0 || filed_[i - 1].key != filed_[i].key) begins_[filed_[i].key] = static_cast<std::uint32_t>(begin);
    sorted.insert(sorted.end(), at, at + Posting(at).size());
    if (i + 1 == filed_.size() || filed_[i + 1].key != filed_[i].key) sorted[begin + 2] |= Posting::kLast;
  }
  data_ = std::move(sorted);
  filed_ = {};
}

}  // namespace resonanz::listen
