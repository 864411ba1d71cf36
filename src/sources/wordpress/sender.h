#pragma once
// Comments and posts on their way to a WordPress site, and the search for those that may have arrived.

#include <boost/asio/awaitable.hpp>

#include <optional>

#include "sources/connector.h"
#include "sources/wordpress/site.h"

namespace resonanz::sources::wordpress {

/// Used from one strand. `site` outlives it.
class Sender {
 public:
  explicit Sender(Site& site) : site_(site) {}

  boost::asio::awaitable<Result<Receipt>> send(Outgoing outgoing);
  boost::asio::awaitable<Result<std::optional<Receipt>>> find(Outgoing outgoing);

 private:
  boost::asio::awaitable<Result<std::int64_t>> our_id();

  Site& site_;
  std::int64_t our_id_ = 0;
};

/// Plain text as the HTML that a comment may contain.
std::string as_html(std::string_view text);

}  // namespace resonanz::sources::wordpress
