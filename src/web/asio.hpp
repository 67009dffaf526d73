// Asio with coroutines, for the few .cpp that do input and output. Boost 1.74 does not know that
// clang 14 has the coroutines of C++20, and leaves out an include that gcc 12 needs.
#pragma once

#include <utility>

#if defined(__clang__)
#define BOOST_ASIO_HAS_CO_AWAIT 1
#endif

// The thread sanitizer knows no memory fences; the locks that stand beside them suffice.
#if defined(__SANITIZE_THREAD__)
#define BOOST_ASIO_DISABLE_FENCED_BLOCK 1
#endif

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
