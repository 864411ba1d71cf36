#pragma once
// The real store with bad luck: slow, refusing, or gone in the moment before or after a commit.

#include "host/clock.h"
#include "simulation/chance.h"
#include "store/database.h"

namespace resonanz::simulation {

class FaultyStore : public store::Database {
 public:
  FaultyStore(store::Database& real, Chance& chance, host::ManualClock& clock, const bool& faults)
      : real_(real), chance_(chance), clock_(clock), faults_(faults) {}

  Status scrub() override { return real_.scrub(); }
  std::uint64_t generation() const override { return real_.generation(); }

 protected:
  Status run_write(const Work& work) override {
    const auto luck = faults_ ? chance_.below(150) : 149;
    if (luck == 0) throw Crash{};
    if (luck == 1) return fail(Errc::store, "disk I/O error");
    if (luck < 5) clock_.advance(static_cast<TimeUs>(chance_.below(30)) * kSecondUs);
    Status status = real_.write(work);
    if (luck == 5) throw Crash{};
    return status;
  }
  Status run_read(const Work& work) override {
    if (faults_ && chance_.one_in(400)) return fail(Errc::store, "disk I/O error");
    return real_.read(work);
  }

 private:
  store::Database& real_;
  Chance& chance_;
  host::ManualClock& clock_;
  const bool& faults_;
};

}  // namespace resonanz::simulation
