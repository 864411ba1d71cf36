#include "listen/implication_parts.h"

namespace resonanz::listen {
namespace {

bool is_range(Member m) {
  return m == Member::followers || m == Member::likes || m == Member::shares || m == Member::replies ||
         m == Member::rating;
}

bool address_implies(const Address& a, const Address& b) {
  if (!a.domain.empty() || !b.domain.empty()) return a.domain == b.domain && a.host == b.host && a.target == b.target;
  return a.host == b.host && a.target.starts_with(b.target);
}

bool addresses_differ(const Address& a, const Address& b) {
  if (!a.domain.empty() && !b.domain.empty()) return a.domain != b.domain;
  return !a.host.empty() && !b.host.empty() && a.host != b.host;
}

}  // namespace

bool predicate_implies(const Predicate& a, const Predicate& b) {
  if (a.member != b.member) return false;
  if (is_range(a.member)) return b.low <= a.low && a.high <= b.high;
  switch (a.member) {
    case Member::kind:
      return a.kind == b.kind;
    case Member::sample:
      return a.percent <= b.percent;
    case Member::after:
      return a.time >= b.time;
    case Member::before:
      return a.time <= b.time;
    case Member::site:
    case Member::host:
    case Member::url:
    case Member::link:
      return std::all_of(a.addresses.begin(), a.addresses.end(), [&](const Address& x) {
        return std::any_of(b.addresses.begin(), b.addresses.end(),
                           [&](const Address& y) { return address_implies(x, y); });
      });
    default:
      return std::includes(b.values.begin(), b.values.end(), a.values.begin(), a.values.end());
  }
}

/// A post has one language, one kind, one source, one address, one of every count. It may have several authors' names.
bool predicates_exclude(const Predicate& a, const Predicate& b) {
  if (a.member == Member::before && b.member == Member::after) return predicates_exclude(b, a);
  if (a.member == Member::after && b.member == Member::before) return a.time >= b.time;
  if (a.member != b.member) return false;
  if (is_range(a.member)) return std::max(a.low, b.low) > std::min(a.high, b.high);
  switch (a.member) {
    case Member::kind:
      return a.kind != b.kind;
    case Member::lang:
    case Member::network:
    case Member::source:
    case Member::thread:
      return std::none_of(a.values.begin(), a.values.end(), [&](const std::string& value) {
        return std::binary_search(b.values.begin(), b.values.end(), value);
      });
    case Member::site:
    case Member::host:
    case Member::url:
      return std::all_of(a.addresses.begin(), a.addresses.end(), [&](const Address& x) {
        return std::all_of(b.addresses.begin(), b.addresses.end(),
                           [&](const Address& y) { return addresses_differ(x, y); });
      });
    default:
      return false;
  }
}

}  // namespace resonanz::listen
