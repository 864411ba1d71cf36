#pragma once
// A WordPress site's REST API: where it is, how its errors read. Source: WordPress REST API handbook, tested with 6.1.

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

#include <string>

#include "net/egress.h"
#include "sources/connector.h"

namespace resonanz::sources::wordpress {

/// A reply of the API: JSON and the count of pages.
struct Answer {
  boost::json::value json;
  std::int64_t pages = 1;
};

/// Used from one strand.
class Site {
 public:
  Site(const Config& config, Services services);

  /// The API's address, found from the site's page if the settings lack it. Errors: protocol if there is none.
  boost::asio::awaitable<Result<std::string>> api();
  /// GET of a route such as "wp/v2/posts" with a query without "?". Anonymous, unless the site wants a login to read.
  boost::asio::awaitable<Result<Answer>> get(std::string route, std::string query);
  /// GET with our account.
  boost::asio::awaitable<Result<Answer>> get_as_us(std::string route, std::string query);
  /// POST with our account. A lost reply is Errc::timeout: it may have arrived.
  boost::asio::awaitable<Result<Answer>> post(std::string route, boost::json::object body);

  bool has_account() const { return !authorization_.empty(); }

 private:
  boost::asio::awaitable<Result<Answer>> call(net::HttpRequest request, std::string route, std::string query);

  Services services_;
  std::string url_, api_, authorization_;
  bool read_with_login_ = false;
};

/// What an error reply means. `code()` of WordPress stands at the start of the detail: "comment_duplicate: …".
Error refusal_of(const net::HttpResponse& response, std::string_view route);
/// True if the error came with this WordPress code.
bool has_code(const Error& error, std::string_view code);
/// The address in `Link: <…>; rel="https://api.w.org/"`, or in the page's <link>; "" if there is none.
std::string api_link(const net::HttpResponse& page);

}  // namespace resonanz::sources::wordpress
