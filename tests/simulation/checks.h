#pragma once
// What must hold after each step, and when everything has come to rest.

#include <set>

#include "simulation/network.h"
#include "simulation/people.h"

namespace resonanz::simulation {

/// An invariant does not hold; what() says which and where.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Checks {
 public:
  Checks(std::map<Id, Network*> networks, const People& people, Acknowledged& acknowledged)
      : networks_(std::move(networks)), people_(people), acknowledged_(acknowledged) {}

  void after_step(Machine& machine);
  /// All is delivered, worked off and sent: what is visible is exactly the truth.
  void at_rest(Machine& machine);

 private:
  void in_equals_out(Machine& machine);
  void counts_are_the_mentions(Machine& machine);
  void deleted_stays_deleted(Machine& machine);
  void one_person_a_case(Machine& machine);
  void sent_once_as_approved();
  void nothing_held_leaves(Machine& machine);
  void opted_out_is_not_stored(Machine& machine);
  void visible_is_the_truth(Machine& machine);
  void index_is_the_mentions(Machine& machine, std::int64_t word_by_word);
  void outbox_knows_what_was_sent(Machine& machine);

  std::map<Id, Network*> networks_;
  const People& people_;
  Acknowledged& acknowledged_;
  std::set<std::string> deleted_, opted_out_;
  Id hold_ = 0;                 ///< that was on after the step before
  std::set<std::string> left_;  ///< what had left by then
};

}  // namespace resonanz::simulation
