#pragma once
// Plain data of outgoing mail. Sent by net::Egress.

#include <chrono>
#include <string>

#include "specs/settings.h"

namespace resonanz::net {

struct MailServer {
  std::string url;             ///< smtp://host[:587] (STARTTLS), smtps://host[:465] (TLS from the first byte)
  std::string user, password;  ///< "": without signing in
  bool plain = false;          ///< smtp without TLS where the server offers none: for a relay on the same machine
};

struct MailRequest {
  MailServer server;
  std::string from, to;  ///< addresses alone
  std::string message;   ///< RFC 5322, lines end with CRLF
  std::chrono::milliseconds timeout = std::chrono::seconds(settings::kEgressTotalTimeout);
};

}  // namespace resonanz::net
