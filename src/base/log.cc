#include "base/log.h"

#include <spdlog/cfg/helpers.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include <cstdlib>

namespace resonanz {

void start_logging(const std::string& level) {
  auto logger = spdlog::stderr_color_mt("resonanz");
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%fZ %^%l%$ %v", spdlog::pattern_time_type::utc);
  spdlog::set_default_logger(logger);
  const char* wanted = level.empty() ? std::getenv("RESONANZ_LOG") : level.c_str();
  if (wanted) spdlog::set_level(spdlog::level::from_str(wanted));
  spdlog::flush_on(spdlog::level::warn);
}

}  // namespace resonanz
