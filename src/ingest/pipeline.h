#pragma once
// From the journal to the inbox: normalise → opt-out → match → store. Each entry leaves the journal in the same
// transaction that stores its outcome and counts it, so every item has exactly one effect (invariants 1–4).

#include "base/background.h"
#include "ingest/mentions.h"
#include "ingest/quarantine.h"
#include "ingest/readings.h"
#include "ingest/workers.h"
#include "listen/saved_queries.h"
#include "sources/connector.h"
#include "sources/source_table.h"
#include "stream/hub.h"
#include "stream/journal.h"

namespace resonanz::ingest {

/// The saved queries' answer for a post. Thread-safe.
using Matcher = std::function<std::vector<Match>(const Post&)>;
/// `queries` outlives it.
Matcher matcher_of(const listen::SavedQueries& queries);

class Pipeline {
 public:
  struct Parts {
    store::Database& db;
    stream::Journal& journal;
    const privacy::Keys& keys;
    sources::SourceTable& sources;
    sources::Services services;
    stream::Hub& hub;
    Matcher matcher;
    Readings& readings;
  };

  explicit Pipeline(Parts parts);
  ~Pipeline();

  /// Works off up to settings ingest.batch entries; how many there were. Call from one thread.
  Result<std::size_t> step();

  /// Works in a thread of its own until stop(); wake() says that something arrived (it also looks by itself, because
  /// the command line may have written to the journal).
  void start();
  void wake();
  void stop();

 private:
  struct Prepared;
  struct SourceEntry;

  Result<Prepared> begin(const stream::Entry& entry);
  /// Reads and matches; any number at the same time. The store then takes them in the journal's order, which keeps that
  /// of every conversation.
  void prepare(Prepared& out) const;
  Result<SourceEntry*> source_of(Id id);

  Parts parts_;
  Mentions mentions_;
  Quarantine quarantine_;
  std::map<Id, std::unique_ptr<SourceEntry>> sources_;
  std::uint64_t sources_seen_ = 0;
  Workers workers_;

  Background background_;  ///< last: it uses the others
};

}  // namespace resonanz::ingest
