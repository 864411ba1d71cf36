#pragma once
// The names before a colon and what their values may be.

#include <optional>
#include <string_view>

#include "base/result.h"
#include "listen/query.h"

namespace resonanz::listen {

struct FieldName {
  enum class Kind { scope, raw, list, member };
  Kind kind;
  Scope scope = kAnywhere;  ///< for scope
  Member member{};          ///< for member
};

/// Known names, in lower case exactly.
std::optional<FieldName> find_field(std::string_view name);
std::string_view name_of(Member member);
/// The known name with the fewest letters to change.
std::string_view nearest_field(std::string_view name);

/// Reads what a field asks for. Errors, at `offset`: Errc::field (bad value), Errc::range.
Result<Predicate> read_predicate(Member member, std::string_view value, std::size_t offset);
/// "acme.de", "shop.acme.de/path", "https://…" as site:, host:, url: or link: take it; empty where it is no address.
std::optional<Address> read_address(Member member, std::string_view value);
/// Handles and ids as they are compared: case folded, without a leading '@'.
std::string fold_handle(std::string_view handle);

}  // namespace resonanz::listen
