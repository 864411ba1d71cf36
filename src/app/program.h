#pragma once
// The object graph: the only place that knows which back end runs and how the parts are joined.

#include <string>
#include <vector>

#include "app/house.h"
#include "govern/desk.h"
#include "net/address.h"

namespace resonanz::app {

struct ServeOptions {
  Place place;
  std::string address = "127.0.0.1";
  unsigned short port = 8080;
  bool demo = false;
  bool secure_cookie = false;  ///< behind https
  net::Policy egress;          ///< what the operator opened beyond the public internet
  std::string ca_file;         ///< "" for the system's authorities
  std::string public_address;  ///< where the world reaches us, for hubs of feeds; "" if it does not
  std::string contact;         ///< goes into the User-Agent
  std::string encoder;         ///< weights of the sentence encoder; "": no second look at posts in doubt
};

/// Serves until SIGTERM or SIGINT; prints "ready http://ADDRESS:PORT" on standard output once it does.
/// Errors: file, keys, store, connect.
Status serve(const ServeOptions& options);

/// The privacy desk of a house. `wake` tells a pipeline of this process to go on; without one, and without a server,
/// the desk works the journal off itself.
govern::Desk make_desk(House& house, std::function<void()> wake = {});

/// Works off the journal of a folder that no server has open. How many entries there were.
Result<std::size_t> drain(House& house, const net::Policy& egress);

}  // namespace resonanz::app
