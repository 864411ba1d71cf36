#pragma once
// An alert or a notice in words and as JSON for other programs: why, how many, compared with what, where to look.
// Nobody's name, no post's text.

#include <boost/json.hpp>

#include "notice/alerts.h"
#include "notice/notices.h"

namespace resonanz::notice {

/// `place`: where people reach the application ("https://…", no slash), "" where nobody said.
boost::json::object alert_json(const Alert& alert, const std::string& place);
/// "7 mentions within an hour, usually 0 to 3 (baseline: 6.0 weeks)." `language`: "de" or "en".
std::string alert_sentence(const Alert& alert, std::string_view language);

/// As it is told: to people, to other programs, to browsers.
struct Message {
  std::string subject, text;
  boost::json::object webhook, push;
};
Message message_of(const Alert& alert, std::string_view language, const std::string& place);
Message message_of(const Notice& notice, std::string_view language, const std::string& place);

/// A mail, RFC 5322. `id` makes the Message-ID, so that a repeat is recognised.
std::string mail_of(const Message& message, Id id, const std::string& from, const std::string& to, TimeUs now);

}  // namespace resonanz::notice
