#include "api/router.h"

#include <gtest/gtest.h>

namespace resonanz::api {
namespace {

TEST(Routes, FixedPartsWinOverNames) {
  EXPECT_EQ(find_route("POST", "/api/sources/probe").route->operation, "probe_source");
  const auto found = find_route("POST", "/api/sources/17/pause");
  EXPECT_EQ(found.route->operation, "pause_source");
  EXPECT_EQ(found.path.at("id"), "17");
}

TEST(Routes, WhatIsNotInTheContractIsNotThere) {
  EXPECT_EQ(find_route("GET", "/api/sources/17/pause").route, nullptr);
  EXPECT_EQ(find_route("GET", "/api/mentions/").route, nullptr);
  EXPECT_EQ(find_route("GET", "/api/mentions/1/2/3").route, nullptr);
  EXPECT_EQ(find_route("PUT", "/healthz").route, nullptr);
}

TEST(Problems, NameCodeAndSentenceButNothingFromInside) {
  const auto shown = problem(fail(Errc::value, "name"), "de");
  EXPECT_EQ(shown.status, 422);
  EXPECT_NE(shown.body.find("Ein Wert fehlt oder ist falsch: name"), std::string::npos);
  EXPECT_EQ(problem(fail(Errc::store, "near \"FROM\": secret"), "en").body.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace resonanz::api
