#pragma once
// One look at a feed: asks politely, brings what is new or changed, and says when to look again.

#include <boost/asio/awaitable.hpp>

#include "net/egress.h"
#include "sources/connector.h"
#include "sources/feed/cursor.h"

namespace resonanz::sources::feed {

/// Used from one strand.
class Collector {
 public:
  Collector(const Config& config, Services services);

  boost::asio::awaitable<Result<Batch>> step(std::string cursor);
  /// The feed behind the configured address, found from a page where it is one.
  boost::asio::awaitable<Result<Probe>> probe();

 private:
  Result<Cursor> begin(const std::string& text) const;
  boost::asio::awaitable<Result<net::HttpResponse>> fetch(std::string url, const Cursor* cursor);
  /// True if there is more to do at once; so do the next two.
  boost::asio::awaitable<Result<bool>> read(const net::HttpResponse* response, bool first, Cursor* cursor,
                                            Batch* batch);
  boost::asio::awaitable<bool> subscribe(Cursor* cursor);
  bool deliver(Feed feed, Cursor& cursor, Batch& batch) const;
  bool unreadable(const net::HttpResponse& response, Error error, Cursor& cursor, Batch& batch) const;
  boost::asio::awaitable<void> read_older(std::string next, Cursor* cursor, Batch* batch);
  std::chrono::milliseconds pause(const net::HttpResponse& response, bool news, Cursor& cursor) const;
  Error refusal(const net::HttpResponse& response, std::int64_t interval_s) const;

  Services services_;
  std::string url_, callback_;
  std::int64_t forced_s_;  ///< 0: by the feed's own pace
};

}  // namespace resonanz::sources::feed
