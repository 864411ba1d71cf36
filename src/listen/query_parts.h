#pragma once
// Queries in parts that do not change: what of a part counts, and how several become one.

#include <atomic>
#include <memory>
#include <span>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "listen/engine/engine.h"

namespace resonanz::listen {

/// Queries compiled together. Immutable.
struct QueryPart {
  Engine engine;
  std::vector<Id> ids;  ///< by the engine's number, ascending
};

class QueryPartBuilder {
 public:
  /// `frequencies` is borrowed.
  QueryPartBuilder(const Frequencies& frequencies, std::shared_ptr<const Lists> lists)
      : lists_(lists), builder_(frequencies, std::move(lists)) {}

  /// In ascending order of ids. The query's cost; errors: those of parse(), for what was never compiled before.
  Result<std::uint64_t> add(Id id, std::string_view text);
  std::shared_ptr<const QueryPart> finish() &&;

 private:
  std::shared_ptr<const Lists> lists_;
  EngineBuilder builder_;
  std::vector<Id> ids_;
};

/// A part in use, of which some queries were removed or changed since.
class PlacedPart {
 public:
  explicit PlacedPart(std::shared_ptr<const QueryPart> part) : part_(std::move(part)), left_(part_->ids.size()) {}

  const QueryPart& part() const { return *part_; }
  /// How many are not gone.
  std::size_t left() const { return left_; }
  bool is_gone(std::size_t number) const { return gone_ && (*gone_)[number]; }
  /// Nothing happens where the part does not have it.
  void strike(Id id);
  /// The queries that are gone here and were not in `before`, the same part earlier.
  std::vector<Id> gone_since(const PlacedPart& before) const;

 private:
  std::shared_ptr<const QueryPart> part_;
  std::shared_ptr<const std::vector<bool>> gone_;  ///< by number; null: none
  std::size_t left_;
};

/// The first part that is not much larger than all after it, and is to become one with them; the number of parts where
/// there is none.
std::size_t first_to_merge(std::span<const PlacedPart> parts);
/// What is left of the parts, as one. Null where `stopping` became true.
std::shared_ptr<const QueryPart> merged(std::span<const PlacedPart> parts, const Frequencies& frequencies,
                                        std::shared_ptr<const Lists> lists, const std::atomic<bool>& stopping);

}  // namespace resonanz::listen
