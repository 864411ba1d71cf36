#include "net/egress_transfer.h"

#include <sys/socket.h>

#include <boost/asio/ip/tcp.hpp>

namespace resonanz::net {
namespace {

template <typename T>
void set(CURL* easy, CURLoption option, T value) {
  curl_easy_setopt(easy, option, value);
}

/// The address curl is about to connect to; empty for anything that is not IP.
std::optional<IpAddress> address_of(const curl_sockaddr& address) {
  boost::asio::ip::tcp::endpoint endpoint;
  if ((address.family != AF_INET && address.family != AF_INET6) || address.addrlen > endpoint.capacity()) return {};
  std::memcpy(endpoint.data(), &address.addr, address.addrlen);
  endpoint.resize(address.addrlen);
  return endpoint.address();
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

Transfer::Transfer(boost::asio::any_io_executor caller, const HttpRequest& request, Target target,
                   const Egress::Options& options)
    : wake(std::move(caller), boost::asio::steady_timer::time_point::max()),
      easy_(curl_easy_init()),
      request_(request),
      target_(std::move(target)),
      policy_(options.policy) {
  set_options(options);
  set_method();
}

Transfer::Transfer(boost::asio::any_io_executor caller, MailRequest mail, Target target, const Egress::Options& options)
    : wake(std::move(caller), boost::asio::steady_timer::time_point::max()),
      easy_(curl_easy_init()),
      mail_(std::move(mail)),
      target_(std::move(target)),
      policy_(options.policy) {
  set_limits(options, mail_.timeout, mail_.timeout);
  set_mail();
}

/// What holds for every connection.
void Transfer::set_limits(const Egress::Options& options, std::chrono::milliseconds timeout,
                          std::chrono::milliseconds idle) {
  CURL* easy = easy_.get();
  set(easy, CURLOPT_URL, target_.url.c_str());
  set(easy, CURLOPT_PRIVATE, this);
  set(easy, CURLOPT_PROXY, "");  // never a proxy from the environment
  set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_ERRORBUFFER, curl_detail_);
  if (!options.ca_file.empty()) set(easy, CURLOPT_CAINFO, options.ca_file.c_str());
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  set(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(std::chrono::ceil<std::chrono::seconds>(idle).count()));
  set(easy, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_open);
  set(easy, CURLOPT_OPENSOCKETDATA, this);
}

void Transfer::set_options(const Egress::Options& options) {
  set_limits(options, request_.timeout, request_.idle);
  CURL* easy = easy_.get();
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  set(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(easy, CURLOPT_HEADERDATA, this);
  set(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(easy, CURLOPT_WRITEDATA, this);
  if (find_header(request_.headers, "User-Agent").empty()) set(easy, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_slist* list = curl_slist_append(nullptr, "Expect:");  // no pause before bodies
  for (const Header& header : request_.headers) {
    if (header.name.find_first_of("\r\n:") != std::string::npos ||
        header.value.find_first_of("\r\n") != std::string::npos)
      continue;
    list = curl_slist_append(list, fmt::format("{}: {}", header.name, header.value).c_str());
  }
  header_list_.reset(list);
  set(easy, CURLOPT_HTTPHEADER, list);
}

void Transfer::set_method() {
  CURL* easy = easy_.get();
  if (request_.method == "GET") return set(easy, CURLOPT_HTTPGET, 1L);
  if (request_.method == "HEAD") return set(easy, CURLOPT_NOBODY, 1L);
  // curl repeats a request by itself when a kept connection turns out dead; what writes must not be sent twice.
  set(easy, CURLOPT_FRESH_CONNECT, 1L);
  set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  set(easy, CURLOPT_POSTFIELDS, request_.body.c_str());
  set(easy, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

void Transfer::set_mail() {
  CURL* easy = easy_.get();
  set(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(easy, CURLOPT_USE_SSL, static_cast<long>(mail_.server.plain ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  set(easy, CURLOPT_FRESH_CONNECT, 1L);  // a kept connection that turns out dead would send it twice
  set(easy, CURLOPT_FORBID_REUSE, 1L);
  if (!mail_.server.user.empty()) {
    set(easy, CURLOPT_USERNAME, mail_.server.user.c_str());
    set(easy, CURLOPT_PASSWORD, mail_.server.password.c_str());
  }
  mail_.from = "<" + mail_.from + ">";
  set(easy, CURLOPT_MAIL_FROM, mail_.from.c_str());
  recipients_.reset(curl_slist_append(nullptr, ("<" + mail_.to + ">").c_str()));
  set(easy, CURLOPT_MAIL_RCPT, recipients_.get());
  set(easy, CURLOPT_UPLOAD, 1L);
  set(easy, CURLOPT_READFUNCTION, &Transfer::on_upload);
  set(easy, CURLOPT_READDATA, this);
  set(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(easy, CURLOPT_WRITEDATA, this);
}

std::size_t Transfer::on_upload(char* data, std::size_t size, std::size_t count, void* context) {
  auto& self = *static_cast<Transfer*>(context);
  const std::size_t bytes = self.mail_.message.copy(data, size * count, self.uploaded_);
  self.uploaded_ += bytes;
  return bytes;
}

curl_socket_t Transfer::on_open(void* data, curlsocktype, curl_sockaddr* address) {
  auto& self = *static_cast<Transfer*>(data);
  const auto ip = address_of(*address);
  const std::string_view why = ip ? self.policy_.why_blocked(self.target_.host, *ip) : "not an internet address";
  if (!why.empty()) {
    self.blocked_ = fmt::format("{} ({}, {})", self.target_.host, ip ? ip->to_string() : "?", why);
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address->protocol);
}

std::size_t Transfer::on_header(char* data, std::size_t size, std::size_t count, void* context) {
  auto& self = *static_cast<Transfer*>(context);
  const std::string_view line(data, size * count);
  self.header_bytes_ += line.size();
  if (self.header_bytes_ > static_cast<std::size_t>(settings::kEgressMaxHeader)) {
    self.too_large_ = true;
    return 0;
  }
  if (line.starts_with("HTTP/")) self.response_.headers.clear();  // a 1xx came before
  else if (const auto colon = line.find(':'); colon != std::string_view::npos)
    self.response_.headers.push_back(
        {std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
  return line.size();
}

std::size_t Transfer::on_body(char* data, std::size_t size, std::size_t count, void* context) {
  auto& self = *static_cast<Transfer*>(context);
  const std::size_t bytes = size * count;
  if (self.response_.body.size() + bytes > self.request_.max_body) {
    self.too_large_ = true;
    return 0;
  }
  self.response_.body.append(data, bytes);
  return bytes;
}

void Transfer::complete(CURLcode code) {
  if (code != CURLE_OK) {
    result_ = error_for(code);
    return;
  }
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  response_.url = target_.url;
  result_ = std::move(response_);
}

Error Transfer::error_for(CURLcode code) const {
  const std::string detail = fmt::format(
      "{}: {}", target_.host, curl_detail_[0] ? static_cast<const char*>(curl_detail_) : curl_easy_strerror(code));
  curl_off_t request_began = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_PRETRANSFER_TIME_T, &request_began);
  if (too_large_) return fail(Errc::too_large, fmt::format("the reply of {}", target_.host));
  switch (code) {
    case CURLE_COULDNT_CONNECT:
      return blocked_.empty() ? fail(Errc::connect, detail) : fail(Errc::egress, blocked_);
    case CURLE_COULDNT_RESOLVE_HOST:
      return fail(Errc::host, detail);
    case CURLE_OPERATION_TIMEDOUT:
      return fail(request_began > 0 ? Errc::timeout : Errc::connect, detail);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return fail(Errc::tls, detail);
    case CURLE_LOGIN_DENIED:
      return fail(Errc::credentials, detail);
    case CURLE_USE_SSL_FAILED:
      return fail(Errc::tls, detail);
    case CURLE_SEND_ERROR:
    case CURLE_WEIRD_SERVER_REPLY: {
      long status = 0;  // of a mail server: 5xx is its last word, 4xx may change
      curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
      return fail(status >= 500 ? Errc::refused : Errc::protocol, detail);
    }
    case CURLE_URL_MALFORMAT:
      return fail(Errc::address, detail);
    default:
      return fail(Errc::protocol, detail);
  }
}

}  // namespace resonanz::net
