#include "net/incoming.h"

#include <boost/beast/http/fields.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace resonanz::net {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// Splits the target; false if it is not a path.
bool read_target(std::string_view target, Request& out) {
  const auto url = boost::urls::parse_origin_form(target);
  if (!url) return false;
  out.path = url->path();
  for (const auto& parameter : url->params()) out.query[parameter.key] = parameter.value;
  return out.path.find('\0') == std::string::npos;
}

}  // namespace

std::optional<Request> read_request(boost::beast::http::request<boost::beast::http::string_body>&& in,
                                    std::string peer) {
  Request out;
  if (!read_target(in.target(), out)) return std::nullopt;
  out.method = std::string(in.method_string());
  for (const auto& field : in) out.headers[lower(field.name_string())] = std::string(field.value());
  out.body = std::move(in.body());
  out.peer = std::move(peer);
  return out;
}

}  // namespace resonanz::net
