#include "listen/engine/lexicon.h"

namespace resonanz::listen {

WordId Lexicon::add(TokenKind kind, std::string_view folded, std::uint64_t hash) {
  const auto [begin, end] = by_hash_.equal_range(hash);
  for (auto at = begin; at != end; ++at) {
    const Row& row = rows_[at->second];
    if (row.kind == static_cast<unsigned>(kind) && text_of(row) == folded) return at->second;
  }
  const auto id = static_cast<WordId>(rows_.size());
  by_hash_.emplace(hash, id);
  Row row{{}, static_cast<std::uint32_t>(folded.size()), static_cast<unsigned>(kind)};
  const auto place = static_cast<std::uint32_t>(chars_.size());
  if (folded.size() <= kShort) std::memcpy(row.letters, folded.data(), folded.size());
  else std::memcpy(row.letters, &place, sizeof place), chars_ += folded;
  rows_.push_back(row);
  return id;
}

void Lexicon::finish() {
  by_hash_ = decltype(by_hash_)();  // with its memory, which {} would keep
  rows_.shrink_to_fit();
  chars_.append(text::Reading::kReadBehind, '\0');
  chars_.shrink_to_fit();
}

}  // namespace resonanz::listen
