#pragma once
// The logging front: spdlog to standard error. Never log a secret, a person's name or a post's text.
#include <spdlog/spdlog.h>

namespace resonanz {
namespace log = spdlog;
/// Call once at start. `level` is trace, debug, info, warn, error or off; "" for RESONANZ_LOG, and info without that. A
/// level in colour only on a terminal, so that a journal gets plain lines.
void start_logging(const std::string& level = {});
}  // namespace resonanz
