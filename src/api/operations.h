#pragma once
#include "api/call.h"

namespace resonanz::api::operations {

#define RESONANZ_ROUTE(id, method, path, permission) boost::asio::awaitable<Reply> id(Call& call);
#include "specs/routes.inc"
#undef RESONANZ_ROUTE

}  // namespace resonanz::api::operations
