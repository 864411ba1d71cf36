#include "simulation/people.h"

#include "publish/hold.h"

namespace resonanz::simulation {

void People::act(Machine& machine) {
  switch (chance_.below(12)) {
    case 0:
    case 1:
    case 2:
      return take(machine);
    case 3:
    case 4:
    case 5:
      return answer(machine);
    case 6:
    case 7:
      return touch_outbox(machine);
    case 8:
    case 9:
      return touch_hold(machine);
    default:
      return touch_case(machine);
  }
}

/// One of the ids that the query gives, 0 if there is none.
Id People::any(Machine& machine, const std::string& select) {
  const auto ids = machine.disk->read([&](soci::session& sql) -> Result<std::vector<Id>> {
    std::vector<Id> out;
    Id id = 0;
    soci::statement query = (sql.prepare << select + " ORDER BY 1", soci::into(id));
    query.execute();
    while (query.fetch()) out.push_back(id);
    return out;
  });
  return ids->empty() ? 0 : (*ids)[chance_.below(ids->size())];
}

void People::take(Machine& machine) {
  const Id mention = any(machine, "SELECT id FROM mentions WHERE deleted_at IS NULL");
  if (mention == 0) return;
  const auto taken = machine.cases.take(mention, user(), "dialogue");
  trace_.add("  take: {}", taken ? "ok" : code_of(taken.error().code));
}

void People::answer(Machine& machine) {
  const Id id = any(machine, "SELECT id FROM cases WHERE state <> 'closed'");
  if (id == 0) return;
  const std::string key = fmt::format("key-{}", ++last_);
  approvals_[key] = {id, "answer " + key};
  send(machine, key);
}

void People::send(Machine& machine, const std::string& key) {
  Approval& approval = approvals_.at(key);
  const TimeUs hold = chance_.one_in(2) ? 10 * kSecondUs : 0;
  const bool confirmed = chance_.one_in(2);
  const auto made = machine.outbox.reply({approval.case_id, user(), approval.text, "en", key, hold, confirmed});
  trace_.add("  answer {}: {}", key, made ? "ok" : code_of(made.error().code));
  if (made) approval.sure = true;
  else if (made.error().code != Errc::store)
    approvals_.erase(key);  // an earlier try may have been stored: asked again later
}

void People::try_again(Machine& machine) {
  std::vector<std::string> open;
  for (const auto& [key, approval] : approvals_)
    if (!approval.sure) open.push_back(key);
  for (const auto& key : open) send(machine, key);
}

void People::touch_outbox(Machine& machine) {
  if (chance_.one_in(2)) {
    const Id id = any(machine, "SELECT id FROM outbox WHERE state IN ('failed', 'unknown')");
    if (id != 0) trace_.add("  retry: {}", machine.outbox.retry(id, user()) ? "ok" : "no");
    return;
  }
  const Id id = any(machine, "SELECT id FROM outbox WHERE state = 'queued'");
  if (id == 0) return;
  const auto cancelled = machine.outbox.cancel(id, user());
  if (cancelled) approvals_.at(cancelled->key).cancelled = true;
  trace_.add("  take back: {}", cancelled ? cancelled->key : std::string(code_of(cancelled.error().code)));
}

/// The crisis' switch, on and off, and what to do with what it held.
void People::touch_hold(Machine& machine) {
  const TimeUs now = machine.services.clock.now();
  const auto what = chance_.below(4);
  if (what == 3) {
    const Id id = any(machine, "SELECT id FROM outbox WHERE hold_id IS NOT NULL AND state = 'queued'");
    if (id != 0) trace_.add("  release: {}", machine.outbox.release(id, user(), chance_.one_in(2)) ? "ok" : "no");
    return;
  }
  const Status switched = machine.store.write([&](soci::session& sql) {
    return what == 0 ? publish::lift_hold(sql, kRoom, "", user(), now)
                     : publish::begin_hold(sql, kRoom, false, "it burns", user(), now);
  });
  trace_.add("  hold {}: {}", what == 0 ? "lifted" : "begun", switched ? "ok" : code_of(switched.error().code));
}

void People::end_hold(Machine& machine) {
  const TimeUs now = machine.services.clock.now();
  (void)machine.store.write([&](soci::session& sql) { return publish::lift_hold(sql, kRoom, "", user(), now); });
  (void)machine.outbox.release_all(user());
}

void People::touch_case(Machine& machine) {
  const Id id = any(machine, "SELECT id FROM cases");
  if (id == 0) return;
  const auto what = chance_.below(5);
  const TimeUs later = machine.services.clock.now() + kHourUs;
  const bool ok = what == 0   ? machine.cases.close(id, user()).ok()
                  : what == 1 ? machine.cases.reopen(id, user()).ok()
                  : what == 2 ? machine.cases.assign(id, user(), "", user()).ok()
                  : what == 3 ? machine.cases.snooze(id, later, user()).ok()
                              : machine.cases.wake_due().ok();
  trace_.add("  case {}: {}", what, ok ? "ok" : "no");
}

}  // namespace resonanz::simulation
