#pragma once
// Asks the rules: about posts as soon as they are stored, about counts every minute, for the running hour and the one
// before it. What it raises is stored with what was looked at, so that an end of the process loses and doubles nothing.

#include <condition_variable>
#include <functional>
#include <map>
#include <thread>

#include "host/clock.h"
#include "notice/alerts.h"
#include "notice/post_rules.h"
#include "notice/rules.h"
#include "stream/hub.h"

namespace resonanz::notice {

class Watch {
 public:
  /// All outlive this. `raised` is called after each alert, on the watch's thread.
  struct Parts {
    store::Database& db;
    const privacy::Keys& keys;
    stream::Hub& hub;
    const host::Clock& clock;
    std::function<void()> raised = [] {};
  };
  explicit Watch(Parts parts) : parts_(std::move(parts)), mentions_(parts_.keys) {}
  ~Watch() { stop(); }

  /// One round of the rules about posts, of those about counts. How many alerts were raised. From one thread.
  Result<int> look_at_posts();
  Result<int> look_at_counts();

  /// Works in a thread of its own until stop().
  void start();
  void stop();

 private:
  Result<std::vector<Rule>> active_rules();
  Result<bool> ask_about_posts(const Rule& rule);
  Result<bool> ask_about_counts(const Rule& rule);
  Result<bool> keep_position(const Rule& rule, Id position);
  Result<bool> store(const Rule& rule, const Cause& cause, std::optional<Id> position);
  bool is_cooling(TimeUs last, const Rule& rule) const;
  void run();

  Parts parts_;
  ingest::Mentions mentions_;
  std::map<Id, Id> looked_;  ///< by rule: posts up to this id hold nothing for it, whatever its stored position
  std::uint64_t generation_ = 0;
  bool waiting_ = false;  ///< something is left to look at although nothing new came

  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
};

/// A rule's alarms for the hour `to` and the one before, older first. Baseline: the last `kBaselineHours`.
struct HourAlarm {
  std::int64_t hour = 0;
  Verdict verdict;
};
std::vector<HourAlarm> alarms_now(const Rule& rule, const std::vector<HourCount>& hours);
inline constexpr std::int64_t kBaselineHours = 12 * 7 * 24;

}  // namespace resonanz::notice
