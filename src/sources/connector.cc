#include "sources/connector.h"

namespace resonanz::sources {

// Parameters of coroutines are taken by value: the frame outlives the caller's temporaries.
boost::asio::awaitable<Result<Author>> Connector::author(std::string) {
  co_return fail(Errc::state, "this kind of source brings the names with the posts");
}

boost::asio::awaitable<Result<Receipt>> Connector::send(Outgoing) {
  co_return fail(Errc::state, "this kind of source cannot send");
}

boost::asio::awaitable<Result<std::optional<Receipt>>> Connector::find_sent(Outgoing) {
  co_return fail(Errc::state, "this kind of source cannot send");
}

std::string Connector::native_id_of(const Outgoing&) const { return {}; }

Status Connector::check_length(const Outgoing&) const { return done(); }

}  // namespace resonanz::sources
