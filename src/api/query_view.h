#pragma once
// A saved query and what is said of a query text, as the contract's JSON.

#include "api/views.h"
#include "listen/groups.h"

namespace resonanz::api {

json::object cost_json(std::uint64_t cost);
/// {code, offset, sentence}.
json::object mark_json(const listen::Remark& remark, std::string_view language);
json::array groups_json(const std::vector<listen::ConditionGroup>& groups);
json::array spans_json(const std::vector<listen::Span>& spans);

/// Who asks, as one who changes queries.
listen::Editor editor_of(const Call& call);

/// A saved query with its figures and what the one who asks may do with it.
Result<json::object> query_json(Call& call, const listen::SavedQuery& query);
Result<json::array> queries_json(Call& call, const std::vector<listen::SavedQuery>& queries);

}  // namespace resonanz::api
