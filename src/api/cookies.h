#pragma once
// What a browser keeps for us, and what it says about who signs in.

#include "api/call.h"
#include "auth/throttle.h"

namespace resonanz::api {

/// The session's token in this request, "" where there is none. Behind https the cookie's name begins with __Host-:
/// then no neighbouring site can plant one.
std::string_view session_token(const Services& services, const net::Request& request);
/// Set-Cookie for a session; an empty token takes it away.
std::string session_cookie(const Services& services, std::string_view token);
/// Set-Cookie for the proof that this browser has signed in as `login`.
std::string device_cookie(const Services& services, std::string_view login);
/// Who tries to sign in, as the throttle counts it. A proxy on this machine (--https) says who asked it.
auth::Attempt attempt_of(const Services& services, const net::Request& request, std::string_view login);

}  // namespace resonanz::api
