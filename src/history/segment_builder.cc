#include <numeric>
#include <span>

#include "history/coding.h"
#include "history/segment.h"

namespace resonanz::history {
namespace {

constexpr std::size_t kBlockBytes = 4096, kLongestInline = 256;

/// Sorted terms as blocks: what a term shares with the one before, the rest of it, its set or the number of its part.
class BlockWriter {
 public:
  BlockWriter(SegmentImage& image, Directory& directory) : image_(image), directory_(directory) {}

  void add(std::string_view term, std::string set) {
    if (block_.empty()) {
      directory_.blocks.emplace_back(term);
      before_ = {};
    }
    const auto shared = static_cast<std::size_t>(
        std::mismatch(before_.begin(), before_.end(), term.begin(), term.end()).first - before_.begin());
    put_number(block_, shared);
    put_text(block_, term.substr(shared));
    if (set.size() <= kLongestInline) {
      put_text(block_, set);
    } else {
      put_number(block_, 0);
      put_number(block_, long_sets_);
      image_.parts.emplace(kLongSets + long_sets_++, std::move(set));
    }
    before_ = term;
    if (block_.size() >= kBlockBytes) end_block();
  }
  void end_block() {
    if (!block_.empty()) image_.parts.emplace(kFirstBlock + blocks_++, std::move(block_));
    block_.clear();
  }

 private:
  SegmentImage& image_;
  Directory& directory_;
  std::string block_;
  std::string_view before_;  ///< the term before, of this block
  std::uint32_t blocks_ = 0, long_sets_ = 0;
};

std::string write_rows(std::span<const Entry> entries) {
  std::string out;
  Entry before;
  for (const Entry& entry : entries) {
    put_signed(out, entry.created - before.created);
    put_signed(out, entry.id - before.id);
    before = entry;
  }
  return out;
}

}  // namespace

void SegmentBuilder::add_post(const Entry& entry, const Stratum& stratum) {
  entries_.push_back(entry);
  strata_.insert(stratum);
}

void SegmentBuilder::add_term(std::string_view term) {
  auto found = terms_.find(term);
  if (found == terms_.end()) found = terms_.emplace(std::string(term), std::vector<std::uint16_t>()).first;
  const auto number = static_cast<std::uint16_t>(entries_.size() - 1);
  if (found->second.empty() || found->second.back() != number) found->second.push_back(number);
}

Status SegmentBuilder::add_segment(SegmentReader& segment, const std::function<bool(Id)>& wanted) {
  TRY(const auto entries, segment.entries());
  std::vector<std::optional<std::uint16_t>> number(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!wanted(entries[i].id)) continue;
    number[i] = static_cast<std::uint16_t>(entries_.size());
    entries_.push_back(entries[i]);
  }
  strata_.insert(segment.directory().strata.begin(), segment.directory().strata.end());
  return segment.each([&](std::string_view term, const std::vector<std::uint16_t>& posts) {
    std::vector<std::uint16_t>* numbers = nullptr;
    for (const std::uint16_t at : posts) {
      if (!number[at]) continue;
      if (!numbers) numbers = &terms_[std::string(term)];
      numbers->push_back(*number[at]);
    }
    return done();
  });
}

std::vector<std::uint16_t> SegmentBuilder::place_by_number() const {
  std::vector<std::uint16_t> order(entries_.size()), place(entries_.size());
  std::iota(order.begin(), order.end(), std::uint16_t{0});
  std::sort(order.begin(), order.end(), [&](std::uint16_t a, std::uint16_t b) { return entries_[a] < entries_[b]; });
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = static_cast<std::uint16_t>(i);
  return place;
}

SegmentImage SegmentBuilder::finish() {
  const auto place = place_by_number();
  std::vector<std::pair<std::string_view, std::vector<std::uint16_t>*>> sorted;
  sorted.reserve(terms_.size());
  for (auto& [term, numbers] : terms_) sorted.emplace_back(term, &numbers);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });

  SegmentImage image;
  Directory directory;
  BlockWriter blocks(image, directory);
  for (auto& [term, numbers] : sorted) {
    for (auto& number : *numbers) number = place[number];
    std::sort(numbers->begin(), numbers->end());
    blocks.add(term, encode_set(*numbers, entries_.size()));
  }
  blocks.end_block();

  std::sort(entries_.begin(), entries_.end());
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    image.last_id = std::max(image.last_id, entries_[i].id);
    if (const auto day = day_of(entries_[i].created); directory.days.empty() || directory.days.back().first != day)
      directory.days.emplace_back(day, i);
  }
  if (!entries_.empty()) image.oldest = entries_.front(), image.newest = entries_.back();
  image.posts = directory.posts = entries_.size();
  directory.strata.assign(strata_.begin(), strata_.end());
  image.directory = write_directory(directory);
  for (std::size_t at = 0; at < entries_.size(); at += kPostsAPart) {
    const auto rows = std::span(entries_).subspan(at, std::min(kPostsAPart, entries_.size() - at));
    image.parts.emplace(kRows + static_cast<std::uint32_t>(at / kPostsAPart), write_rows(rows));
  }
  entries_.clear(), strata_.clear(), terms_.clear();
  return image;
}

}  // namespace resonanz::history
