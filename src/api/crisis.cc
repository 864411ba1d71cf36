// Crisis rooms: on their way.
#include "api/operations.h"

namespace resonanz::api::operations {

#define RESONANZ_SOON(id) \
  boost::asio::awaitable<Reply> id(Call&) { co_return fail(Errc::state, "crisis rooms are not there yet"); }
RESONANZ_SOON(list_rooms)
RESONANZ_SOON(open_room)
RESONANZ_SOON(read_room)
RESONANZ_SOON(update_room)
RESONANZ_SOON(close_room)
RESONANZ_SOON(reopen_room)
RESONANZ_SOON(state_fact)
RESONANZ_SOON(set_level)
RESONANZ_SOON(derive_level)
RESONANZ_SOON(meet_clock)
RESONANZ_SOON(begin_hold)
RESONANZ_SOON(lift_hold)
RESONANZ_SOON(list_held)
RESONANZ_SOON(release_all_held)
RESONANZ_SOON(take_back_all_held)
RESONANZ_SOON(release_outbox)
RESONANZ_SOON(add_step)
RESONANZ_SOON(update_step)
RESONANZ_SOON(create_statement)
RESONANZ_SOON(list_statements)
RESONANZ_SOON(list_statement_versions)
RESONANZ_SOON(update_statement)
RESONANZ_SOON(request_approval)
RESONANZ_SOON(approve_statement)
RESONANZ_SOON(refuse_statement)
RESONANZ_SOON(publish_statement)
RESONANZ_SOON(withdraw_statement)
RESONANZ_SOON(read_timeline)
RESONANZ_SOON(add_timeline_entry)
RESONANZ_SOON(read_room_series)
RESONANZ_SOON(read_room_report)
RESONANZ_SOON(download_room_report)
RESONANZ_SOON(read_crisis_settings)
RESONANZ_SOON(update_approvers)
RESONANZ_SOON(list_playbooks)
RESONANZ_SOON(create_playbook)
RESONANZ_SOON(update_playbook)
RESONANZ_SOON(delete_playbook)
#undef RESONANZ_SOON

}  // namespace resonanz::api::operations
