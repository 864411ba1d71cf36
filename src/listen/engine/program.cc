#include "listen/engine/program.h"

#include <span>

namespace resonanz::listen {
namespace {

/// Recursion is bounded by the depth a query may have.
class Runner {
 public:
  Runner(const PostWords& words, Witness& witness) : words_(words), witness_(witness), places_(words.places()) {}

  bool holds(const Op* op) {
    if (op->kind() == Code::word) return has(op);
    if (op->kind() == Code::absent) return !has(op);
    return holds_more(op);
  }

 private:
  bool holds_more(const Op* op) {
    switch (op->kind()) {
      case Code::mark:
        return witness_.has_mark(op->id, static_cast<Scope>(op->scope));
      case Code::ask:
        return witness_.is_true(op->id);
      case Code::none:
        return !holds(op + 1);
      case Code::all:
        for (const Op *child = op + 1, *const end = op->behind(); child < end; child = child->behind())
          if (!holds(child)) return false;
        return true;
      case Code::any:
        for (const Op *child = op + 1, *const end = op->behind(); child < end; child = child->behind())
          if (holds(child)) return true;
        return false;
      case Code::phrase: {
        find(op);
        const bool found = !places_.empty();
        places_.clear();
        return found;
      }
      case Code::near: {
        const bool found = is_near(op + 1);
        places_.clear();
        return found;
      }
      default:
        return false;
    }
  }
  static AskedWord word_of(const Op* op) { return {op->id, op->hash}; }
  bool has(const Op* op) const { return words_.has(word_of(op), static_cast<Scope>(op->scope)); }

  bool is_near(const Op* op) {
    const Reach reach = Reach::of_bits(op->id);
    const Op* const first = op + 1;
    find(first);
    const std::size_t middle = places_.size();
    if (middle == 0) return false;
    find(first->behind());
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
  void find(const Op* op) {
    const std::size_t begin = places_.size();
    if (op->kind() == Code::word) words_.find(word_of(op), static_cast<Scope>(op->scope));
    for (const Op *child = op + 1, *const end = op->behind(); child < end; child = child->behind()) {
      const std::size_t heads_end = places_.size();
      if (op->kind() == Code::phrase && child != op + 1 && heads_end == begin) break;
      find(child);
      if (op->kind() == Code::phrase && child != op + 1) join(begin, heads_end);
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

  const PostWords& words_;
  Witness& witness_;
  std::vector<Place>& places_;  ///< a stack
};

}  // namespace

bool Programs::run(Entry entry, const PostWords& words, Witness& witness) const {
  return Runner(words, witness).holds(ops_.data() + entry);
}

std::optional<std::pair<AskedWord, AskedWord>> Programs::two_words(Entry entry) const {
  const Op* const op = ops_.data() + entry;
  const auto is_word = [](const Op& word) { return word.kind() == Code::word && word.scope == kAnywhere; };
  const auto pair = [](const Op& a, const Op& b) {
    return std::pair(AskedWord{a.id, a.hash}, AskedWord{b.id, b.hash});
  };
  if (is_word(*op)) return pair(*op, *op);
  if (op->kind() != Code::all || op->id != 2 || !is_word(op[1]) || !is_word(op[2])) return std::nullopt;
  return pair(op[1], op[2]);
}

}  // namespace resonanz::listen
