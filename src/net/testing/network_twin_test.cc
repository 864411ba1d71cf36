#include "net/testing/network_twin.h"

#include <dlfcn.h>
#include <netdb.h>
#include <sys/socket.h>

#include <boost/asio/ip/tcp.hpp>

#include <mutex>

namespace {

using boost::asio::ip::address;
using boost::asio::ip::tcp;

struct State {
  std::mutex mutex;
  bool on = false;
  std::map<std::string, std::vector<std::vector<std::string>>> answers;
  std::map<address, unsigned short> open;
  std::vector<address> connected;
  std::vector<std::string> asked;
} state;

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}
const auto real_connect = real<int(int, const sockaddr*, socklen_t)>("connect");
const auto real_getaddrinfo = real<int(const char*, const char*, const addrinfo*, addrinfo**)>("getaddrinfo");

int numeric(const std::string& text, const char* service, const addrinfo* hints, addrinfo** out) {
  addrinfo wanted = hints ? *hints : addrinfo{};
  wanted.ai_flags = (wanted.ai_flags & ~(AI_ADDRCONFIG | AI_CANONNAME)) | AI_NUMERICHOST;
  return real_getaddrinfo(text.c_str(), service, &wanted, out);
}

/// The next answer for a name, as getaddrinfo gives it.
int answer(const std::string& name, const char* service, const addrinfo* hints, addrinfo** out) {
  state.asked.push_back(name);
  const auto known = state.answers.find(name);
  if (known == state.answers.end()) return EAI_NONAME;
  const auto addresses = known->second.front();
  if (known->second.size() > 1) known->second.erase(known->second.begin());
  addrinfo* head = nullptr;
  addrinfo** tail = &head;
  for (const auto& text : addresses) {
    if (numeric(text, service, hints, tail) != 0) *tail = nullptr;
    while (*tail) tail = &(*tail)->ai_next;
  }
  *out = head;
  return head ? 0 : EAI_NONAME;
}

}  // namespace

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** out) {
  const std::lock_guard lock(state.mutex);
  if (!state.on || !node) return real_getaddrinfo(node, service, hints, out);
  if (numeric(node, service, hints, out) == 0) return 0;
  return answer(node, service, hints, out);
}

extern "C" int connect(int socket, const sockaddr* to, socklen_t size) {
  const std::lock_guard lock(state.mutex);
  if (!state.on || (to->sa_family != AF_INET && to->sa_family != AF_INET6)) return real_connect(socket, to, size);
  tcp::endpoint endpoint;
  std::memcpy(endpoint.data(), to, size);
  state.connected.push_back(endpoint.address());
  const auto open = state.open.find(endpoint.address());
  if (open == state.open.end()) return errno = ECONNREFUSED, -1;
  const tcp::endpoint local(boost::asio::ip::address_v4::loopback(), open->second);
  return real_connect(socket, local.data(), static_cast<socklen_t>(local.size()));
}

namespace resonanz::net::testing {

NetworkTwin::NetworkTwin() {
  const std::lock_guard lock(state.mutex);
  state.on = true;
}
NetworkTwin::~NetworkTwin() {
  const std::lock_guard lock(state.mutex);
  state.on = false;
  state.answers.clear();
  state.open.clear();
}
void NetworkTwin::resolve(const std::string& name, std::vector<std::vector<std::string>> answers) {
  const std::lock_guard lock(state.mutex);
  state.answers[name] = std::move(answers);
}
void NetworkTwin::open(const std::string& text, unsigned short local_port) {
  const std::lock_guard lock(state.mutex);
  state.open[boost::asio::ip::make_address(text)] = local_port;
}
std::vector<address> NetworkTwin::connected() const {
  const std::lock_guard lock(state.mutex);
  return state.connected;
}
std::vector<std::string> NetworkTwin::asked() const {
  const std::lock_guard lock(state.mutex);
  return state.asked;
}
void NetworkTwin::forget() {
  const std::lock_guard lock(state.mutex);
  state.connected.clear();
  state.asked.clear();
}

}  // namespace resonanz::net::testing
