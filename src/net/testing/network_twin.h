#pragma once
// The machine's name service and connect(), taken over for a test: libcurl and Asio call these two, so what they really
// asked and where they really connected is known, and nothing leaves. Defined in a test's file, because a library that
// defined them would change the program.

#include <boost/asio/ip/address.hpp>

#include <map>
#include <string>
#include <vector>

namespace resonanz::net::testing {

/// While one lives, names resolve as it says (each look-up takes the next answer, the last one stays) and connections
/// end here: those to an address in `open` at that local port, all others are refused.
class NetworkTwin {
 public:
  NetworkTwin();
  ~NetworkTwin();
  NetworkTwin(const NetworkTwin&) = delete;
  NetworkTwin& operator=(const NetworkTwin&) = delete;

  void resolve(const std::string& name, std::vector<std::vector<std::string>> answers);
  void open(const std::string& address, unsigned short local_port);

  std::vector<boost::asio::ip::address> connected() const;
  std::vector<std::string> asked() const;
  void forget();
};

}  // namespace resonanz::net::testing
