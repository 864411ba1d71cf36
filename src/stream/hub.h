#pragma once
// Hints inside the process that something changed: "look again", never the data itself.

#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace resonanz::stream {

/// Thread-safe. Listeners are called on the publisher's thread and must return at once.
class Hub {
 public:
  using Listener = std::function<void(const std::string& event, const std::string& data)>;

  /// `data` is a JSON text.
  void publish(const std::string& event, const std::string& data) {
    std::lock_guard lock(mutex_);
    for (auto& [id, listener] : listeners_) listener(event, data);
  }
  int subscribe(Listener listener) {
    std::lock_guard lock(mutex_);
    listeners_[++last_] = std::move(listener);
    return last_;
  }
  void unsubscribe(int id) {
    std::lock_guard lock(mutex_);
    listeners_.erase(id);
  }

 private:
  std::mutex mutex_;
  std::map<int, Listener> listeners_;
  int last_ = 0;
};

}  // namespace resonanz::stream
