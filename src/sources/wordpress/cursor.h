#pragma once
// How far a WordPress source has read, as the text that is stored with its items.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace resonanz::sources::wordpress {

/// The newest entries by id with the revision we delivered: shows edits and deletions, and keeps the overlap quiet.
class Known {
 public:
  explicit Known(std::size_t most) : most_(most) {}

  bool has(std::int64_t id, const std::string& revision) const;
  void put(std::int64_t id, std::string revision);
  void erase(std::int64_t id);
  const std::vector<std::pair<std::int64_t, std::string>>& entries() const { return entries_; }

 private:
  std::size_t most_;
  std::vector<std::pair<std::int64_t, std::string>> entries_;  ///< oldest first
};

struct Track {
  explicit Track(std::size_t most) : known(most) {}

  TimeUs after = 0;  ///< everything up to here has been read
  int page = 1;      ///< above 1 only while more than a batch shares one second
  Known known;
};

struct Cursor {
  Track posts{100}, comments{200};
  TimeUs since = 0;  ///< where listening began
  TimeUs swept = 0;  ///< last look back

  std::string text() const;
  /// Errc::cursor for what text() did not write.
  static Result<Cursor> parse(std::string_view text);
};

}  // namespace resonanz::sources::wordpress
