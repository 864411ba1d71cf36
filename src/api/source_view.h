#pragma once
#include "api/call.h"
#include "ingest/ledger.h"

namespace resonanz::api {

json::object kind_json(const sources::Kind& kind);
json::object source_json(const sources::Source& source, const ingest::Ledger& ledger, Call& call);
/// Does it run, or has it ended, without an error or a gap?
bool is_healthy(const sources::Source& source);

}  // namespace resonanz::api
