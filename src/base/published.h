#pragma once
// A value that many read while now and then another is put in its place.

#include <memory>
#include <mutex>

namespace resonanz {

/// Thread-safe. Who loaded a value keeps it, whatever is stored later. (std::atomic<std::shared_ptr> would do; that of
/// GCC 12 releases its lock without ordering after a load, a data race on weakly ordered machines.)
template <typename T>
class Published {
 public:
  std::shared_ptr<const T> load() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }
  void store(std::shared_ptr<const T> value) {
    {
      const std::lock_guard lock(mutex_);
      value_.swap(value);
    }  // what stood here goes without anybody waiting for it
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const T> value_;
};

}  // namespace resonanz
