#include "net/http_client.h"

#include <gtest/gtest.h>

namespace resonanz::net {
namespace {

TEST(HttpClient, HeadersAreFoundInAnyCase) {
  const Headers headers = {{"Content-Type", "text/html"}, {"X-A", "1"}, {"x-a", "2"}};
  EXPECT_EQ(find_header(headers, "content-TYPE"), "text/html");
  EXPECT_EQ(find_header(headers, "X-a"), "1");
  EXPECT_EQ(find_header(headers, "X"), "");
}

TEST(HttpClient, BasicAuthIsBase64) {
  EXPECT_EQ(basic_auth("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  EXPECT_EQ(basic_auth("ab", "cd"), "Basic YWI6Y2Q=");
  EXPECT_EQ(basic_auth("ab", "cde"), "Basic YWI6Y2Rl");
}

TEST(HttpClient, RetryAfterInBothForms) {
  const TimeUs now = *parse_rfc3339("2026-11-23T09:00:00Z");
  EXPECT_EQ(parse_retry_after("120", now), 120);
  EXPECT_EQ(parse_retry_after(" 5 ", now), 5);
  EXPECT_EQ(parse_retry_after("-3", now), 0);
  EXPECT_EQ(parse_retry_after("99999999999999999999999", now), 86400);
  EXPECT_EQ(parse_retry_after("Mon, 23 Nov 2026 09:01:30 GMT", now), 90);
  EXPECT_EQ(parse_retry_after("Mon, 23 Nov 2020 09:01:30 GMT", now), 0);
  for (const char* text : {"", "soon", "12 s"}) EXPECT_FALSE(parse_retry_after(text, now)) << text;
}

TEST(HttpClient, StatusesBecomeTypedErrors) {
  HttpResponse response;
  response.retry_after_s = 7;
  for (const auto& [status, code] : {std::pair{401, Errc::credentials},
                                     {403, Errc::refused},
                                     {404, Errc::gone},
                                     {410, Errc::gone},
                                     {429, Errc::throttled},
                                     {503, Errc::throttled},
                                     {504, Errc::timeout},
                                     {500, Errc::server},
                                     {302, Errc::protocol}}) {
    response.status = status;
    const Error error = error_of(response, "the list");
    EXPECT_EQ(error.code, code) << status;
    EXPECT_EQ(error.retry_after_s.has_value(), code == Errc::throttled) << status;
    EXPECT_NE(error.detail.find(std::to_string(status)), std::string::npos);
  }
}

TEST(HttpClient, PercentEncoding) { EXPECT_EQ(percent_encode("a b&ü-._~/"), "a%20b%26%C3%BC-._~%2F"); }

}  // namespace
}  // namespace resonanz::net
