#include "net/egress_curl.h"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

namespace resonanz::net {
namespace {
const bool curl_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
constexpr long kIdleConnections = 32;
}  // namespace

/// A socket that curl wants to hear about. curl owns the descriptor; we only look at it.
struct CurlLoop::Watch {
  Watch(const boost::asio::any_io_executor& executor, curl_socket_t socket) : descriptor(executor, socket) {}
  ~Watch() { descriptor.release(); }

  boost::asio::posix::stream_descriptor descriptor;
  int wanted = 0;
  bool reading = false, writing = false;  ///< a wait is under way
};

CurlLoop::CurlLoop(boost::asio::any_io_executor executor)
    : strand_(boost::asio::make_strand(std::move(executor))), timer_(strand_), multi_(curl_multi_init()) {
  (void)curl_ready;
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlLoop::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlLoop::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kIdleConnections);
}

CurlLoop::~CurlLoop() { close(); }

void CurlLoop::close() {
  if (!multi_) return;
  for (auto& [easy, transfer] : running_) curl_multi_remove_handle(multi_, easy);
  running_.clear();
  hosts_.clear();
  curl_multi_cleanup(std::exchange(multi_, nullptr));
  watches_.clear();
  timer_.cancel();
}

void CurlLoop::start(std::shared_ptr<Transfer> transfer) {
  boost::asio::dispatch(strand_, [self = shared_from_this(), transfer = std::move(transfer)] {
    if (!self->multi_) return;
    Host& host = self->hosts_[transfer->target().origin()];
    if (host.running < settings::kEgressPerHost) {
      ++host.running;
      self->begin(transfer);
    } else {
      host.waiting.push_back(transfer);
    }
  });
}

void CurlLoop::begin(const std::shared_ptr<Transfer>& transfer) {
  running_.emplace(transfer->easy(), transfer);
  curl_multi_add_handle(multi_, transfer->easy());
}

void CurlLoop::abort(std::shared_ptr<Transfer> transfer) {
  boost::asio::dispatch(strand_, [self = shared_from_this(), transfer = std::move(transfer)] {
    if (!self->multi_) return;
    if (self->running_.erase(transfer->easy()) > 0) {
      curl_multi_remove_handle(self->multi_, transfer->easy());
      self->release_host(transfer->target().origin());
    } else if (const auto host = self->hosts_.find(transfer->target().origin()); host != self->hosts_.end()) {
      std::erase(host->second.waiting, transfer);
    }
  });
}

void CurlLoop::release_host(const std::string& origin) {
  const auto host = hosts_.find(origin);
  if (host == hosts_.end()) return;
  --host->second.running;
  if (!host->second.waiting.empty()) {
    const std::shared_ptr<Transfer> next = std::move(host->second.waiting.front());
    host->second.waiting.pop_front();
    ++host->second.running;
    begin(next);
  } else if (host->second.running == 0) {
    hosts_.erase(host);
  }
}

void CurlLoop::act(curl_socket_t socket, int events) {
  if (!multi_) return;
  int left = 0;
  curl_multi_socket_action(multi_, socket, events, &left);
  collect_finished();
}

void CurlLoop::collect_finished() {
  int queued = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_, &queued)) {
    if (message->msg != CURLMSG_DONE) continue;
    const auto found = running_.find(message->easy_handle);
    if (found == running_.end()) continue;
    const std::shared_ptr<Transfer> transfer = std::move(found->second);
    running_.erase(found);
    transfer->complete(message->data.result);  // before removal: it still asks the handle
    curl_multi_remove_handle(multi_, transfer->easy());
    boost::asio::post(transfer->wake.get_executor(), [transfer] {
      transfer->finished = true;
      transfer->wake.cancel();
    });
    release_host(transfer->target().origin());
  }
}

int CurlLoop::on_socket(CURL*, curl_socket_t socket, int what, void* context, void*) {
  auto& self = *static_cast<CurlLoop*>(context);
  if (what == CURL_POLL_REMOVE) {
    const auto found = self.watches_.find(socket);
    if (found == self.watches_.end()) return 0;
    // Now, not when the last handler lets go of the watch: curl closes the socket next, and the number may by then be
    // a connection that our own server has accepted. Taking that out of the reactor would leave it without an answer.
    found->second->descriptor.release();
    self.watches_.erase(found);
    return 0;
  }
  auto& watch = self.watches_[socket];
  if (!watch) watch = std::make_shared<Watch>(self.strand_, socket);
  watch->wanted = what;
  if ((what & CURL_POLL_IN) && !watch->reading) self.wait(watch, true);
  if ((what & CURL_POLL_OUT) && !watch->writing) self.wait(watch, false);
  return 0;
}

void CurlLoop::wait(const std::shared_ptr<Watch>& watch, bool read) {
  (read ? watch->reading : watch->writing) = true;
  const auto kind =
      read ? boost::asio::posix::stream_descriptor::wait_read : boost::asio::posix::stream_descriptor::wait_write;
  std::weak_ptr<CurlLoop> weak_self = weak_from_this();
  std::weak_ptr<Watch> weak_watch = watch;
  watch->descriptor.async_wait(kind, [weak_self, weak_watch, read](boost::system::error_code error) {
    const auto self = weak_self.lock();
    const auto waited = weak_watch.lock();
    if (!self || !waited) return;  // the socket is no longer curl's
    (read ? waited->reading : waited->writing) = false;
    const int direction = read ? CURL_POLL_IN : CURL_POLL_OUT;
    if (!(waited->wanted & direction)) return;
    const int events = error ? CURL_CSELECT_ERR : read ? CURL_CSELECT_IN : CURL_CSELECT_OUT;
    self->act(waited->descriptor.native_handle(), events);
    if (error) return;
    const bool waiting = read ? waited->reading : waited->writing;
    const auto now = self->watches_.find(waited->descriptor.native_handle());
    if (now != self->watches_.end() && now->second == waited && (waited->wanted & direction) && !waiting)
      self->wait(waited, read);
  });
}

int CurlLoop::on_timer(CURLM*, long timeout_ms, void* context) {
  auto& self = *static_cast<CurlLoop*>(context);
  self.timer_.cancel();
  if (timeout_ms < 0) return 0;
  self.timer_.expires_after(std::chrono::milliseconds(timeout_ms));
  self.timer_.async_wait([weak = self.weak_from_this()](boost::system::error_code error) {
    if (error) return;
    if (const auto loop = weak.lock()) loop->act(CURL_SOCKET_TIMEOUT, 0);
  });
  return 0;
}

}  // namespace resonanz::net
