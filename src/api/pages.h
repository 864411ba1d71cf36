#pragma once
// The web UI, built into the program.
#include "net/server.h"

namespace resonanz::api {

/// A file of the UI, or its start page for any other path (the UI has its own routes), with a strict
/// Content-Security-Policy.
net::Response page(const net::Request& request);

}  // namespace resonanz::api
