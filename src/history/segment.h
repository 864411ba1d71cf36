#pragma once
// A segment: up to 65,536 stored posts, and which of them have which term. Immutable; made by SegmentBuilder, stored by
// segment_rows, read by SegmentReader. A post's ordinal in it follows its time, so that a stretch of time is a stretch
// of ordinals and the newest are the highest.
//
// Parts 1… hold the terms in order, in blocks of some kilobytes, each with its set of posts; sets that are long have a
// part of their own, from kLongSets; the posts' ids and times are from kRows on, so many posts a part. The directory
// says which block begins with what.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "history/bits.h"
#include "history/terms.h"

namespace resonanz::history {

inline constexpr std::size_t kMostPosts = 65536;
inline constexpr std::uint32_t kFirstBlock = 1, kLongSets = 1 << 18, kRows = 1 << 19;
inline constexpr std::size_t kPostsAPart = 512;

/// A post of a segment.
struct Entry {
  Id id = 0;
  TimeUs created = 0;

  friend auto operator<=>(const Entry& a, const Entry& b) {
    return std::tie(a.created, a.id) <=> std::tie(b.created, b.id);
  }
  friend bool operator==(const Entry&, const Entry&) = default;
};

/// What a search needs before it reads a part.
struct Directory {
  std::size_t posts = 0;
  std::vector<std::string> blocks;                           ///< the first term of each
  std::vector<std::pair<std::int32_t, std::uint32_t>> days;  ///< day since 1970, its first ordinal; ascending
  std::vector<Stratum> strata;                               ///< for sealed terms
};

/// A segment as it is stored.
struct SegmentImage {
  Entry oldest, newest;
  std::size_t posts = 0;
  Id last_id = 0;
  std::string directory;
  std::map<std::uint32_t, std::string> parts;
};

std::string write_directory(const Directory& directory);
/// Error store: the bytes are damaged.
Result<Directory> read_directory(std::string_view bytes);

/// The day of a time, floored.
std::int32_t day_of(TimeUs time);

/// Reads one segment through `fetch`, which gives a part's bytes. Not thread-safe. Errors: store (damaged bytes), and
/// those of `fetch`.
class SegmentReader {
 public:
  using Fetch = std::function<Result<std::string>(std::uint32_t part)>;
  SegmentReader(const Directory& directory, Fetch fetch) : directory_(directory), fetch_(std::move(fetch)) {}

  std::size_t posts() const { return directory_.posts; }
  const Directory& directory() const { return directory_; }
  /// By ordinal. Reads its part once.
  Result<Entry> entry(std::size_t at);
  /// All, by ordinal.
  Result<std::vector<Entry>> entries();
  /// The first ordinal of this time or a later one; posts() where there is none.
  Result<std::size_t> first_since(TimeUs time);
  /// Adds the posts that have the term.
  Status add(std::string_view term, Bits& out);
  /// Adds the posts that have a term which begins with `prefix` and is `wanted`.
  Status add_matching(std::string_view prefix, const std::function<bool(std::string_view term)>& wanted, Bits& out);
  /// Every term in order, with its posts.
  Status each(const std::function<Status(std::string_view term, const std::vector<std::uint16_t>& posts)>& see);

 private:
  /// Where a term's posts are: in the block, or in a part of their own.
  struct Place {
    std::string_view bytes;
    std::uint32_t part = 0;
  };
  /// Walks the terms from the block that may hold `from` until `see` returns false.
  Status walk(std::string_view from, const std::function<Result<bool>(std::string_view term, Place place)>& see);
  /// Its bytes, wherever they are; `keep` holds them if they had to be read.
  Result<std::string_view> set_at(const Place& place, std::string& keep);
  Status add_set(const Place& place, Bits& out);
  Result<const std::string*> block(std::uint32_t part);
  /// The posts from kPostsAPart * number on.
  Result<const std::vector<Entry>*> rows(std::size_t number);

  const Directory& directory_;
  Fetch fetch_;
  // Those read so far.
  std::map<std::uint32_t, std::string> blocks_;
  std::map<std::size_t, std::vector<Entry>> rows_;
};

/// Collects posts with their terms and makes a segment of them. Not thread-safe.
class SegmentBuilder {
 public:
  /// A post; its terms follow by add_term(). Precondition: posts() < kMostPosts.
  void add_post(const Entry& entry, const Stratum& stratum);
  void add_term(std::string_view term);
  /// The posts of another segment that are `wanted`.
  Status add_segment(SegmentReader& segment, const std::function<bool(Id)>& wanted);

  std::size_t posts() const { return entries_.size(); }
  /// Leaves the builder empty.
  SegmentImage finish();

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::vector<std::uint16_t> place_by_number() const;

  std::vector<Entry> entries_;  ///< in the order they came: by number
  std::set<Stratum> strata_;
  std::unordered_map<std::string, std::vector<std::uint16_t>, Hash, std::equal_to<>> terms_;  ///< to numbers
};

}  // namespace resonanz::history
