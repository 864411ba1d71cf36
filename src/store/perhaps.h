#pragma once
// Columns that may be empty. SOCI keeps references to them: they outlive the statement.

#include <soci/soci.h>

#include <optional>

namespace resonanz::store {

/// On its way out: into(row.value, row.set).
template <typename T>
struct Perhaps {
  T value{};
  soci::indicator set = soci::i_null;
  std::optional<T> get() const { return set == soci::i_ok ? std::optional(value) : std::nullopt; }
  T or_none() const { return set == soci::i_ok ? value : T{}; }
};

/// On its way in: use(row.value, row.set).
template <typename T>
struct Optional {
  T value{};
  soci::indicator set;
  Optional(const std::optional<T>& given) : value(given.value_or(T{})), set(given ? soci::i_ok : soci::i_null) {}
};

}  // namespace resonanz::store
