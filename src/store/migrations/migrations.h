#pragma once
// The schema, step by step: migrations/NNNN_name.sql in order. A released file never changes.
#include <span>
#include <string_view>

namespace resonanz::store {
std::span<const std::string_view> migrations();
}
