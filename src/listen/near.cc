#include "listen/near.h"

namespace resonanz::listen {
namespace {

bool share_token(const Hit& a, const Hit& b) {
  for (std::size_t i = 0, j = 0; i < a.parts.size() && j < b.parts.size();) {
    const Occurrence &x = a.parts[i], &y = b.parts[j];
    if (x.first <= y.last && y.first <= x.last) return true;
    x.last < y.last ? ++i : ++j;
  }
  return false;
}

/// Tokens strictly between two ends that are not the same token.
std::uint32_t between(std::uint32_t a, std::uint32_t b) { return (a > b ? a - b : b - a) - 1; }

bool begins_before(const Hit& hit, std::pair<Field, std::uint64_t> place) {
  return std::pair<Field, std::uint64_t>(hit.field(), hit.first()) < place;
}

Hit merge(const Hit& a, const Hit& b) {
  Hit out;
  out.parts.reserve(a.parts.size() + b.parts.size());
  std::merge(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(), std::back_inserter(out.parts));
  return out;
}

}  // namespace

bool is_near(const Hit& a, const Hit& b, const NearStep& step) {
  if (a.field() != b.field()) return false;
  if (a.last() < b.first()) return between(a.last(), b.first()) <= step.distance;
  if (step.ordered) return false;
  if (b.last() < a.first()) return between(b.last(), a.first()) <= step.distance;
  if (share_token(a, b)) return false;
  // One stands in a gap of the other: the nearest of the four pairs of ends counts.
  return std::min({between(a.first(), b.first()), between(a.first(), b.last()), between(a.last(), b.first()),
                   between(a.last(), b.last())}) <= step.distance;
}

std::vector<Hit> near_hits(const std::vector<Hit>& left, const std::vector<Hit>& right, const NearStep& step,
                           bool first_only) {
  std::uint32_t widest = 0;  // of the right ones, from end to end
  for (const Hit& b : right) widest = std::max(widest, b.last() - b.first());
  std::vector<Hit> out;
  for (const Hit& a : left) {
    const std::uint64_t reach = std::uint64_t{step.distance} + 1, before = step.ordered ? 0 : reach + widest;
    const std::uint64_t lowest = a.first() > before ? a.first() - before : 0, highest = a.last() + reach;
    auto b = std::lower_bound(right.begin(), right.end(), std::pair(a.field(), lowest), begins_before);
    for (; b != right.end() && b->field() == a.field() && b->first() <= highest; ++b) {
      if (out.size() >= kMostHits) break;
      if (!is_near(a, *b, step)) continue;
      out.push_back(merge(a, *b));
      if (first_only) return out;
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace resonanz::listen
