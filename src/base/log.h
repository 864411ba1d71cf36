#pragma once
// The logging front: spdlog to standard error. Never log a secret, a person's name or a post's text.
#include <spdlog/spdlog.h>

namespace resonanz {
namespace log = spdlog;
/// Call once at start. Level from RESONANZ_LOG (trace debug info warn error off), default info.
void start_logging();
}  // namespace resonanz
