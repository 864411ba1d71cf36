#pragma once
// From a handle to an account and its server, without assuming any company's host.
// Source: AT Protocol handle and DID specifications (did:plc, did:web). DNS records are not asked for.

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

#include <string>

#include "model/post.h"
#include "net/egress.h"

namespace resonanz::sources::bluesky {

/// The account's server by its handle or DID. `directory` answers for did:plc; "" for the public one.
/// Errors: value (no such handle), protocol, and those of Egress. `egress` outlives the call.
boost::asio::awaitable<Result<std::string>> find_pds(net::Egress* egress, std::string identifier,
                                                     std::string directory);

/// The public profile of an account, asked of its own server. Errors as find_pds(), and gone.
boost::asio::awaitable<Result<Author>> find_author(net::Egress* egress, std::string did, std::string directory);

/// The server named in a DID document, without a slash at the end; "" if there is none.
std::string pds_of(const boost::json::value& document);

}  // namespace resonanz::sources::bluesky
