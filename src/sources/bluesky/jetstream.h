#pragma once
// Listening: a Jetstream server's stream, resumed where we left off. Source: the project's README (version 1) and
// lexicon network.bsky.jetstream.subscribeEvents (version 2).

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>

#include "net/egress.h"
#include "sources/bluesky/position.h"
#include "sources/connector.h"

namespace resonanz::sources::bluesky {

/// Used from one strand.
class Jetstream {
 public:
  Jetstream(const Config& config, Services services);

  /// Events after `position`, which is moved; waits until something came, at most about two seconds. What has
  /// already arrived comes along, up to settings source.batch. Errors: cursor, throttled, and those of Egress.
  boost::asio::awaitable<Result<Batch>> read(Position* position);
  /// Opens the stream and lets it go.
  boost::asio::awaitable<Status> check();

 private:
  enum class Wire { v1, v2 };

  boost::asio::awaitable<Status> connect(Position from, std::string* gap);
  boost::asio::awaitable<Result<net::Upgrade>> open(std::int64_t cursor);
  /// False when the connection should be dropped after this batch.
  bool take(const std::string& frame, Position& position, Batch& batch, std::optional<Error>& end);
  Result<std::string> url(std::int64_t cursor) const;

  Services services_;
  Wire wire_;
  std::string address_, dids_;
  std::unique_ptr<net::WebSocket> socket_;
  Position at_;  ///< where socket_ stands
};

}  // namespace resonanz::sources::bluesky
