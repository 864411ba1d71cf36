// libFuzzer: any bytes as an HTTP request, as the server reads it: a limit holds, an error is an error, a request has a
// path.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>

#include <cstdlib>

#include "net/incoming.h"

using namespace resonanz;
namespace http = boost::beast::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMaxHeader = 4096, kMaxBody = 4096;
  http::request_parser<http::string_body> parser;
  parser.header_limit(kMaxHeader);
  parser.body_limit(kMaxBody);
  parser.eager(true);
  boost::system::error_code error;
  for (std::size_t at = 0; at < size && !error && !parser.is_done();) {
    const std::size_t used = parser.put(boost::asio::buffer(data + at, size - at), error);
    at += used;
    if (used == 0) break;
  }
  if (error || !parser.is_done()) return 0;
  const auto request = net::read_request(parser.release(), "127.0.0.1");
  if (!request) return 0;
  if (!request->path.starts_with('/') || request->body.size() > kMaxBody) std::abort();
  request->cookie("session");
  request->parameter("limit");
  return 0;
}
