#pragma once
// Frames of a Jetstream server, both wire versions (version 1 "/subscribe", version 2 "subscribeEvents"). Pure.

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "model/item.h"

namespace resonanz::sources::bluesky {

inline constexpr std::string_view kPostCollection = "app.bsky.feed.post";

struct Frame {
  std::optional<Item> item;  ///< empty for events that are none of our business (identities, returning accounts)
  TimeUs time_us = 0;        ///< 0 where the frame names no time
  std::int64_t seq = 0;      ///< version 2 only
  std::string gap;           ///< the server says that something was skipped
  std::optional<Error> end;  ///< the server says goodbye
};

/// Tells the versions apart by itself. What cannot be read becomes an item with a problem.
Frame read_frame(std::string_view text);

/// "at://did/collection/rkey".
std::string record_uri(std::string_view did, std::string_view collection, std::string_view rkey);

}  // namespace resonanz::sources::bluesky
