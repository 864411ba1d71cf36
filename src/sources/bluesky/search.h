#pragma once
// Older posts by search, once, at the start of a source: only where the account's server offers it.

#include <boost/asio/awaitable.hpp>

#include <string>

#include "sources/bluesky/account.h"
#include "sources/bluesky/position.h"
#include "sources/connector.h"

namespace resonanz::sources::bluesky {

/// One page; moves `position->search`, "done" at the end. Servers without search end it with a word in the log.
/// `account` and `position` outlive the call. Errors: throttled, connect, credentials.
boost::asio::awaitable<Result<std::vector<Item>>> search_page(Account* account, std::string term, Position* position);

}  // namespace resonanz::sources::bluesky
