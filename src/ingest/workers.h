#pragma once
// Threads that share out numbered pieces of work.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace resonanz::ingest {

/// Used from one thread. Its own threads start with the first work that is worth sharing.
class Workers {
 public:
  /// `threads` includes the caller's; 0: one per core.
  explicit Workers(unsigned threads = 0);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Calls work(i) once for every i below `count`, in any order and at the same time; returns when all are done. `work`
  /// must not throw.
  void each(std::size_t count, const std::function<void(std::size_t)>& work);

 private:
  void start();
  void run();
  void take();

  unsigned wanted_;
  std::atomic<std::size_t> next_{0};
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::size_t count_ = 0;

  std::mutex mutex_;
  std::condition_variable begun_, ended_;
  std::uint64_t round_ = 0;
  std::size_t busy_ = 0;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;  ///< last: they use the others
};

}  // namespace resonanz::ingest
