#include "sources/scheduler.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.h"
#include "host/random.h"
#include "specs/settings.h"

namespace resonanz::sources {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr std::int64_t kMaxPending = 20'000;  // beyond this the sources wait for the pipeline

asio::awaitable<void> sleep(milliseconds pause) {
  asio::steady_timer timer(co_await asio::this_coro::executor, pause);
  boost::system::error_code woken;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

std::string source_event(Id id) { return fmt::format(R"({{"id":"{}"}})", id); }

}  // namespace

milliseconds backoff(int failures, const Error& error) {
  const std::int64_t ceiling = std::min<std::int64_t>(settings::kSourceBackoffCeiling,
                                                      settings::kSourceBackoffFirst << std::min(failures, 20));
  const auto jitter = host::random_below(static_cast<std::uint32_t>(ceiling * 1000)) + 200;
  return std::max(milliseconds(jitter), milliseconds(error.retry_after_s.value_or(0) * 1000LL));
}

struct Scheduler::State : std::enable_shared_from_this<State> {
  struct Running {
    std::uint64_t generation = 0;
    std::shared_ptr<asio::cancellation_signal> cancel;
  };

  State(asio::any_io_executor executor, Parts parts) : executor(executor), parts(std::move(parts)) {}

  void reconcile() {
    if (stopping) return;
    const auto sources = parts.table.list();
    if (!sources) return log::error("the sources cannot be read: {}", sources.error().text());
    std::set<Id> wanted;
    for (const Source& source : *sources)
      if (source.state == sources::State::running) wanted.insert(source.id);
    std::vector<Id> unwanted;
    for (const auto& [id, loop] : loops)
      if (!wanted.contains(id)) unwanted.push_back(id);
    for (Id id : unwanted) end(id);
    for (Id id : wanted)
      if (!loops.contains(id)) begin(id);
  }

  void begin(Id id) {
    Running running{++last_generation, std::make_shared<asio::cancellation_signal>()};
    loops[id] = running;
    asio::co_spawn(executor, run(shared_from_this(), id, running.generation),
                   asio::bind_cancellation_slot(running.cancel->slot(), [keep = running.cancel](std::exception_ptr) {}));
  }

  void end(Id id) {
    const auto found = loops.find(id);
    if (found == loops.end()) return;
    const auto cancel = found->second.cancel;
    loops.erase(found);
    cancel->emit(asio::cancellation_type::terminal);
  }

  bool current(Id id, std::uint64_t generation) const {
    const auto found = loops.find(id);
    return !stopping && found != loops.end() && found->second.generation == generation;
  }

  asio::awaitable<void> run(std::shared_ptr<State> /* keeps us alive */, Id id, std::uint64_t generation) {
    std::unique_ptr<Connector> connector;
    int failures = 0;
    while (current(id, generation)) {
      auto pause = co_await step(id, connector, failures);
      if (!pause) break;
      co_await sleep(*pause);
    }
    if (current(id, generation)) loops.erase(id);
  }

  /// One collect; empty when the source has come to its end.
  asio::awaitable<std::optional<milliseconds>> step(Id id, std::unique_ptr<Connector>& connector, int& failures) {
    if (const Status allowed = parts.table.check_assessment(id, parts.services.clock.now()); !allowed) {
      if (allowed.error().code != Errc::review && allowed.error().code != Errc::purpose) co_return failed(id, allowed.error(), failures);
      log::warn("source {}: {}", id, allowed.error().text());
      parts.hub.publish("source", source_event(id));
      co_return std::nullopt;
    }
    if (!connector) {
      auto made = create(id);
      if (!made) co_return failed(id, made.error(), failures);
      connector = std::move(*made);
    }
    const auto pending = parts.journal.pending(0);
    if (pending && *pending > kMaxPending) co_return milliseconds(200);
    const auto cursor = parts.journal.cursor(id);
    if (!cursor) co_return failed(id, cursor.error(), failures);
    auto batch = co_await connector->collect(*cursor);
    if (!batch) {
      if (batch.error().code == Errc::cancelled) co_return milliseconds(0);
      connector.reset();
      if (batch.error().code == Errc::cursor) forget_cursor(id, batch.error());
      co_return failed(id, batch.error(), failures);
    }
    const TimeUs now = parts.services.clock.now();
    const Status stored = parts.journal.append({id, batch->cursor, batch->gap, batch->latest}, batch->items, now);
    if (!stored) {
      connector.reset();  // what it brought comes again from the old cursor
      co_return failed(id, stored.error(), failures);
    }
    if (failures > 0) parts.hub.publish("source", source_event(id));
    failures = 0;
    if (!batch->items.empty()) parts.arrived();
    if (!batch->finished) co_return std::max(batch->pause, milliseconds(0));
    if (auto end = parts.table.set_state(id, sources::State::finished, "system", now); !end)
      log::error("source {}: {}", id, end.error().text());
    parts.hub.publish("source", source_event(id));
    co_return std::nullopt;
  }

  Result<std::unique_ptr<Connector>> create(Id id) {
    TRY(Config config, parts.table.config(id));
    const Kind* kind = find_kind(config.kind);
    if (!kind) return fail(Errc::value, "kind " + config.kind);
    return kind->create(std::move(config), parts.services);
  }

  /// The gap is recorded with the failure; collecting starts anew.
  void forget_cursor(Id id, const Error& error) {
    const Status status = parts.journal.append({id, "", error.detail, {}}, {}, parts.services.clock.now());
    if (!status) log::error("source {}: {}", id, status.error().text());
  }

  milliseconds failed(Id id, const Error& error, int& failures) {
    const auto pause = backoff(failures++, error);
    const TimeUs now = parts.services.clock.now();
    log::warn("source {}: {}; next try in {} ms", id, error.text(), pause.count());
    if (auto status = parts.table.record_failure(id, error, now, now + pause.count() * 1000); !status)
      log::error("source {}: {}", id, status.error().text());
    parts.hub.publish("source", source_event(id));
    return pause;
  }

  asio::any_io_executor executor;
  Parts parts;
  std::map<Id, Running> loops;
  std::uint64_t last_generation = 0;
  bool stopping = false;
};

Scheduler::Scheduler(asio::any_io_executor executor, Parts parts)
    : state_(std::make_shared<State>(executor, std::move(parts))) {}

Scheduler::~Scheduler() { stop(); }

void Scheduler::reconcile() {
  asio::post(state_->executor, [state = state_] { state->reconcile(); });
}

void Scheduler::restart(Id source) {
  asio::post(state_->executor, [state = state_, source] {
    state->end(source);
    state->reconcile();
  });
}

void Scheduler::stop() {
  asio::post(state_->executor, [state = state_] {
    state->stopping = true;
    while (!state->loops.empty()) state->end(state->loops.begin()->first);
  });
}

}  // namespace resonanz::sources
