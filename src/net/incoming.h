#pragma once
// A parsed HTTP message as handlers see it. Pure.

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <optional>

#include "net/server.h"

namespace resonanz::net {

/// Header names in lower case, path and query decoded. Nothing where the target is not a path (a proxy's absolute form,
/// "*") or hides a zero byte.
std::optional<Request> read_request(boost::beast::http::request<boost::beast::http::string_body>&& in,
                                    std::string peer);

}  // namespace resonanz::net
