#pragma once
// Standing queries by id, compiled, and changed one by one while posts are matched. They stand in parts that do not
// change; a change compiles the small freshest one anew and strikes the query from the others, and in the background
// parts of like size become one.

#include <map>
#include <mutex>
#include <thread>

#include "base/published.h"
#include "listen/evaluate.h"
#include "listen/query_parts.h"

namespace resonanz::listen {

/// What a query said about a post.
struct SavedHit {
  Id query = 0;
  std::vector<Span> spans;
  bool is_tag = false;  ///< set by SavedQueries
};

/// Thread-safe. Who matches never waits for who changes; a change counts from the next post on.
class CompiledQueries {
 public:
  CompiledQueries();
  ~CompiledQueries();

  /// What became of a query: its cost, or why it does not compile.
  using Outcomes = std::map<Id, Result<std::uint64_t>>;
  /// Forgets all queries and compiles these, with these lists. What does not compile is left out.
  Outcomes replace(const std::map<Id, std::string>& queries, Lists lists);
  /// Adds a query, or changes the one with this id; gives its cost. Some milliseconds, however many there are. Errors:
  /// those of parse(); what stood under the id is then gone.
  Result<std::uint64_t> put(Id id, const std::string& text);
  /// Nothing happens where there is none.
  void remove(Id id);

  std::shared_ptr<const Lists> lists() const { return set_.load()->lists; }
  std::size_t size() const;
  /// All queries on one post, ascending by id. Learns from some posts how frequent words are, and now and then files
  /// the queries anew by it.
  std::vector<SavedHit> match(const Post& post);
  /// Waits until nothing is done in the background any more; for tests and measurements.
  void settle();

 private:
  struct Set {
    std::shared_ptr<const Lists> lists;
    std::vector<PlacedPart> parts;  ///< the oldest and mostly largest first; the last is the fresh one
    std::span<const PlacedPart> old() const { return std::span(parts).first(parts.size() - 1); }
  };

  void change(Id id, const std::string* text);
  PlacedPart fresh_part(std::shared_ptr<const Lists> lists);
  void merge_in_background();
  void merge();
  void put_merged(const Set& before, std::size_t first, std::shared_ptr<const QueryPart> part);
  Frequencies learned();
  void learn(const text::Readings& readings);

  Published<Set> set_;

  std::atomic<std::uint64_t> posts_{0};
  std::mutex learning_;  ///< of what follows
  Frequencies frequencies_;
  std::uint64_t replan_at_;  ///< posts learned from

  std::mutex changing_;              ///< of what follows
  std::map<Id, std::string> fresh_;  ///< the texts of the fresh part
  bool merging_ = false;
  bool replan_ = false;         ///< all is to be compiled anew
  std::uint64_t replaced_ = 0;  ///< how often everything was replaced
  std::atomic<bool> stopping_{false};
  std::jthread merger_;  ///< last: it uses the others
};

}  // namespace resonanz::listen
