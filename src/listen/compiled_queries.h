#pragma once
// Standing queries by id, compiled, and changed one by one while posts are matched: a large part that does not change,
// a small one with what was changed since, and now and then both are made one in the background.

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "base/id.h"
#include "listen/engine/engine.h"
#include "listen/evaluate.h"

namespace resonanz::listen {

/// What a query said about a post.
struct SavedHit {
  Id query = 0;
  std::vector<Span> spans;
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
  struct Part {
    Engine engine;
    std::vector<Id> ids;  ///< by the engine's number, ascending
  };
  struct Set {
    std::shared_ptr<const Lists> lists;
    std::shared_ptr<const Part> main, recent;
    std::shared_ptr<const std::vector<bool>> gone;  ///< by the main part's number: removed, or changed since
  };
  class PartBuilder;

  void change(Id id, const std::string* text);
  void publish(std::shared_ptr<const Part> main, std::shared_ptr<const std::vector<bool>> gone);
  void merge_in_background();
  void merge();
  std::shared_ptr<const Part> merged(const Set& set, const std::map<Id, std::string>& recent);
  Frequencies learned();
  void learn(const text::Readings& readings);

  std::atomic<std::shared_ptr<const Set>> set_;

  std::atomic<std::uint64_t> posts_{0};
  std::mutex learning_;  ///< of what follows
  Frequencies frequencies_;
  std::uint64_t replan_at_;  ///< posts learned from

  std::mutex changing_;               ///< of what follows
  std::map<Id, std::string> recent_;  ///< the texts of the recent part
  bool merging_ = false;
  std::set<Id> changed_;        ///< while merging
  std::uint64_t replaced_ = 0;  ///< how often everything was replaced
  std::atomic<bool> stopping_{false};
  std::jthread merger_;  ///< last: it uses the others
};

}  // namespace resonanz::listen
