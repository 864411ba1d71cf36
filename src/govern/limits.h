#pragma once
// specs/retention.toml as a table.

#include <span>
#include <string_view>

namespace resonanz::govern {

struct Limit {
  std::string_view table;
  int days;               ///< -1: no limit of its own
  std::string_view from;  ///< column the days count from
  std::string_view with;  ///< goes together with its row in this table
  std::string_view unless;
  std::string_view keep;  ///< why it stays
  bool outside;           ///< may hold something of people outside
};
std::span<const Limit> limits();

}  // namespace resonanz::govern
