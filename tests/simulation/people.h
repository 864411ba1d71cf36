#pragma once
// Colleagues at work: they take cases, answer, take back, hand over. What they approved is remembered here.

#include <map>

#include "simulation/machine.h"
#include "simulation/trace.h"

namespace resonanz::simulation {

inline constexpr Id kRoom = 7;  ///< the crisis room whose switch they use

struct Approval {
  Id case_id = 0;
  std::string text;
  bool sure = false;       ///< the program said so
  bool cancelled = false;  ///< taken back, and the program said so
};

class People {
 public:
  People(std::vector<Id> users, Chance& chance, Trace& trace)
      : users_(std::move(users)), chance_(chance), trace_(trace) {}

  /// One thing that somebody does; what the program refuses is nothing to remember.
  void act(Machine& machine);
  /// After a crash a browser tries again what it got no answer to, with the same key.
  void try_again(Machine& machine);
  /// The crisis is over: what was held goes out.
  void end_hold(Machine& machine);

  const std::map<std::string, Approval>& approvals() const { return approvals_; }

 private:
  void take(Machine& machine);
  void answer(Machine& machine);
  void send(Machine& machine, const std::string& key);
  void touch_outbox(Machine& machine);
  void touch_hold(Machine& machine);
  void touch_case(Machine& machine);
  Id any(Machine& machine, const std::string& select);
  Id user() { return users_[chance_.below(users_.size())]; }

  std::vector<Id> users_;
  Chance& chance_;
  Trace& trace_;
  std::map<std::string, Approval> approvals_;
  int last_ = 0;
};

}  // namespace resonanz::simulation
