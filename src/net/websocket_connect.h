#pragma once
// The way from a checked address to an open WebSocket. Internal to net: others ask net::Egress.

#include <boost/asio/awaitable.hpp>

#include "net/egress.h"
#include "net/egress_url.h"

namespace resonanz::net {

/// `options` outlive the call. Errors as Egress::websocket().
boost::asio::awaitable<Result<Upgrade>> connect_websocket(WebSocketRequest request, Target target,
                                                          const Egress::Options* options);

}  // namespace resonanz::net
