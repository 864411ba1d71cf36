#pragma once
// What the routes call. Everything here is thread-safe and outlives the server.

#include <atomic>
#include <string>

#include "api/name_search.h"
#include "auth/sessions.h"
#include "auth/throttle.h"
#include "auth/workspace.h"
#include "cases/cases.h"
#include "cases/inbox.h"
#include "cases/names.h"
#include "crisis/board.h"
#include "govern/desk.h"
#include "history/backfill.h"
#include "history/indexer.h"
#include "ingest/learning.h"
#include "ingest/pipeline.h"
#include "listen/saved_queries.h"
#include "notice/board.h"
#include "publish/outbox.h"
#include "publish/sender.h"
#include "sources/scheduler.h"
#include "understand/shipped.h"

namespace resonanz::api {

class Events;

/// What came to the addresses that other machines call.
struct HookCounts {
  std::atomic<std::int64_t> deliveries{0}, unsigned_deliveries{0}, unreadable_deliveries{0};
};

struct Services {
  store::Database& db;
  const privacy::Keys& keys;
  const host::Clock& clock;
  auth::Users& users;
  auth::Sessions& sessions;
  auth::LoginThrottle& throttle;
  auth::WorkspaceSettings& workspace;
  listen::SavedQueries& queries;
  sources::SourceTable& sources;
  sources::Scheduler& scheduler;
  sources::Services connectors;
  stream::Journal& journal;
  ingest::Pipeline& pipeline;
  ingest::Quarantine& quarantine;
  cases::Cases& cases;
  cases::Inbox& inbox;
  cases::Names& names;
  publish::Outbox& outbox;
  publish::Sender& sender;
  Events& events;
  govern::Desk& desk;
  history::History& history;
  history::Indexer& indexer;
  history::Backfills& backfills;
  notice::Board& notice;
  crisis::Board& crisis;
  const understand::ShippedModels& models;
  const ingest::Learning& learning;
  bool has_second_look = false;  ///< a second tier looks again at posts in doubt
  bool demo = false;
  bool secure_cookie = false;    ///< behind https
  std::string public_address{};  ///< where the world reaches us, "" if it does not: https://host, without a slash
  HookCounts hook_counts{};
  NameSearches name_searches{};
};

}  // namespace resonanz::api
