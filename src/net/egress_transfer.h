#pragma once
// One hop of an outgoing HTTP request, or one mail: the curl handle with its limits, and what came of it. Internal to
// net.

#include <curl/curl.h>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string>

#include "base/result.h"
#include "net/egress.h"
#include "net/egress_url.h"

namespace resonanz::net {

/// Filled by the caller, run by CurlLoop on its strand, read by the caller once `finished`.
class Transfer {
 public:
  Transfer(boost::asio::any_io_executor caller, const HttpRequest& request, Target target,
           const Egress::Options& options);
  Transfer(boost::asio::any_io_executor caller, MailRequest mail, Target target, const Egress::Options& options);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  CURL* easy() const { return easy_.get(); }
  const Target& target() const { return target_; }
  /// Turns curl's verdict into the result; called once, by the loop.
  void complete(CURLcode code);
  void complete(Error error) { result_ = std::move(error); }
  Result<HttpResponse> take_result() { return std::move(result_); }

  boost::asio::steady_timer wake;  ///< the caller waits here; cancelled by the loop through the caller's executor
  bool finished = false;           ///< touched only on the caller's executor

 private:
  struct EasyFree {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct ListFree {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  void set_limits(const Egress::Options& options, std::chrono::milliseconds timeout, std::chrono::milliseconds idle);
  void set_options(const Egress::Options& options);
  void set_mail();
  void set_method();
  Error error_for(CURLcode code) const;
  static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address);
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_upload(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);

  std::unique_ptr<CURL, EasyFree> easy_;
  std::unique_ptr<curl_slist, ListFree> header_list_;
  std::unique_ptr<curl_slist, ListFree> recipients_;
  HttpRequest request_;
  MailRequest mail_;
  std::size_t uploaded_ = 0;
  Target target_;
  const Policy& policy_;
  HttpResponse response_;
  Result<HttpResponse> result_{Error{Errc::cancelled, {}}};
  std::size_t header_bytes_ = 0;
  std::string blocked_;  ///< the address the guard refused, and why
  bool too_large_ = false;
  char curl_detail_[CURL_ERROR_SIZE] = {};
};

}  // namespace resonanz::net
