#pragma once
// An alert in words and as JSON for other programs: why, how many, compared with what, where to look. Nobody's name, no
// post's text.

#include <boost/json.hpp>

#include "notice/alerts.h"

namespace resonanz::notice {

/// `place`: where people reach the application ("https://…", no slash), "" where nobody said.
boost::json::object alert_json(const Alert& alert, const std::string& place);
/// "7 mentions within the hour; usual are 0 to 3 (baseline: 6.0 weeks)." `language`: "de" or "en".
std::string alert_sentence(const Alert& alert, std::string_view language);

/// A mail about it, RFC 5322. `id` makes the Message-ID, so that a repeat is recognised.
std::string alert_mail(const Alert& alert, Id id, const std::string& from, const std::string& to,
                       std::string_view language, const std::string& place, TimeUs now);

}  // namespace resonanz::notice
