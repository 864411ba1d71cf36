#pragma once
// Fills an empty data folder with the demo company Kranich Rad: colleagues, queries, sources, six weeks of posts and
// what was answered. Everything is invented (demo/README.md).

#include <string>

#include "app/house.h"
#include "ingest/pipeline.h"
#include "listen/saved_queries.h"
#include "sources/source_table.h"
#include "stream/journal.h"

namespace resonanz::app {

struct DemoParts {
  House& house;
  stream::Journal& journal;
  sources::SourceTable& sources;
  listen::SavedQueries& queries;
  ingest::Pipeline& pipeline;
};

/// Does nothing where there is a user already. Returns the password of the user "mira", or "" if nothing was done.
Result<std::string> seed_demo(DemoParts parts, TimeUs now);

}  // namespace resonanz::app
