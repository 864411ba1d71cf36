#pragma once
// What nearly every file from sources to app needs of the outside: coroutines, JSON, the store. Compiled once; only
// libraries that this folder links anyway, none of our own headers.
#include "base/precompiled.h"

#include <soci/soci.h>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>
