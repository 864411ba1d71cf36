#pragma once
// What people's labels teach this workspace, by task: tone, wish, abuse, and for each query what is about it.

#include <map>

#include "base/published.h"
#include "ingest/mention.h"
#include "store/database.h"
#include "understand/lessons.h"
#include "understand/understand.h"

namespace resonanz::ingest {

struct Task {
  std::string what;  ///< sentiment, intent, toxic, about
  Id query = 0;      ///< of about
  auto operator<=>(const Task&) const = default;
};

struct TaskScore {
  Task task;
  understand::LessonScore score;
  bool is_used = false;  ///< it knows better than before, of lessons it was not taught by
};

/// Labels of the tasks that answer yes or no: no first.
inline constexpr std::string_view kNoYes[] = {"no", "yes"};

/// How likely a match is about what its query seeks, before anybody has said so.
double prior_about(const Post& post, const Match& match);

/// Thread-safe.
class Learning {
 public:
  /// `models` outlives it.
  explicit Learning(const understand::ShippedModels& models) : models_(models) {}

  /// Learns anew if labels changed since; whether they did. What the newest labels of each task teach, at most 2,000.
  Result<bool> refresh(store::Database& db);
  std::vector<TaskScore> scores() const;
  /// Moves what the models believe; whether anything was learned for the task that is used.
  bool apply(const Task& task, std::span<const std::uint32_t> features, std::span<double> p) const;
  bool knows(const Task& task) const;

 private:
  struct Taught {
    TaskScore score;
    understand::Learned learned;
  };
  using All = std::map<Task, Taught>;

  std::optional<understand::Lesson> lesson_of(const Task& task, const std::string& label, const Post& post,
                                              const Match& match) const;

  const understand::ShippedModels& models_;
  Published<All> all_;
  std::pair<std::int64_t, TimeUs> seen_{0, 0};  ///< labels: how many, the newest; of refresh() alone
};

}  // namespace resonanz::ingest
