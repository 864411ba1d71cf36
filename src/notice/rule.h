#pragma once
// What somebody wants to be told about: a query, what of it, how readily, when and where.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "notice/detector.h"
#include "notice/schedule.h"

namespace resonanz::notice {

struct Rule {
  enum class Kind {
    match,     ///< every new post of the query
    volume,    ///< more in an hour than is usual
    negative,  ///< more negative ones than usual, and a greater share of all: the rule for crises
    reach,     ///< an author with so many followers
    words      ///< a post in which these words stand
  };

  Id id = 0, query = 0;  ///< query 0: every mention
  std::string name;
  Kind kind = Kind::volume;
  Sensitivity sensitivity = Sensitivity::medium;
  std::string words;       ///< in the query language
  std::int64_t reach = 0;  ///< followers
  int cooldown_minutes = 60;
  Schedule schedule{};
  std::vector<Id> targets{};  ///< besides the application
  bool active = true;
  int version = 1;
  Id created_by = 0, position = 0;
  TimeUs updated_at = 0;

  /// Does it look at counts of hours, not at posts?
  bool counts() const { return kind == Kind::volume || kind == Kind::negative; }
  TimeUs cooldown() const { return cooldown_minutes * kMinuteUs; }
};

std::string_view name_of(Rule::Kind kind);
std::optional<Rule::Kind> parse_kind(std::string_view name);

}  // namespace resonanz::notice
