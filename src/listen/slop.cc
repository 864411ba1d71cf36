// Phrases whose words may stand in any order: "a b c"~n.
#include "listen/occurrences.h"

namespace resonanz::listen {
namespace {

/// Steps of the search from one start; only a phrase that repeats itself on a post that repeats itself gets there.
constexpr std::size_t kMostSteps = 20'000;

bool share_token(const Occurrence& a, const Occurrence& b) { return a.first <= b.last && b.first <= a.last; }

/// Gives every item an occurrence of its own, the first of them at a given start, so that the positions between that
/// no item takes are at most `slop`. Backtracking without recursion: a phrase may have thousands of words.
class Search {
 public:
  Search(std::vector<std::vector<Occurrence>> places, std::uint32_t slop) : places_(std::move(places)), slop_(slop) {
    for (const auto& list : places_) {
      std::uint32_t longest = 1;
      for (const Occurrence& o : list) longest = std::max(longest, o.last - o.first + 1);
      widest_ += longest;
      windows_.push_back({list.begin(), list.begin(), list.end()});
    }
    widest_ += slop_;
  }

  std::vector<Hit> run(bool first_only) {
    std::vector<Occurrence> starts;
    for (const auto& list : places_) starts.insert(starts.end(), list.begin(), list.end());
    std::sort(starts.begin(), starts.end());
    for (const Occurrence& start : starts) {
      if (start.field == start_.field && start.first + 1 == next_start_) continue;
      start_ = start;
      next_start_ = start.first + 1;
      from_start(first_only);
      if (hits_.size() >= kMostHits || (first_only && !hits_.empty())) break;
    }
    std::sort(hits_.begin(), hits_.end());
    hits_.erase(std::unique(hits_.begin(), hits_.end()), hits_.end());
    return std::move(hits_);
  }

 private:
  using Place = std::vector<Occurrence>::const_iterator;
  /// The occurrences of an item that a hit with the start may have.
  struct Window {
    Place begin, end, all_end;
  };

  /// Starts ascend, so windows only move on. False if an item has nothing there.
  bool move_windows() {
    const Occurrence from{start_.field, start_.first, 0, 0, 0};
    for (Window& window : windows_) {
      while (window.begin != window.all_end && *window.begin < from) ++window.begin;
      window.end = std::max(window.end, window.begin);
      while (window.end != window.all_end && window.end->field == start_.field &&
             window.end->first < start_.first + widest_)
        ++window.end;
      if (window.begin == window.end) return false;
    }
    return true;
  }
  void from_start(bool first_only) {
    if (!move_windows()) return;
    // What has the fewest places first: fewer wrong turns.
    by_size_ = windows_;
    std::stable_sort(by_size_.begin(), by_size_.end(),
                     [](const Window& a, const Window& b) { return a.end - a.begin < b.end - b.begin; });
    std::vector<Place> cursors{by_size_[0].begin};
    chosen_.clear();
    for (std::size_t steps = 0; steps < kMostSteps && hits_.size() < kMostHits; ++steps) {
      const std::size_t item = cursors.size() - 1;
      if (cursors[item] == by_size_[item].end) {
        cursors.pop_back();
        if (cursors.empty()) return;
        chosen_.pop_back();
        ++cursors.back();
        continue;
      }
      if (!is_free(*cursors[item])) {
        ++cursors[item];
        continue;
      }
      chosen_.push_back(*cursors[item]);
      if (chosen_.size() < by_size_.size()) {
        cursors.push_back(by_size_[item + 1].begin);
        continue;
      }
      if (fits()) {
        hits_.push_back({chosen_});
        std::sort(hits_.back().parts.begin(), hits_.back().parts.end());
        if (first_only) return;
      }
      chosen_.pop_back();
      ++cursors[item];
    }
  }

  bool is_free(const Occurrence& o) const {
    return std::none_of(chosen_.begin(), chosen_.end(), [&](const Occurrence& other) { return share_token(o, other); });
  }
  bool fits() const {
    std::uint32_t last = 0, taken = 0;
    bool holds_start = false;
    for (const Occurrence& o : chosen_) {
      last = std::max(last, o.last);
      taken += o.last - o.first + 1;
      holds_start |= o.first == start_.first;
    }
    return holds_start && last - start_.first + 1 <= taken + slop_;
  }

  std::vector<std::vector<Occurrence>> places_;  ///< by item
  std::uint32_t slop_;
  std::uint32_t widest_ = 0;  ///< no occurrence of one hit begins further from its start
  Occurrence start_{};
  std::uint32_t next_start_ = 0;
  std::vector<Occurrence> chosen_;
  std::vector<Window> windows_;  ///< by item
  std::vector<Window> by_size_;
  std::vector<Hit> hits_;
};

}  // namespace

std::vector<Hit> slop_hits(const Document& document, const Words& words, bool first_only) {
  std::vector<std::vector<Occurrence>> places;
  for (const Item& item : words.items) {
    places.push_back(occurrences_of(document, item, words.scope));
    if (places.back().empty()) return {};
  }
  return Search(std::move(places), *words.slop).run(first_only);
}

}  // namespace resonanz::listen
