#pragma once
// What earlier cases tell about this one: who answered such posts before, and which cases were alike. Alike means
// that the same saved query brought them.

#include "base/result.h"
#include "cases/case.h"
#include "store/database.h"

namespace resonanz::cases {

struct Expert {
  Id user = 0;
  int answered = 0;
};
/// Active colleagues with the most answered cases of the same queries; at most three.
Result<std::vector<Expert>> who_knows(store::Database& db, Id mention, Id except_case);

struct Alike {
  Id id = 0;
  int number = 0;
  std::string title;
};
/// The newest three answered cases of the same queries.
Result<std::vector<Alike>> similar_cases(store::Database& db, Id mention, Id except_case);

struct Before {
  int count = 0;
  std::optional<TimeUs> last;
};
/// Earlier cases with the same person (same reference).
Result<Before> cases_before(store::Database& db, const Case& the_case);

}  // namespace resonanz::cases
