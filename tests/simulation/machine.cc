#include "simulation/machine.h"

#include "ingest/model_reader.h"
#include "net/testing/run.h"
#include "simulation/network.h"
#include "store/sqlite/sqlite_database.h"
#include "stream/embedded/embedded_journal.h"

namespace resonanz::simulation {
namespace {

template <typename T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().text());
  return *std::move(result);
}

/// The embedded journal, with a note of what it acknowledged.
class CountingJournal : public stream::Journal {
 public:
  CountingJournal(std::unique_ptr<stream::Journal> real, Acknowledged& counts)
      : real_(std::move(real)), counts_(counts) {}

  Status append(const stream::Advance& advance, const std::vector<Item>& items, TimeUs now) override {
    const auto n = static_cast<std::int64_t>(items.size());
    counts_.unsure[advance.source] += n;
    Status status = real_->append(advance, items, now);  // a crash leaves the count as unsure
    counts_.unsure[advance.source] -= n;
    if (status) counts_.items[advance.source] += n;
    return status;
  }
  Result<std::string> cursor(Id source) override { return real_->cursor(source); }
  Result<std::vector<stream::Entry>> next(std::size_t limit) override { return real_->next(limit); }
  Result<std::int64_t> pending(Id source) override { return real_->pending(source); }
  bool holds(soci::session& sql, const stream::Entry& entry) override { return real_->holds(sql, entry); }
  void finish(soci::session& sql, const std::vector<stream::Entry>& entries) override { real_->finish(sql, entries); }

 private:
  std::unique_ptr<stream::Journal> real_;
  Acknowledged& counts_;
};

const understand::ShippedModels& models() {
  static const auto shipped = must(understand::shipped_models());
  return shipped;
}

}  // namespace

Machine::Machine(Place place)
    : disk(must(store::open_sqlite({.path = (place.folder / "resonanz.db").string(), .readers = 1}))),
      store(*disk, place.chance, place.clock, place.faults),
      keys(must(privacy::Keys::load(place.folder / "test.keys", false))),
      egress(io.get_executor(), place.clock, {}),
      services{egress, place.clock, "simulation", &Network::find_kind},
      journal(std::make_unique<CountingJournal>(stream::make_embedded_journal(store, keys), place.acknowledged)),
      sources(store, keys),
      queries(*disk),
      readings(ingest::reader_of(models()), 500),
      pipeline({store, *journal, keys, sources, services, hub, ingest::matcher_of(queries), readings}),
      indexer(store, keys),
      cases(store, hub, place.clock),
      outbox(store, keys, hub, place.clock),
      delivery(outbox, sources, services),
      parts_{sources, *journal, hub, services, [] {}} {
  must(queries.load());
}

std::chrono::milliseconds Machine::collect(Id source) {
  auto& collecting = collecting_.try_emplace(source, source, parts_).first->second;
  return net::testing::run(io, collecting.step()).value();
}

void Machine::work_journal() { (void)pipeline.step(); }  // what fails is worked off next time

/// Bad luck of the disk: it is tried again later.
void Machine::index() { (void)indexer.catch_up(); }

void Machine::carry_answers() {
  const auto due = delivery.due();
  for (const auto& item : due)
    net::testing::run(io, [](publish::Delivery& delivery, publish::Item one) -> boost::asio::awaitable<int> {
      co_await delivery.carry(std::move(one));
      co_return 0;
    }(delivery, item));
}

}  // namespace resonanz::simulation
