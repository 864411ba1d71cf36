#include "ingest/workers.h"

#include <algorithm>

namespace resonanz::ingest {
namespace {

constexpr std::size_t kFewest = 16;  // less is done sooner than threads are woken

}  // namespace

Workers::Workers(unsigned threads)
    : wanted_(threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency())) {}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  begun_.notify_all();
}

void Workers::start() {
  while (threads_.size() + 1 < wanted_) threads_.emplace_back([this] { run(); });
}

void Workers::each(std::size_t count, const std::function<void(std::size_t)>& work) {
  if (wanted_ == 1 || count < kFewest) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  start();
  {
    const std::lock_guard lock(mutex_);
    work_ = &work, count_ = count, next_ = 0, busy_ = threads_.size();
    ++round_;
  }
  begun_.notify_all();
  take();
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return busy_ == 0; });
}

void Workers::take() {
  for (std::size_t i; (i = next_.fetch_add(1)) < count_;) (*work_)(i);
}

void Workers::run() {
  for (std::uint64_t seen = 0;;) {
    {
      std::unique_lock lock(mutex_);
      begun_.wait(lock, [&] { return stopping_ || round_ != seen; });
      if (stopping_) return;
      seen = round_;
    }
    take();
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0) ended_.notify_one();
  }
}

}  // namespace resonanz::ingest
