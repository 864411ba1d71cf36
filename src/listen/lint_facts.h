#pragma once
// What is known while a query is looked through for doubtful parts: which conditions must be true or false for the part
// looked at to matter, and what follows from that for others.

#include <optional>
#include <unordered_map>
#include <vector>

#include "listen/implication.h"

namespace resonanz::listen {

/// A condition as it counts: below an odd number of NOTs it is negated. `shown` is what the reader sees of it: of an
/// item of a list the list.
struct Literal {
  NodeId node, shown;
  bool negated;

  bool is_hidden() const { return node != shown; }
};

/// Beside the conditions of an AND, each may count on the others being true; beside the alternatives of an OR, each may
/// count on the others being false, for otherwise it does not matter.
struct Fact {
  Literal literal;
  bool value;  ///< of the node
  bool from_or;
};

/// What a part is worth where it stands.
struct Verdict {
  std::optional<bool> truth{};
  std::optional<Literal> part{}, because{};
  bool from_or = false;  ///< `because` is an alternative beside it
};

/// A stack of facts about one query, which is borrowed. Compares at most kMostComparisons conditions in all.
class Facts {
 public:
  explicit Facts(const Query& query) : query_(query), logic_(query) {}

  std::size_t size() const { return facts_.size(); }
  /// Adds a fact. Gives those from number `first` on that it decides as they stand.
  std::vector<Fact> learn(const Fact& fact, std::size_t first);
  void forget_from(std::size_t number);
  /// What a leaf is worth, all facts given.
  Verdict judge(const Literal& leaf);
  /// Of a leaf that is the same for every post.
  std::optional<bool> constant_of(NodeId leaf) const;
  /// kind:post OR kind:reply OR … with none left out, among the facts from number `first` on.
  bool have_every_kind(std::size_t first) const;
  bool is_same(NodeId a, NodeId b) const { return logic_.number_of(a) == logic_.number_of(b); }

 private:
  void forget();
  std::optional<bool> infer(const Fact& fact, NodeId node) const;

  const Query& query_;
  Implication logic_;
  std::vector<Fact> facts_;
  std::vector<std::size_t> special_;  ///< facts that are no plain words
  std::unordered_map<std::uint32_t, std::size_t> by_number_;
  std::size_t spent_ = 0;
};

}  // namespace resonanz::listen
