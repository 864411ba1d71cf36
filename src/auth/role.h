#pragma once
// Roles and permissions, from specs/permissions.toml. A permission is held by a set of roles; public ones by anyone.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resonanz::auth {

enum class Role : std::uint8_t { agent, expert, manager, privacy, admin };
constexpr std::uint32_t role_bit(Role role) { return 1u << static_cast<unsigned>(role); }

std::string_view name_of(Role role);
std::optional<Role> role_from(std::string_view name);

enum class Permission {
#define RESONANZ_PERMISSION(id, roles, anyone) id,
#include "specs/permissions.inc"
#undef RESONANZ_PERMISSION
};

/// May somebody who is not signed in?
bool is_public(Permission permission);
bool holds(Role role, Permission permission);
/// Names of all permissions of a role, for the web UI to hide what would be refused.
std::vector<std::string> permissions_of(Role role);

}  // namespace resonanz::auth
