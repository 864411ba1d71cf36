#pragma once
// How far a Bluesky source has read, as the text that is stored with its items.

#include <cstdint>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace resonanz::sources::bluesky {

struct Position {
  TimeUs time_us = 0;    ///< both versions resume by it
  std::int64_t seq = 0;  ///< version 2 only, exact
  std::string search;    ///< paging of the one-time search; "done" when it is over

  std::string text() const;
  /// "" is the very start. Errc::cursor for what text() did not write.
  static Result<Position> parse(std::string_view text);
};

}  // namespace resonanz::sources::bluesky
