#pragma once
// A whole back end with colleagues and the privacy desk, for tests.

#include <fstream>

#include "cases/cases.h"
#include "govern/desk.h"
#include "ingest/testing.h"

namespace resonanz::govern::testing {

struct Office : ingest::testing::House {
  Id user = 0;
  std::optional<cases::Cases> cases;
  std::optional<Desk> desk;

  void SetUp() override {
    House::SetUp();
    user = add_user();
    ASSERT_TRUE(ledger().create().ok());
    open_office();
  }
  void TearDown() override {
    close_office();
    House::TearDown();
  }
  ErasureLedger ledger() const { return ErasureLedger(folder / "test.erasures"); }
  void open_office() {
    cases.emplace(*db, hub, clock);
    desk.emplace(Desk::Parts{*db, *keys, ledger(), clock, [this] { drain(); }});
  }
  void close_office() {
    desk.reset();
    cases.reset();
  }
  void drain() {
    for (auto worked = pipeline->step(); worked && *worked > 0; worked = pipeline->step()) {
    }
  }
  static std::string by(const std::string& id, const std::string& more = "") {
    return fmt::format(R"("network":"forum","author":{{"id":"{0}","handle":"{0}.example","name":"{0} Test"}}{1})", id,
                       more.empty() ? "" : "," + more);
  }
};

}  // namespace resonanz::govern::testing
