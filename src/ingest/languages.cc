#include "ingest/languages.h"

#include <bit>
#include <iterator>
#include <set>
#include <sstream>

namespace resonanz::ingest {

constexpr const char* kUnset = "de en";  // auth::Workspace says the same

understand::LanguageSet Languages::now() {
  const std::lock_guard lock(mutex_);
  const auto generation = db_.generation();
  if (generation == seen_) return set_;
  if (const auto set = read()) set_ = *set, seen_ = generation;
  return set_;
}

Result<understand::LanguageSet> Languages::read() {
  std::string value = kUnset;
  CHECK_OK(db_.read([&](soci::session& sql) -> Status {
    sql << "SELECT value FROM settings WHERE key = 'languages'", soci::into(value);
    return done();
  }));
  std::istringstream words(value);
  const std::set<std::string> distinct{std::istream_iterator<std::string>(words), {}};
  const std::vector<std::string> codes(distinct.begin(), distinct.end());
  const understand::LanguageSet set = models_.language.set_of(codes);
  return static_cast<std::size_t>(std::popcount(set)) == codes.size() ? set : understand::kEveryLanguage;
}

}  // namespace resonanz::ingest
