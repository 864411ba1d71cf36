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

namespace resonanz::sources {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

asio::awaitable<void> sleep(milliseconds pause) {
  asio::steady_timer timer(co_await asio::this_coro::executor, pause);
  boost::system::error_code woken;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

}  // namespace

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
    asio::co_spawn(
        executor, run(shared_from_this(), id, running.generation),
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
    Collecting collecting(id, parts);
    while (current(id, generation)) {
      const auto pause = co_await collecting.step();
      if (!pause) break;
      co_await sleep(*pause);
    }
    if (current(id, generation)) loops.erase(id);
  }

  asio::any_io_executor executor;
  Parts parts;
  std::map<Id, Running> loops;
  std::uint64_t last_generation = 0;
  std::atomic<bool> asked{false};
  bool stopping = false;
};

Scheduler::Scheduler(asio::any_io_executor executor, Parts parts)
    : state_(std::make_shared<State>(executor, std::move(parts))) {}

Scheduler::~Scheduler() { stop(); }

void Scheduler::reconcile() {
  if (state_->asked.exchange(true)) return;  // one look serves all who asked before it
  asio::post(state_->executor, [state = state_] {
    state->asked = false;
    state->reconcile();
  });
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
