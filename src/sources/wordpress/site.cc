#include "sources/wordpress/site.h"

#include <boost/json.hpp>

#include "net/egress_url.h"
#include "sources/json.h"
#include "text/html.h"

namespace resonanz::sources::wordpress {
namespace {

namespace asio = boost::asio;
constexpr std::string_view kRelation = "https://api.w.org/";
constexpr int kFloodPause = 15;  // seconds WordPress wants between two comments of one person

/// `base` is ".../wp-json/" or ".../?rest_route=/".
std::string route_url(const std::string& base, const std::string& route, const std::string& query) {
  const bool pretty = base.find('?') == std::string::npos;
  std::string url = base + route;
  if (!query.empty()) url += (pretty ? "?" : "&") + query;
  return url;
}

Errc code_for(int status, std::string_view code) {
  if (code == "comment_flood") return Errc::throttled;
  if (code == "comment_content_column_length" || code == "comment_author_column_length") return Errc::too_long;
  if (code == "rest_no_route") return Errc::protocol;
  if (status == 401 || code == "incorrect_password" || code == "invalid_username") return Errc::credentials;
  if (status == 400 || status == 409) return Errc::refused;
  net::HttpResponse plain;
  plain.status = status;
  return net::error_of(plain, "").code;
}

}  // namespace

Site::Site(const Config& config, Services services)
    : services_(std::move(services)),
      url_(json::text(config.settings, "url")),
      api_(json::text(config.settings, "api")) {
  const std::string user = json::text(config.settings, "user"), password = json::text(config.secrets, "password");
  if (!user.empty() && !password.empty()) authorization_ = net::basic_auth(user, password);
}

asio::awaitable<Result<std::string>> Site::api() {
  if (!api_.empty()) co_return api_;
  net::HttpRequest request;
  request.url = url_;
  CO_TRY(const net::HttpResponse page, co_await services_.egress.fetch(request));
  std::string base = api_link(page);
  if (base.empty()) base = "/?rest_route=/";
  CO_TRY(base, net::resolve_url(page.url, base));
  request.url = base;
  CO_TRY(const net::HttpResponse root, co_await services_.egress.fetch(request));
  if (root.status == 404) co_return fail(Errc::absent, fmt::format("{}: HTTP 404", base));
  if (!root.ok()) co_return refusal_of(root, "the site's interface");
  const Result<boost::json::value> document = json::parse(root.body);
  bool known = false;
  if (document)
    for (const auto& name : json::list(*document, "namespaces")) known = known || name == "wp/v2";
  if (!known) co_return fail(Errc::protocol, "this site offers no WordPress interface (REST API)");
  api_ = root.url;
  if (api_.back() != '/') api_ += '/';
  co_return api_;
}

asio::awaitable<Result<Answer>> Site::get(std::string route, std::string query) {
  net::HttpRequest request;
  if (read_with_login_) request.headers.push_back({"Authorization", authorization_});
  Result<Answer> answer = co_await call(request, route, query);
  const bool closed =
      !answer && answer.error().code == Errc::credentials && !has_code(answer.error(), "rest_cannot_read");
  if (!closed || read_with_login_ || !has_account() || has_code(answer.error(), "rest_forbidden")) co_return answer;
  read_with_login_ = true;
  co_return co_await get(std::move(route), std::move(query));
}

asio::awaitable<Result<Answer>> Site::get_as_us(std::string route, std::string query) {
  net::HttpRequest request;
  request.headers.push_back({"Authorization", authorization_});
  co_return co_await call(std::move(request), std::move(route), std::move(query));
}

asio::awaitable<Result<Answer>> Site::post(std::string route, boost::json::object body) {
  net::HttpRequest request;
  request.method = "POST";
  request.headers.push_back({"Authorization", authorization_});
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = boost::json::serialize(body);
  Result<Answer> answer = co_await call(std::move(request), std::move(route), "");
  if (!answer && answer.error().code == Errc::json) co_return fail(Errc::timeout, answer.error().detail);
  co_return answer;
}

asio::awaitable<Result<Answer>> Site::call(net::HttpRequest request, std::string route, std::string query) {
  CO_TRY(const std::string base, co_await api());
  request.url = route_url(base, route, query);
  const bool writes = request.method == "POST";
  Result<net::HttpResponse> response = co_await services_.egress.fetch(std::move(request));
  if (!response) {
    const Errc code = response.error().code;
    const bool unknown = writes && (code == Errc::protocol || code == Errc::too_large);
    co_return fail(unknown ? Errc::timeout : code, response.error().detail);
  }
  if (!response->ok()) co_return refusal_of(*response, route);
  Result<boost::json::value> document = json::parse(response->body);
  if (!document) co_return fail(writes ? Errc::timeout : Errc::protocol, route + " answered no JSON");
  Answer answer;
  answer.json = *std::move(document);
  boost::json::object pages;
  pages["n"] = response->header("X-WP-TotalPages");
  answer.pages = json::number(pages, "n", 1);
  co_return answer;
}

Error refusal_of(const net::HttpResponse& response, std::string_view route) {
  const Result<boost::json::value> body = json::parse(response.body);
  const std::string code = body ? json::text(*body, "code") : std::string();
  const std::string message = body ? text::html_to_text(json::text(*body, "message")) : std::string();
  Error error = fail(code_for(response.status, code));
  error.detail =
      code.empty() ? fmt::format("{}: HTTP {}", route, response.status) : fmt::format("{}: {}", code, message);
  if (error.code == Errc::throttled) error.retry_after_s = response.retry_after_s;
  if (code == "comment_flood" && !error.retry_after_s) error.retry_after_s = kFloodPause;
  return error;
}

bool has_code(const Error& error, std::string_view code) {
  return error.detail.starts_with(code) && error.detail.substr(code.size()).starts_with(":");
}

std::string api_link(const net::HttpResponse& page) {
  for (const net::Header& header : page.headers) {
    if (net::find_header({{header.name, "link"}}, "Link").empty()) continue;
    const auto relation = header.value.find(kRelation);
    if (relation == std::string::npos) continue;
    const auto end = header.value.rfind('>', relation);
    const auto begin = header.value.rfind('<', end);
    if (end != std::string::npos && begin != std::string::npos) return header.value.substr(begin + 1, end - begin - 1);
  }
  const auto relation = page.body.find(kRelation);
  if (relation == std::string::npos) return {};
  const auto href = page.body.find("href=", relation);
  const auto close = page.body.find('>', relation);
  if (href == std::string::npos || href > close || href + 6 >= page.body.size()) return {};
  const char quote = page.body[href + 5];
  const auto end = page.body.find(quote, href + 6);
  if ((quote != '"' && quote != '\'') || end == std::string::npos) return {};
  return text::html_to_text(page.body.substr(href + 6, end - href - 6));
}

}  // namespace resonanz::sources::wordpress
