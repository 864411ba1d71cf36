#pragma once
// The process: everything between the network and the disk, built on what is on disk and destroyed by a crash.

#include <boost/asio/io_context.hpp>

#include <filesystem>

#include "cases/cases.h"
#include "history/indexer.h"
#include "ingest/pipeline.h"
#include "listen/saved_queries.h"
#include "net/egress.h"
#include "publish/delivery.h"
#include "simulation/faulty_store.h"
#include "sources/collecting.h"

namespace resonanz::simulation {

/// Counts what the journal acknowledged to the sources.
struct Acknowledged {
  std::map<Id, std::int64_t> items;   ///< for sure
  std::map<Id, std::int64_t> unsure;  ///< the process died in the middle of one append
};

class Machine {
 public:
  struct Place {
    std::filesystem::path folder;
    host::ManualClock& clock;
    Chance& chance;
    const bool& faults;
    Acknowledged& acknowledged;
  };

  /// Throws std::runtime_error where the folder cannot be opened.
  explicit Machine(Place place);

  /// One step of collecting; the pause it asks for.
  std::chrono::milliseconds collect(Id source);
  void work_journal();
  void index();
  void carry_answers();

  std::unique_ptr<store::Database> disk;  ///< without bad luck, for the checks
  FaultyStore store;
  privacy::Keys keys;
  stream::Hub hub;
  boost::asio::io_context io;
  net::Egress egress;
  sources::Services services;
  std::unique_ptr<stream::Journal> journal;
  sources::SourceTable sources;
  listen::SavedQueries queries;
  ingest::Readings readings;
  ingest::Pipeline pipeline;
  history::Indexer indexer;
  cases::Cases cases;
  publish::Outbox outbox;
  publish::Delivery delivery;

 private:
  sources::Collecting::Parts parts_;
  std::map<Id, sources::Collecting> collecting_;
};

}  // namespace resonanz::simulation
