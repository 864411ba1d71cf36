#pragma once
// One request on its way through a route: parse → authorise → call → serialise.

#include <boost/asio/awaitable.hpp>
#include <boost/json.hpp>

#include <optional>
#include <string>

#include "api/services.h"
#include "auth/sessions.h"
#include "net/server.h"

namespace resonanz::api {

namespace json = boost::json;

struct Call {
  const net::Request& request;
  Services& services;
  std::optional<auth::Session> session;     ///< set for all but public operations
  std::string language;                     ///< "de" or "en", from the user or Accept-Language
  std::map<std::string, std::string> path;  ///< values of {names} in the path

  const auth::User& user() const { return session->user; }
  std::string actor() const { return id_text(session->user.id); }
  TimeUs now() const { return services.clock.now(); }
  /// The {id} of the path; not_found where it is not one.
  Result<Id> id() const;
  /// The body as a JSON object. Errors: json.
  Result<json::object> body() const;
};

using Reply = Result<net::Response>;
using Operation = boost::asio::awaitable<Reply> (*)(Call& call);

/// What somebody wants to find in what is stored; a look for authors leaves a record. Errors: those of parse().
Result<listen::Query> search_query(Call& call, std::string_view text);

/// Errc::overload with a time to come back while the pipeline lags behind: what is not taken in stays with its sender.
Status room_for_items(Services& services);

net::Response ok(const json::value& value, int status = 200);
net::Response nothing();
net::Response problem(const Error& error, std::string_view language);
/// {code, sentence, detail}: an error inside a reply. `detail` is technical, for small print.
json::object coded_sentence(const Error& error, std::string_view language);

// Members of a request's body; errors name the member (Errc::value).
Result<std::string> required_text(const json::object& in, std::string_view name, std::size_t most = 1'000'000);
Result<std::optional<std::string>> optional_text(const json::object& in, std::string_view name);
Result<std::int64_t> required_number(const json::object& in, std::string_view name);
Result<bool> required_bool(const json::object& in, std::string_view name);
Result<Id> required_id(const json::object& in, std::string_view name);
/// 0 where it is missing or null.
Result<Id> optional_id(const json::object& in, std::string_view name);
/// Empty where it is missing.
Result<std::vector<Id>> id_list(const json::object& in, std::string_view name);
/// "limit": how many entries of a list are wanted at once, 0 to 50; 20 where it is not said.
std::size_t page_size(const json::object& in);
Result<TimeUs> required_time(const json::object& in, std::string_view name);
/// Empty where it is missing or null.
Result<std::optional<TimeUs>> optional_time(const json::object& in, std::string_view name);
json::object object_or_empty(const json::object& in, std::string_view name);
/// limit=, cursor= and other numbers of the query part, within bounds.
int number_parameter(const net::Request& request, std::string_view name, int fallback, int least, int most);

// The same of what narrows an answer, where another answer would mislead; absent or empty is no value. Errors: value.
Result<Id> id_parameter(const net::Request& request, std::string_view name);
Result<std::optional<TimeUs>> time_parameter(const net::Request& request, std::string_view name);
Result<int> whole_parameter(const net::Request& request, std::string_view name, int fallback, int least, int most);

json::value time_or_null(const std::optional<TimeUs>& time);

}  // namespace resonanz::api
