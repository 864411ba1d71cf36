#include "simulation/checks.h"

#include "audit/audit.h"
#include "history/check.h"
#include "ingest/ledger.h"
#include "measure/rollups.h"

namespace resonanz::simulation {
namespace {

template <typename... Args>
void require(bool holds, fmt::format_string<Args...> format, Args&&... args) {
  if (!holds) throw Broken(fmt::format(format, std::forward<Args>(args)...));
}

std::int64_t number(Machine& machine, const std::string& select) {
  return *machine.disk->read([&](soci::session& sql) -> Result<std::int64_t> {
    std::int64_t n = 0;
    sql << select, soci::into(n);
    return n;
  });
}

}  // namespace

void Checks::after_step(Machine& machine) {
  in_equals_out(machine);
  deleted_stays_deleted(machine);
  opted_out_is_not_stored(machine);
  one_person_a_case(machine);
  sent_once_as_approved();
  nothing_held_leaves(machine);
  index_is_the_mentions(machine, 0);
  counts_are_the_mentions(machine);
}

void Checks::index_is_the_mentions(Machine& machine, std::int64_t word_by_word) {
  const auto checked = history::check_index(*machine.disk, machine.keys, word_by_word);
  require(checked.ok(), "the index cannot be read");
  require(checked->fault.empty(), "{}", checked->fault);
}

/// What is stored is read, once the text is there, and counted as it was read.
void Checks::counts_are_the_mentions(Machine& machine) {
  const auto wrong = measure::wrong_rollups(*machine.disk);
  require(wrong.ok() && *wrong == 0, "{} counts are not those of the mentions", wrong.ok() ? *wrong : -1);
  const auto unread = number(machine,
                             "SELECT count(*) FROM mentions WHERE deleted_at IS NULL AND id NOT IN (SELECT mention_id "
                             "FROM mention_readings) AND id NOT IN (SELECT mention_id FROM unread_mentions)");
  require(unread == 0, "{} mentions were never read", unread);
  const auto leftover = number(machine,
                               "SELECT count(*) FROM mention_readings r JOIN mentions m ON m.id = r.mention_id "
                               "WHERE m.deleted_at IS NOT NULL");
  require(leftover == 0, "{} readings of deleted mentions", leftover);
}

void Checks::in_equals_out(Machine& machine) {
  const auto ledgers = *ingest::read_ledgers(*machine.disk);
  for (const auto& [source, network] : networks_) {
    const auto found = ledgers.find(source);
    const ingest::Ledger ledger = found == ledgers.end() ? ingest::Ledger{} : found->second;
    require(ledger.difference() == 0, "in = out: difference {}", ledger.difference());
    // An append that a crash interrupted is there as a whole or not at all; from now on it is known which.
    auto& sure = acknowledged_.items[source];
    auto& unsure = acknowledged_.unsure[source];
    if (unsure != 0 && ledger.received == sure + unsure) sure += unsure;
    unsure = 0;
    require(ledger.received == sure, "acknowledged {} but received {}", sure, ledger.received);
  }
}

void Checks::deleted_stays_deleted(Machine& machine) {
  const auto visible = *machine.disk->read([&](soci::session& sql) -> Result<std::vector<std::string>> {
    std::vector<std::string> out;
    std::string key;
    int deleted = 0;
    soci::statement query = (sql.prepare << "SELECT native_key, deleted_at IS NOT NULL FROM mentions", soci::into(key),
                             soci::into(deleted));
    query.execute();
    while (query.fetch()) deleted ? void(deleted_.insert(key)) : out.push_back(key);
    return out;
  });
  for (const auto& key : visible) require(!deleted_.contains(key), "deleted stays deleted: {} is back", key);
}

void Checks::opted_out_is_not_stored(Machine& machine) {
  for (const auto& [source, network] : networks_)
    opted_out_.insert(machine.keys.author_ref(source, machine.services.clock.now(), Network::kOptedOut));
  for (const auto& ref : opted_out_)
    require(number(machine, fmt::format("SELECT (SELECT count(*) FROM mentions WHERE author_ref = '{0}') + "
                                        "(SELECT count(*) FROM subjects WHERE author_ref = '{0}')",
                                        ref)) == 0,
            "the opted-out person is stored");
}

void Checks::one_person_a_case(Machine& machine) {
  require(number(machine,
                 "SELECT count(*) FROM cases c WHERE state <> 'closed' AND NOT EXISTS "
                 "(SELECT 1 FROM users u WHERE u.id = c.assignee_id AND u.active = 1)") == 0,
          "an open case without its one person");
}

void Checks::sent_once_as_approved() {
  std::set<std::string> seen;
  for (const auto& [source, network] : networks_)
    for (const Answer& answer : network->answers()) {
      require(seen.insert(answer.key).second, "{} was sent twice", answer.key);
      const auto approval = people_.approvals().find(answer.key);
      require(approval != people_.approvals().end() && approval->second.text == answer.text,
              "{} was sent without its approval", answer.key);
      require(!approval->second.cancelled, "{} was sent although it had been taken back", answer.key);
    }
}

/// While publishing is on hold, what leaves was confirmed for this very hold.
void Checks::nothing_held_leaves(Machine& machine) {
  const Id hold = number(machine, "SELECT COALESCE((SELECT id FROM publishing_holds WHERE lifted_at IS NULL), 0)");
  std::set<std::string> left;
  for (const auto& [source, network] : networks_)
    for (const Answer& answer : network->answers()) left.insert(answer.key);
  if (hold != 0 && hold == hold_)
    for (const std::string& key : left)
      require(left_.contains(key) || number(machine, fmt::format("SELECT count(*) FROM outbox WHERE key = '{}' AND "
                                                                 "through_hold = {}",
                                                                 key, hold)) == 1,
              "{} left although publishing was on hold", key);
  hold_ = hold;
  left_ = std::move(left);
}

void Checks::at_rest(Machine& machine) {
  after_step(machine);
  require(number(machine, "SELECT count(*) FROM journal") == 0, "the journal is not worked off");
  visible_is_the_truth(machine);
  index_is_the_mentions(machine, 1'000'000);
  require(machine.indexer.catch_up().ok(), "the index cannot catch up");
  index_is_the_mentions(machine, 1'000'000);
  outbox_knows_what_was_sent(machine);
  const auto chain = audit::verify(*machine.disk);
  require(chain.ok(), "the audit chain is broken");
}

void Checks::visible_is_the_truth(Machine& machine) {
  std::map<std::string, std::string> visible;
  const Status read = machine.disk->read([&](soci::session& sql) {
    return ingest::Mentions(machine.keys).scan(sql, [&](const ingest::Mention& m) {
      require(visible.emplace(m.post.id, m.post.text).second, "{} is visible twice", m.post.id);
      return true;
    });
  });
  require(read.ok(), "the mentions cannot be read");
  for (const auto& [source, network] : networks_)
    for (const NetworkPost& post : network->posts()) {
      const auto found = visible.find(post.id);
      const bool there = found != visible.end();
      const bool wanted = post.matched || post.reaction, never = post.gone || post.author == Network::kOptedOut;
      require(!there || !never, "{} is visible and must not be", post.id);
      require(!there || found->second == post.text, "{} shows '{}' and not '{}'", post.id, there ? found->second : "",
              post.text);
      require(there || never || !wanted, "{} is lost", post.id);
      require(!there || wanted || !post.reply_to.empty(), "{} was kept although nobody asked for it", post.id);
    }
}

void Checks::outbox_knows_what_was_sent(Machine& machine) {
  std::set<std::string> sent;
  for (const auto& [source, network] : networks_)
    for (const Answer& answer : network->answers()) sent.insert(answer.key);
  for (const auto& [key, approval] : people_.approvals()) {
    const auto items = machine.outbox.of_case(approval.case_id);
    for (const auto& item : *items) {
      if (item.key != key) continue;
      const bool there = sent.contains(key);
      require(item.state == "sent" || item.state == "held" || item.state == "failed" || item.state == "cancelled",
              "{} hangs in {}", key, item.state);
      if (item.error && item.error->code == Errc::uncertain) continue;  // the post it answers is gone: nobody can tell
      require(there == (item.state == "sent" || item.state == "held"), "{} is {} here and {} there", key, item.state,
              there ? "there" : "not");
    }
  }
}

}  // namespace resonanz::simulation
