#pragma once
// Our account on an AT Protocol server (PDS): sessions and calls. Source: lexicons com.atproto.server and .repo.

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>

#include "net/egress.h"
#include "sources/connector.h"

namespace resonanz::sources::bluesky {

struct Session {
  std::string pds;  ///< origin of the account's own server, without a slash at the end
  std::string did, handle, access, refresh;
};

/// Used from one strand. Sessions are shared by all accounts of this process with the same name and password,
/// because signing in is limited to 30 times in 5 minutes and 300 a day.
class Account {
 public:
  Account(const Config& config, Services services);

  bool configured() const { return !identifier_.empty() && !password_.empty(); }
  /// Signs in, or gives the session that is still open. Errors: credentials, throttled, and those of Egress.
  boost::asio::awaitable<Result<Session>> session();
  /// A query (GET) or procedure (POST) with our session; an expired one is renewed and the call repeated once.
  /// A lost reply of a procedure is Errc::timeout: it may have arrived.
  boost::asio::awaitable<Result<boost::json::value>> query(std::string method, std::string parameters);
  boost::asio::awaitable<Result<boost::json::value>> procedure(std::string method, boost::json::object body);

 private:
  boost::asio::awaitable<Result<Session>> sign_in();
  boost::asio::awaitable<Result<Session>> renew(Session old);
  boost::asio::awaitable<Result<boost::json::value>> authorised(net::HttpRequest request, std::string method);
  boost::asio::awaitable<Result<boost::json::value>> call(net::HttpRequest request, std::string method);
  std::string cache_key() const;

  Services services_;
  std::string service_, identifier_, password_, directory_;
};

/// What an XRPC error means. The protocol's own name stands at the start of the detail: "RecordNotFound: …".
Error refusal_of(const net::HttpResponse& response, std::string_view method, TimeUs now);
bool has_name(const Error& error, std::string_view name);

}  // namespace resonanz::sources::bluesky
