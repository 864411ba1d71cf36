#pragma once
// libcurl's multi interface driven by Asio: one strand, one multi handle, a queue for each host. Internal to net.

#include <curl/curl.h>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <deque>
#include <map>
#include <memory>
#include <unordered_map>

#include "net/egress_transfer.h"

namespace resonanz::net {

/// start() and abort() are thread-safe; everything else happens on the loop's strand.
class CurlLoop : public std::enable_shared_from_this<CurlLoop> {
 public:
  explicit CurlLoop(boost::asio::any_io_executor executor);
  ~CurlLoop();

  /// Runs the transfer when its host is free, then sets `finished` and cancels `wake` on the caller's executor.
  void start(std::shared_ptr<Transfer> transfer);
  /// Ends it without a word to its caller.
  void abort(std::shared_ptr<Transfer> transfer);
  /// Ends everything. Only while no thread runs the io_context.
  void close();

 private:
  struct Watch;
  struct Host {
    int running = 0;
    std::deque<std::shared_ptr<Transfer>> waiting;
  };

  void begin(const std::shared_ptr<Transfer>& transfer);
  void release_host(const std::string& origin);
  void act(curl_socket_t socket, int events);
  void collect_finished();
  void wait(const std::shared_ptr<Watch>& watch, bool read);
  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* watch);
  static int on_timer(CURLM* multi, long timeout_ms, void* self);

  boost::asio::strand<boost::asio::any_io_executor> strand_;
  boost::asio::steady_timer timer_;
  CURLM* multi_;
  std::unordered_map<CURL*, std::shared_ptr<Transfer>> running_;
  std::map<std::string, Host> hosts_;
  std::unordered_map<curl_socket_t, std::shared_ptr<Watch>> watches_;
};

}  // namespace resonanz::net
