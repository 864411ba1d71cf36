#include "app/program.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/events.h"
#include "api/router.h"
#include "app/demo.h"
#include "base/log.h"
#include "govern/expiry.h"
#include "ingest/languages.h"
#include "ingest/ledger.h"
#include "ingest/model_reader.h"
#include "ingest/second_look.h"
#include "ingest/unread.h"
#include "net/egress.h"
#include "stream/embedded/embedded_journal.h"

namespace resonanz::app {
namespace {

namespace asio = boost::asio;

std::string user_agent(const std::string& contact) {
  return contact.empty() ? "Resonanz/0.1" : fmt::format("Resonanz/0.1 (+{})", contact);
}

/// Everything between the network and the store, built in the order in which a post travels.
struct Graph {
  Graph(House& house, const ServeOptions& options, const understand::ShippedModels& shipped)
      : clock(host::system_clock()),
        egress(io.get_executor(), clock,
               {.policy = options.egress, .user_agent = user_agent(options.contact), .ca_file = options.ca_file}),
        connectors{egress, clock, user_agent(options.contact)},
        journal(stream::make_embedded_journal(house.db(), house.keys())),
        sources(house.db(), house.keys()),
        queries(house.db()),
        learning(shipped),
        languages(house.db(), shipped),
        readings(ingest::reader_of(shipped, learning, nullptr, [this] { return languages.now(); })),
        pipeline(
            {house.db(), *journal, house.keys(), sources, connectors, hub, ingest::matcher_of(queries), readings}) {}

  asio::io_context io;
  const host::Clock& clock;
  net::Egress egress;
  sources::Services connectors;
  stream::Hub hub;
  std::unique_ptr<stream::Journal> journal;
  sources::SourceTable sources;
  listen::SavedQueries queries;
  ingest::Learning learning;
  ingest::Languages languages;
  ingest::Readings readings;
  ingest::Pipeline pipeline;
};

/// What people and networks talk to, on top.
struct Front {
  Front(House& house, Graph& graph, const understand::ShippedModels& models, const understand::SecondTier* second,
        asio::thread_pool& pool, const ServeOptions& options)
      : users(house.db()),
        sessions(house.db(), users, graph.clock),
        throttle(graph.clock),
        workspace(house.db()),
        quarantine(house.db(), house.keys()),
        cases(house.db(), graph.hub, graph.clock),
        inbox(house.db(), house.keys()),
        names(house.db(), house.keys(), graph.sources, graph.connectors),
        outbox(house.db(), house.keys(), graph.hub, graph.clock),
        scheduler(asio::make_strand(pool),
                  {graph.sources, *graph.journal, graph.hub, graph.connectors, [&graph] { graph.pipeline.wake(); }}),
        desk(make_desk(house, [&graph] { graph.pipeline.wake(); })),
        history(house.keys()),
        indexer(house.db(), house.keys()),
        backfills({house.db(), house.keys(), graph.queries, history, graph.clock}),
        unread(house.db(), house.keys(), graph.readings, graph.learning),
        second_look(house.db(), house.keys(), graph.hub, graph.readings,
                    second ? ingest::reader_of(models, graph.learning, second, [&graph] { return graph.languages.now(); })
                           : nullptr),
        notice(asio::make_strand(pool),
               {house.db(), house.keys(), graph.hub, graph.clock, graph.egress, options.public_address}),
        crisis({house.db(), house.keys(), graph.hub, graph.clock}),
        sender(asio::make_strand(pool), outbox, graph.sources, graph.connectors),
        events(graph.hub),
        services{house.db(),
                 house.keys(),
                 graph.clock,
                 users,
                 sessions,
                 throttle,
                 workspace,
                 graph.queries,
                 graph.sources,
                 scheduler,
                 graph.connectors,
                 *graph.journal,
                 graph.pipeline,
                 quarantine,
                 cases,
                 inbox,
                 names,
                 outbox,
                 sender,
                 events,
                 desk,
                 history,
                 indexer,
                 backfills,
                 notice,
                 crisis,
                 models,
                 graph.learning,
                 second != nullptr,
                 options.demo,
                 options.secure_cookie,
                 options.public_address} {}

  auth::Users users;
  auth::Sessions sessions;
  auth::LoginThrottle throttle;
  auth::WorkspaceSettings workspace;
  ingest::Quarantine quarantine;
  cases::Cases cases;
  cases::Inbox inbox;
  cases::Names names;
  publish::Outbox outbox;
  sources::Scheduler scheduler;
  govern::Desk desk;
  history::History history;
  history::Indexer indexer;
  history::Backfills backfills;
  ingest::Unread unread;
  ingest::SecondLook second_look;
  notice::Board notice;
  crisis::Board crisis;
  publish::Sender sender;
  api::Events events;
  api::Services services;
  std::atomic<bool> stopping{false};  ///< long work ends soon
};

/// Whoever was signed out, changed or locked hears nothing any more.
void end_stale_streams(Front& front) {
  if (!front.events.any_open()) return;
  const auto live = front.sessions.live();
  if (live) front.events.keep_only(*live);
  else log::error("live sessions: {}", live.error().text());
}

/// Twice a second: the end of stale streams, fresh counts to open pages, snoozed cases whose time has come, a look at
/// the ledger.
asio::awaitable<void> tick(Front& front) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  ingest::LedgerAlarm ledger;
  while (true) {
    ledger.check(front.services.db);
    timer.expires_after(std::chrono::milliseconds(500));
    co_await timer.async_wait(asio::use_awaitable);
    end_stale_streams(front);
    front.events.send_counts([&](Id user) { return api::session_counts(front.services, user); });
    if (auto woken = front.cases.wake_due(); !woken) log::error("snoozed cases: {}", woken.error().text());
  }
}

/// What is past its limit goes once a night; files that an erasure could not clean are cleaned; what another process
/// (the command line) erased is read anew.
asio::awaitable<void> keep_house(Front& front, Graph& graph) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  Id seen = 0;
  while (true) {
    timer.expires_after(std::chrono::seconds(10));
    co_await timer.async_wait(asio::use_awaitable);
    auto& db = front.services.db;
    const TimeUs now = graph.clock.now();
    if (const auto last = govern::last_expiry(db); last && govern::is_expiry_due(last->at, now)) {
      const auto gone = govern::expire(db, now, [&front] { return !front.stopping; });
      if (!gone) log::error("expiry: {}", gone.error().text());
      else
        for (const auto& [place, n] : *gone)
          if (n > 0) log::info("expiry: {} {}", n, place);
    }
    if (auto clean = front.desk.scrub_if_due(); !clean) log::warn("cleaning the files: {}", clean.error().text());
    const auto newest = front.desk.list(0, 1);
    if (!newest || newest->empty() || newest->front().id == seen) continue;
    seen = newest->front().id;
    if (auto loaded = graph.queries.load(); !loaded) log::error("queries: {}", loaded.error().text());
    graph.hub.publish("mention", R"({"id":"","views":["needs_answer","mine","all","closed"]})");
  }
}

void run_until(asio::signal_set& signals, asio::io_context& io) {
  signals.async_wait([&io](auto, auto) { io.stop(); });
  auto guard = asio::make_work_guard(io);
  std::thread second([&io] { io.run(); });
  io.run();
  second.join();
}

}  // namespace

Status serve(const ServeOptions& options) {
  std::optional<understand::SecondTier> second;
  if (!options.encoder.empty()) {
    auto opened = understand::SecondTier::open(options.encoder);
    if (!opened) return opened.error();
    second.emplace(*std::move(opened));
  }
  TRY(auto house, House::open(options.place, true));
  if (!house->wait_until_ours(std::chrono::seconds(5)))
    return fail(Errc::file, "another server has this data folder open");
  TRY(const understand::ShippedModels models, understand::shipped_models());
  Graph graph(*house, options, models);
  CHECK_OK(graph.queries.load());
  if (options.demo) {
    TRY(const std::string password,
        seed_demo({*house, *graph.journal, graph.sources, graph.queries, graph.pipeline}, graph.clock.now()));
    if (!password.empty())
      fmt::print(stderr, "\nDemo company Kranich Rad\n  user      mira\n  password  {}\n\n", password);
  }
  // Before anybody sees anything: what people asked for and this data, perhaps an older copy, does not know.
  TRY(const int applied, make_desk(*house).catch_up());
  if (applied > 0) log::info("{} requests of the erasure ledger carried out", applied);
  asio::thread_pool pool(4);
  Front front(*house, graph, models, second ? &*second : nullptr, pool, options);
  TRY(auto server,
      net::Server::start(graph.io.get_executor(), pool.get_executor(), {options.address, options.port},
                         [&](net::Request request) { return api::answer(std::move(request), front.services); }));
  graph.pipeline.start();
  front.indexer.start();
  front.backfills.start();
  CHECK_OK(front.unread.expect(models.versions(), second ? models.versions(second->versions()) : ""));
  front.unread.start();
  if (second) front.second_look.start();
  front.notice.start();
  CHECK_OK(front.crisis.playbooks.ship(graph.clock.now()));
  front.crisis.start();
  front.scheduler.reconcile();
  front.sender.start();
  asio::co_spawn(asio::make_strand(pool), tick(front), asio::detached);
  asio::co_spawn(asio::make_strand(pool), keep_house(front, graph), asio::detached);
  asio::signal_set signals(graph.io, SIGTERM, SIGINT);  // before anybody may know that we are there
  fmt::print("ready http://{}:{}\n", options.address, server->port());
  std::fflush(stdout);
  run_until(signals, graph.io);

  log::info("stopping");
  front.stopping = true;
  server->stop();
  front.scheduler.stop();
  front.sender.stop();
  front.crisis.stop();
  front.notice.stop();
  front.second_look.stop();
  front.unread.stop();
  front.backfills.stop();
  front.indexer.stop();
  graph.pipeline.stop();
  pool.stop();
  pool.join();
  return done();
}

Result<std::size_t> drain(House& house, const net::Policy& egress) {
  ServeOptions options;
  options.egress = egress;
  TRY(const auto models, understand::shipped_models());
  Graph graph(house, options, models);
  CHECK_OK(graph.queries.load());
  std::size_t total = 0;
  while (true) {
    TRY(const std::size_t worked, graph.pipeline.step());
    if (worked == 0) return total;
    total += worked;
  }
}

}  // namespace resonanz::app
