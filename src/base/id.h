#pragma once
// 64-bit ids ordered by time: 43 bits of milliseconds since 2024-01-01, then 20 bits of sequence.
// They stay below 2^63, sort as creation order and are strings in JSON.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace resonanz {

using Id = std::int64_t;  ///< 0 means "none"

/// A fresh id not below any handed out before by this process. Thread-safe.
Id next_id(TimeUs now);
/// From now on ids are above this one: of a store that is opened, so that a clock set back makes none a second time.
void continue_ids_after(Id id);
/// As a new process begins. For tests.
void forget_ids();
std::string id_text(Id id);
/// Digits only, positive, in range.
std::optional<Id> parse_id(std::string_view text);

}  // namespace resonanz
