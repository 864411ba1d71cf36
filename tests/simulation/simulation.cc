// simulation [--seeds N] [--from SEED] [--steps N] [--twice] [--trace]: the last line is "N passed, N failed".
#include <spdlog/spdlog.h>

#include <charconv>
#include <cstring>

#include "host/testing/seeded_random.h"
#include "net/testing/run.h"
#include "simulation/checks.h"
#include "sources/assessment.h"
#include "store/sqlite/sqlite_database.h"

namespace resonanz::simulation {
namespace {

namespace fs = std::filesystem;

const TimeUs kStart = parse_rfc3339("2026-03-20T09:00:00Z").value();  // a quarter ends soon

struct Setting {
  fs::path folder;
  std::vector<Id> sources, users;
};

/// A data folder as every run begins with: two sources, two colleagues, one query, one person who opted out.
Setting prepare(const fs::path& folder) {
  const host::testing::SeededRandom random(1);
  fs::create_directories(folder);
  Setting setting{folder, {}, {}};
  auto db = *store::open_sqlite({.path = (folder / "resonanz.db").string(), .readers = 1});
  const auto keys = *privacy::Keys::load(folder / "test.keys", true);
  sources::SourceTable table(*db, keys);
  for (const char* name : {"one", "two"}) {
    auto assessment = sources::assessment_template("demo", "en", "simulation", kStart);
    assessment.approved = true;
    setting.sources.push_back(
        table.add({name, "demo", "", {}, {}, assessment, Network::kUs}, "simulation", kStart)->id);
  }
  listen::SavedQueries queries(*db);
  (void)queries.add("brake", "brake", "", 0, kStart);
  (void)db->write([&](soci::session& sql) -> Status {
    for (const std::string& login : {std::string("mira"), std::string("tom")}) {
      setting.users.push_back(next_id(kStart));
      sql << "INSERT INTO users (id, login, name, role, password_hash, created_at) VALUES (:i, :l, :n, 'agent', '', 1)",
          soci::use(setting.users.back()), soci::use(login), soci::use(login);  // use() keeps a reference
    }
    // The clock jumps far; an overdue assessment would pause the source.
    sql << "UPDATE sources SET assessment = json_set(assessment, '$.review_date', '2099-12-31')";
    const std::string person = keys.person_key("demo", Network::kOptedOut);
    sql << "INSERT INTO crisis_rooms (id, title, drill, state, reason, query_id, began_at, opened_by, opened_at, lead_id, level, "
           "media_posts) VALUES (:i, 'room', 0, 'open', '', 0, 1, 1, 1, 1, 1, 0)",
        soci::use(kRoom);
    sql << "INSERT INTO optouts VALUES (:p, 'demo', 1)", soci::use(person);
    return done();
  });
  return setting;
}

/// One seed's world.
class Run {
 public:
  Run(const Setting& setting, std::uint64_t seed, bool print)
      : setting_(setting),
        chance_(seed),
        random_(seed),
        trace_(print),
        people_(setting.users, chance_, trace_),
        folder_(setting.folder.string() + "-run"),
        checks_(serve(), people_, acknowledged_) {
    fs::remove_all(folder_);
    fs::copy(setting.folder, folder_);
  }
  ~Run() {
    machine_.reset();
    fs::remove_all(folder_);
  }

  void go(int steps) {
    boot();
    for (int i = 0; i < steps; ++i) guarded([&] { step(i); });
    come_to_rest();
  }
  const Trace& trace() const { return trace_; }

 private:
  std::map<Id, Network*> serve() {
    std::map<Id, Network*> out;
    for (std::size_t i = 0; i < setting_.sources.size(); ++i) {
      networks_.push_back(std::make_unique<Network>(fmt::format("n{}", i), chance_, clock_, trace_));
      networks_.back()->serve(setting_.sources[i]);
      out[setting_.sources[i]] = networks_.back().get();
    }
    return out;
  }

  /// A new process on what is on disk.
  void boot() {
    machine_.reset();
    forget_ids();
    machine_ = std::make_unique<Machine>(Machine::Place{folder_, clock_, chance_, faults_, acknowledged_});
  }

  void guarded(const std::function<void()>& work) {
    try {
      work();
      checks_.after_step(*machine_);
    } catch (const Crash&) {
      trace_.add("crash");
      boot();
      checks_.after_step(*machine_);
      guarded([&] { people_.try_again(*machine_); });
    }
  }

  void step(int number) {
    clock_.advance(static_cast<TimeUs>(chance_.below(3000)) * 1000);
    const auto what = chance_.below(100);
    trace_.add("{} {} {}", number, format_rfc3339(clock_.now()), what);
    if (what < 32) networks_[chance_.below(networks_.size())]->live();
    else if (what < 56) collect(chance_.below(networks_.size()));
    else if (what < 72) machine_->work_journal();
    else if (what < 74) machine_->index();
    else if (what < 84) machine_->carry_answers();
    else if (what < 97) people_.act(*machine_);
    else if (what < 99) jump();
    else throw Crash{};
  }

  void collect(std::size_t which) {
    const auto pause = machine_->collect(setting_.sources[which]);
    trace_.add("  collect {}: pause {}", which, pause.count());
    clock_.advance(pause.count() * 1000);
  }

  void jump() {
    const TimeUs far = chance_.one_in(4) ? 100 * kDayUs : kHourUs;
    clock_.advance(chance_.one_in(2) ? far : -far);
    trace_.add("  the clock jumps");
  }

  void come_to_rest() {
    faults_ = false;
    for (auto& network : networks_) network->calm();
    trace_.add("calm");
    people_.end_hold(*machine_);
    for (int round = 0; round < 400; ++round) {
      clock_.advance(10 * kMinuteUs);
      for (std::size_t i = 0; i < networks_.size(); ++i) collect(i);
      machine_->work_journal();
      machine_->carry_answers();
      checks_.after_step(*machine_);
      if (round > 10 && delivered() && answered()) break;
    }
    machine_->work_journal();
    checks_.at_rest(*machine_);
  }

  bool delivered() {
    for (std::size_t i = 0; i < networks_.size(); ++i)
      if (*machine_->journal->cursor(setting_.sources[i]) != std::to_string(networks_[i]->events())) return false;
    return *machine_->journal->pending(0) == 0;
  }

  bool answered() {
    return *machine_->disk->read([](soci::session& sql) -> Result<bool> {
      int open = 0;
      sql << "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')", soci::into(open);
      return open == 0;
    });
  }

  const Setting& setting_;
  Chance chance_;
  host::testing::SeededRandom random_;
  Trace trace_;
  host::ManualClock clock_{kStart};
  bool faults_ = true;
  Acknowledged acknowledged_;
  std::vector<std::unique_ptr<Network>> networks_;
  People people_;
  fs::path folder_;
  Checks checks_;
  std::unique_ptr<Machine> machine_;
};

struct Options {
  std::uint64_t from = 1, seeds = 1;
  int steps = 120;
  bool twice = false, trace = false;
};

/// The trace's hash; empty where an invariant broke.
std::optional<std::string> one(const Setting& setting, std::uint64_t seed, const Options& options) {
  Run run(setting, seed, options.trace);
  try {
    run.go(options.steps);
    return run.trace().hash();
  } catch (const std::exception& broken) {
    for (const auto& line : run.trace().last()) fmt::print("{}", line);
    fmt::print("FAIL seed {}: {}\n", seed, broken.what());
    return std::nullopt;
  }
}

int simulate(const Options& options) {
  std::string name =
      ((fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path()) / "resonanz-simulation-XXXXXX")
          .string();
  if (!mkdtemp(name.data())) return fmt::print("no temporary folder\n"), 1;
  const Setting setting = prepare(fs::path(name) / "fresh");
  std::uint64_t failed = 0;
  for (std::uint64_t seed = options.from; seed < options.from + options.seeds; ++seed) {
    const auto hash = one(setting, seed, options);
    if (options.seeds == 1 && hash) fmt::print("seed {} trace {}\n", seed, *hash);
    const bool same = !options.twice || !hash || one(setting, seed, options) == hash;
    if (!same) fmt::print("FAIL seed {} did not replay\n", seed);
    failed += !hash || !same;
  }
  fs::remove_all(name);
  fmt::print("{} passed, {} failed\n", options.seeds - failed, failed);
  return failed > 0;
}

}  // namespace
}  // namespace resonanz::simulation

int main(int argc, char** argv) {
  resonanz::simulation::Options options;
  spdlog::set_level(spdlog::level::off);
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const auto number = [&] { return i + 1 < argc ? std::strtoull(argv[++i], nullptr, 10) : 0; };
    if (word == "--seeds") options.seeds = number();
    else if (word == "--from") options.from = number();
    else if (word == "--steps") options.steps = static_cast<int>(number());
    else if (word == "--twice") options.twice = true;
    else if (word == "--trace") options.trace = true;
    else return fmt::print(stderr, "usage: simulation [--seeds N] [--from SEED] [--steps N] [--twice] [--trace]\n"), 2;
  }
  return resonanz::simulation::simulate(options);
}
