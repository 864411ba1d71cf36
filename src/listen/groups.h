#pragma once
// A query as people build it: groups of conditions, of which all, any or none must hold. Another view of the same text.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "listen/lists.h"
#include "listen/query.h"

namespace resonanz::listen {

/// The groups of a query hold together (AND). Conditions of `all` must all hold, of `any` at least one, of `none` none.
struct ConditionGroup {
  enum class Kind { all, any, none };
  Kind kind;
  std::vector<std::string> conditions;  ///< query text: a word, a phrase, a field, a list, a NEAR

  friend bool operator==(const ConditionGroup&, const ConditionGroup&) = default;
};

std::string_view name_of(ConditionGroup::Kind kind);
std::optional<ConditionGroup::Kind> group_kind_from(std::string_view name);

inline constexpr std::size_t kMostConditions = 500;

/// The groups, in the order of the text, or why the tree does not allow them (B_…).
std::variant<std::vector<ConditionGroup>, Remark> groups_of(const Query& query);

/// The canonical text of groups. It reads back to the same groups, but neighbours of one kind become one, and an `any`
/// of one condition an `all`. Groups without conditions are passed over. Errors: Errc::empty (nothing at all),
/// Errc::condition (a text that is not one condition), and what parse() gives for a condition, its offset counted
/// there.
Result<std::string> text_of(const std::vector<ConditionGroup>& groups, const Lists& lists);

}  // namespace resonanz::listen
