#include "history/coding.h"
#include "history/segment.h"

namespace resonanz::history {
namespace {

Error damaged() { return fail(Errc::store, "a segment of the history index is damaged"); }

}  // namespace

std::int32_t day_of(TimeUs time) {
  return static_cast<std::int32_t>(time >= 0 ? time / kDayUs : -((-time + kDayUs - 1) / kDayUs));
}

std::string write_directory(const Directory& directory) {
  std::string out;
  put_number(out, directory.posts);
  put_number(out, directory.blocks.size());
  for (const auto& term : directory.blocks) put_text(out, term);
  put_number(out, directory.days.size());
  for (const auto& [day, first] : directory.days) {
    put_signed(out, day);
    put_number(out, first);
  }
  put_number(out, directory.strata.size());
  for (const auto& [source, quarter] : directory.strata) {
    put_signed(out, source);
    put_signed(out, quarter);
  }
  return out;
}

Result<Directory> read_directory(std::string_view bytes) {
  ByteReader in(bytes);
  Directory out;
  out.posts = in.number();
  for (auto n = in.number(); in.ok() && n > 0; --n) out.blocks.emplace_back(in.text());
  for (auto n = in.number(); in.ok() && n > 0; --n) {
    const auto day = static_cast<std::int32_t>(in.signed_number());
    out.days.emplace_back(day, static_cast<std::uint32_t>(in.number()));
  }
  for (auto n = in.number(); in.ok() && n > 0; --n) {
    const Id source = in.signed_number();
    out.strata.push_back({source, static_cast<int>(in.signed_number())});
  }
  if (!in.ok() || !in.at_end() || out.posts > kMostPosts) return damaged();
  return out;
}

Result<const std::vector<Entry>*> SegmentReader::rows(std::size_t number) {
  if (const auto found = rows_.find(number); found != rows_.end()) return &found->second;
  TRY(const std::string bytes, fetch_(kRows + static_cast<std::uint32_t>(number)));
  ByteReader in(bytes);
  std::vector<Entry> rows(std::min(kPostsAPart, posts() - number * kPostsAPart));
  Entry before;
  for (Entry& entry : rows) {
    entry.created = before.created + in.signed_number();
    entry.id = before.id + in.signed_number();
    before = entry;
  }
  if (!in.ok() || !in.at_end()) return damaged();
  return &rows_.emplace(number, std::move(rows)).first->second;
}

Result<Entry> SegmentReader::entry(std::size_t at) {
  TRY(const auto* rows, this->rows(at / kPostsAPart));
  return (*rows)[at % kPostsAPart];
}

Result<std::vector<Entry>> SegmentReader::entries() {
  std::vector<Entry> out;
  out.reserve(posts());
  for (std::size_t number = 0; out.size() < posts(); ++number) {
    TRY(const auto* rows, this->rows(number));
    out.insert(out.end(), rows->begin(), rows->end());
  }
  return out;
}

Result<std::size_t> SegmentReader::first_since(TimeUs time) {
  const auto& days = directory_.days;
  const auto day = std::lower_bound(days.begin(), days.end(), day_of(time),
                                    [](const auto& known, std::int32_t wanted) { return known.first < wanted; });
  if (day == days.end()) return posts();
  std::size_t begin = day->second;
  if (day->first != day_of(time)) return begin;
  std::size_t end = day + 1 == days.end() ? posts() : (day + 1)->second;
  while (begin < end) {
    const std::size_t middle = (begin + end) / 2;
    TRY(const Entry here, entry(middle));
    if (here.created < time) begin = middle + 1;
    else end = middle;
  }
  return begin;
}

Result<const std::string*> SegmentReader::block(std::uint32_t part) {
  auto found = blocks_.find(part);
  if (found == blocks_.end()) {
    TRY(std::string bytes, fetch_(part));
    found = blocks_.emplace(part, std::move(bytes)).first;
  }
  return &found->second;
}

Status SegmentReader::walk(std::string_view from,
                           const std::function<Result<bool>(std::string_view term, Place place)>& see) {
  const auto& firsts = directory_.blocks;
  auto at = std::upper_bound(firsts.begin(), firsts.end(), from,
                             [](std::string_view term, const std::string& first) { return term < first; });
  if (at != firsts.begin()) --at;
  std::string term;
  for (; at != firsts.end(); ++at) {
    TRY(const std::string* bytes, block(kFirstBlock + static_cast<std::uint32_t>(at - firsts.begin())));
    term.clear();
    for (ByteReader in(*bytes); !in.at_end();) {
      const std::uint64_t shared = in.number();
      if (shared > term.size()) return damaged();
      term.resize(shared);
      term += in.text();
      Place place{in.text()};
      if (place.bytes.empty()) place.part = kLongSets + static_cast<std::uint32_t>(in.number());
      if (!in.ok()) return damaged();
      TRY(const bool more, see(term, place));
      if (!more) return done();
    }
  }
  return done();
}

Result<std::string_view> SegmentReader::set_at(const Place& place, std::string& keep) {
  if (!place.bytes.empty()) return place.bytes;
  TRY(keep, fetch_(place.part));
  return std::string_view(keep);
}

Status SegmentReader::add_set(const Place& place, Bits& out) {
  std::string keep;
  TRY(const std::string_view bytes, set_at(place, keep));
  return decode_set(bytes, out) ? done() : Status(damaged());
}

Status SegmentReader::add(std::string_view term, Bits& out) {
  return walk(term, [&](std::string_view here, const Place& place) -> Result<bool> {
    if (here < term) return true;
    if (here == term) CHECK_OK(add_set(place, out));
    return false;
  });
}

Status SegmentReader::add_matching(std::string_view prefix, const std::function<bool(std::string_view)>& wanted,
                                   Bits& out) {
  return walk(prefix, [&](std::string_view here, const Place& place) -> Result<bool> {
    if (here < prefix) return true;
    if (!here.starts_with(prefix)) return false;
    if (wanted(here)) CHECK_OK(add_set(place, out));
    return true;
  });
}

Status SegmentReader::each(
    const std::function<Status(std::string_view term, const std::vector<std::uint16_t>& posts)>& see) {
  std::string keep;
  std::vector<std::uint16_t> posts;
  return walk("", [&](std::string_view here, const Place& place) -> Result<bool> {
    TRY(const std::string_view bytes, set_at(place, keep));
    if (!decode_list(bytes, this->posts(), posts)) return damaged();
    CHECK_OK(see(here, posts));
    return true;
  });
}

}  // namespace resonanz::history
