#include "net/server.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>

#include <gtest/gtest.h>

#include <thread>

namespace resonanz::net {
namespace {

namespace asio = boost::asio;

struct HttpServer : testing::Test {
  asio::io_context io;
  asio::thread_pool work{2};
  std::unique_ptr<Server> server;
  std::shared_ptr<EventStream> events = std::make_shared<EventStream>();
  std::thread thread;

  void SetUp() override {
    server = *Server::start(io.get_executor(), work.get_executor(), {},
                            [this](Request request) -> asio::awaitable<Response> {
                              Response response;
                              if (request.path == "/events") response.events = events;
                              response.body = fmt::format("{} {} a={} c={} {}", request.method, request.path,
                                                          request.parameter("a"), request.cookie("c"), request.body);
                              co_return response;
                            });
    thread = std::thread([this] { io.run(); });
  }
  void TearDown() override {
    server->stop();
    work.join();
    io.stop();
    thread.join();
    server.reset();
  }

  /// Sends bytes, reads until the server closes or `until` came.
  std::string ask(const std::string& bytes, const std::string& until = "") {
    asio::io_context own;
    asio::ip::tcp::socket socket(own);
    socket.connect({asio::ip::make_address("127.0.0.1"), server->port()});
    asio::write(socket, asio::buffer(bytes));
    std::string out;
    boost::system::error_code error;
    char buffer[4096];
    while (until.empty() || out.find(until) == std::string::npos) {
      const auto n = socket.read_some(asio::buffer(buffer), error);
      if (error) break;
      out.append(buffer, n);
    }
    return out;
  }
};

TEST_F(HttpServer, ReadsPathQueryCookieAndBody) {
  const auto reply = ask(
      "POST /x%20y?a=1%202 HTTP/1.1\r\nHost: h\r\nCookie: b=2; c=3\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
  EXPECT_NE(reply.find("POST /x y a=1 2 c=3 hi"), std::string::npos) << reply;
}

TEST_F(HttpServer, AnswersAHeadWithoutBody) {
  const auto reply = ask("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_NE(reply.find("Content-Length:"), std::string::npos);
  EXPECT_TRUE(reply.ends_with("\r\n\r\n")) << reply;
}

TEST_F(HttpServer, RefusesWhatItCannotRead) {
  EXPECT_TRUE(ask("rubbish\r\n\r\n").starts_with("HTTP/1.1 400"));
  EXPECT_TRUE(ask("GET http:// HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 400"));
  EXPECT_TRUE(ask("GET / HTTP/1.1\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n").starts_with("HTTP/1.1 431"));
  EXPECT_TRUE(ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n").starts_with("HTTP/1.1 413"));
}

TEST_F(HttpServer, StreamsEventsAsTheyCome) {
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    events->push("mention", "{}");
  });
  const auto reply = ask("GET /events HTTP/1.1\r\nHost: h\r\n\r\n", "data: {}");
  later.join();
  EXPECT_NE(reply.find("text/event-stream"), std::string::npos);
  EXPECT_NE(reply.find("event: mention\ndata: {}"), std::string::npos) << reply;
}

TEST(EventStreamQueue, AReaderThatIsTooSlowIsDropped) {
  EventStream stream;
  for (int i = 0; i < 300; ++i) stream.push("mention", "{}");
  EXPECT_TRUE(stream.closed());
}

}  // namespace
}  // namespace resonanz::net
