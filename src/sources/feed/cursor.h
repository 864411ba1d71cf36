#pragma once
// How far a feed has been read, as the text that is stored with its items.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "sources/feed/feed.h"
#include "sources/feed/websub.h"

namespace resonanz::sources::feed {

/// The newest entries with what we delivered of them, as hashes: keeps repeats quiet, lets edits through.
class Known {
 public:
  bool has(const Item& item) const;
  void put(const Item& item);
  /// Forgets the oldest beyond 2,000, but none of the newest `in_feed`.
  void trim(std::size_t in_feed);
  std::string text() const;
  static Known parse(std::string_view text);
  std::size_t size() const { return entries_.size(); }

 private:
  std::vector<std::string> order_;                        ///< oldest first; may name an entry again that was put later
  std::unordered_map<std::string, std::string> entries_;  ///< hash of the id → hash of the revision
};

struct Cursor {
  std::string configured;        ///< the address in the settings that this position belongs to
  std::string url;               ///< what is asked now: the same, or where it moved for good
  std::string etag, modified;    ///< validators, verbatim
  std::string answered_by;       ///< the address that gave the validators
  std::string moved_to;          ///< a permanent redirect that is not yet believed
  std::int64_t moved_times = 0;  ///< how often it was seen
  std::string body;              ///< hash of the content read last
  std::int64_t interval_s = 0;   ///< between the last two polls
  Pace pace;
  Known known;
  std::string hub, topic;  ///< what the feed offers for WebSub
  Subscription websub;     ///< what we made of it; stored before the hub hears of it, for it asks back at once

  void forget_validators();
  std::string text() const;
  /// Errc::cursor for what text() did not write.
  static Result<Cursor> parse(std::string_view text);
};

/// For the WebSub route: the subscription in a source's cursor. Errors: cursor.
Result<Subscription> subscription_of(std::string_view cursor);
/// The cursor with the lease that the hub granted. Storing it is worth trying, not required: a poll under way may
/// overwrite it, then the renewal goes by the lease we asked for. Errors: cursor.
Result<std::string> confirmed(std::string_view cursor, std::int64_t lease_s);

}  // namespace resonanz::sources::feed
