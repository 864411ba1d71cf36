#include "auth/role.h"

#include <array>

namespace resonanz::auth {
namespace {

struct Row {
  std::string_view name;
  std::uint32_t roles;
  bool anyone;
};

constexpr Row kPermissions[] = {
#define RESONANZ_PERMISSION(id, roles, anyone) {#id, roles, anyone},
#include "specs/permissions.inc"
#undef RESONANZ_PERMISSION
};

constexpr std::array<std::string_view, 5> kRoles = {"agent", "expert", "manager", "privacy", "admin"};

}  // namespace

std::string_view name_of(Role role) { return kRoles[static_cast<std::size_t>(role)]; }

std::optional<Role> role_from(std::string_view name) {
  for (std::size_t i = 0; i < kRoles.size(); ++i)
    if (kRoles[i] == name) return static_cast<Role>(i);
  return std::nullopt;
}

bool is_public(Permission permission) { return kPermissions[static_cast<std::size_t>(permission)].anyone; }

bool holds(Role role, Permission permission) {
  const Row& row = kPermissions[static_cast<std::size_t>(permission)];
  return row.anyone || (row.roles & role_bit(role)) != 0;
}

std::vector<std::string> permissions_of(Role role) {
  std::vector<std::string> names;
  for (const Row& row : kPermissions)
    if (row.roles & role_bit(role)) names.emplace_back(row.name);
  return names;
}

}  // namespace resonanz::auth
