#pragma once
// Crisis rooms as the contract's JSON (specs/openapi.yaml, components).

#include "api/views.h"

namespace resonanz::api {

/// A UserRef, or null.
using ColleagueView = std::function<json::value(Id user)>;
ColleagueView colleagues(const Views& views);

/// The whole room, as every act answers.
Result<json::object> room_view(Call& call, Id room);
/// The same from a report that was read already.
json::object room_view(Call& call, const Views& views, const crisis::Report& report);

json::object room_item(const Views& views, const crisis::Room& room, const std::vector<publish::Hold>& holds,
                       std::int64_t waiting, TimeUs now);
json::object clock_view(const Views& views, const crisis::Clock& clock, TimeUs now);
json::object statement_view(const Views& views, const crisis::Statement& statement, Id reader);
json::object hold_view(const ColleagueView& colleague, const publish::Hold& hold, const std::string& room_title);
json::object moment_view(const Views& views, const audit::Moment& moment, const crisis::Reader& reader);

/// The hold that is on; null where there is none.
Result<json::value> hold_now_view(store::Database& db, const ColleagueView& colleague);

/// Who reads, with the names of colleagues. `views` outlives it.
crisis::Reader reader_of(const Call& call, const Views& views);

}  // namespace resonanz::api
