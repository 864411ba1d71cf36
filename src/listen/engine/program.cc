#include "listen/engine/program.h"

#include <span>

namespace resonanz::listen {
namespace {

/// Recursion is bounded by the depth a query may have.
class Runner {
 public:
  Runner(const std::vector<Op>& ops, const PostWords& words, Witness& witness)
      : ops_(ops), words_(words), witness_(witness), places_(words.places()) {}

  bool holds(std::uint32_t at) {
    const Op& op = ops_[at];
    switch (op.kind()) {
      case Code::word:
        return has(op);
      case Code::absent:
        return !has(op);
      case Code::mark:
        return witness_.has_mark(op.id, static_cast<Scope>(op.scope));
      case Code::ask:
        return witness_.is_true(op.value);
      case Code::none:
        return !holds(at + 1);
      case Code::all:
        for (std::uint32_t child = at + 1; child < op.value; child = behind(child))
          if (!holds(child)) return false;
        return true;
      case Code::any:
        for (std::uint32_t child = at + 1; child < op.value; child = behind(child))
          if (holds(child)) return true;
        return false;
      case Code::phrase: {
        find(at);
        const bool found = !places_.empty();
        places_.clear();
        return found;
      }
      case Code::near: {
        const bool found = is_near(at, Reach::of_bits(op.id));
        places_.clear();
        return found;
      }
    }
    return false;
  }

 private:
  std::uint32_t behind(std::uint32_t at) const { return ops_[at].is_block() ? ops_[at].value : at + 1; }
  bool has(const Op& op) const { return words_.has(op.id, op.value, static_cast<Scope>(op.scope)); }

  bool is_near(std::uint32_t at, Reach reach) {
    find(at + 1);
    const std::size_t middle = places_.size();
    if (middle == 0) return false;
    find(behind(at + 1));
    const std::span left(places_.data(), middle), right(places_.data() + middle, places_.size() - middle);
    return follows(left, right, reach.distance) || (!reach.ordered && follows(right, left, reach.distance));
  }
  /// True if one of `tails` begins behind one of `heads`, at most so many positions between. Both are sorted.
  static bool follows(std::span<const Place> heads, std::span<const Place> tails, std::uint32_t distance) {
    return std::any_of(heads.begin(), heads.end(), [&](const Place& head) {
      const auto next = std::lower_bound(tails.begin(), tails.end(), Place{head.field, head.last + 1, 0});
      return next != tails.end() && next->field == head.field && next->first - head.last - 1 <= distance;
    });
  }

  /// Appends to the places where the word, the phrase or one of the alternatives stands; sorted, each once.
  void find(std::uint32_t at) {
    const Op& op = ops_[at];
    const std::size_t begin = places_.size();
    if (op.kind() == Code::word) words_.find(op.id, op.value, static_cast<Scope>(op.scope));
    for (std::uint32_t child = at + 1; op.is_block() && child < op.value; child = behind(child)) {
      const std::size_t heads_end = places_.size();
      if (op.kind() == Code::phrase && child != at + 1 && heads_end == begin) break;
      find(child);
      if (op.kind() == Code::phrase && child != at + 1) join(begin, heads_end);
    }
    sort_from(begin);
  }
  /// Makes of the places [heads, tails) and those behind them every pair that follows each other.
  void join(std::size_t heads, std::size_t tails) {
    const std::size_t end = places_.size();
    for (std::size_t h = heads; h < tails; ++h) {
      const Place head = places_[h], from{head.field, head.last + 1, 0};
      const auto first = std::lower_bound(at(tails), at(end), from);
      for (auto t = static_cast<std::size_t>(first - places_.begin());
           t < end && places_[t].field == head.field && places_[t].first == from.first; ++t)
        places_.push_back({head.field, head.first, places_[t].last});
    }
    places_.erase(at(heads), at(end));
    sort_from(heads);
  }
  void sort_from(std::size_t begin) {
    std::sort(at(begin), places_.end());
    places_.erase(std::unique(at(begin), places_.end()), places_.end());
  }
  std::vector<Place>::iterator at(std::size_t index) { return places_.begin() + static_cast<std::ptrdiff_t>(index); }

  const std::vector<Op>& ops_;
  const PostWords& words_;
  Witness& witness_;
  std::vector<Place>& places_;  ///< a stack
};

}  // namespace

bool Programs::run(Entry entry, const PostWords& words, Witness& witness) const {
  return Runner(ops_, words, witness).holds(entry);
}

}  // namespace resonanz::listen
