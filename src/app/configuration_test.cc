#include "app/configuration.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace resonanz::app {
namespace {

class ConfigurationTest : public testing::Test {
 protected:
  ConfigurationTest()
      : file_(std::filesystem::temp_directory_path() / fmt::format("resonanz-configuration-{}.toml", ::getpid())) {}
  ~ConfigurationTest() override { std::filesystem::remove(file_); }

  Result<Configuration> read(std::string_view text) {
    std::ofstream(file_) << text;
    return read_configuration(file_);
  }
  /// The detail of the error, or "".
  std::string complaint(std::string_view text) {
    const auto values = read(text);
    return values ? "" : values.error().detail;
  }

  std::filesystem::path file_;
};

TEST_F(ConfigurationTest, WhatIsPrintedReadsBackTheSame) {
  Configuration values;
  values.port = 9000;
  values.https = true;
  values.contact = "https://acme.test/\"us\"\\";
  values.allow_address = {"10.0.0.0/8", "::1"};
  const auto again = read(to_toml(values));
  ASSERT_TRUE(again.ok()) << again.error().detail;
  EXPECT_EQ(to_toml(*again), to_toml(values));
  EXPECT_EQ(again->contact, values.contact);
}
TEST_F(ConfigurationTest, KeysLeftOutKeepTheirDefaults) {
  const auto values = read("port = 1");
  ASSERT_TRUE(values.ok());
  EXPECT_EQ(values->address, "127.0.0.1");
}
TEST_F(ConfigurationTest, ErrorsNameTheLineAndTheRemedy) {
  EXPECT_EQ(complaint("port = 1\nprot = 2"), "line 2, column 1: there is no key prot; did you mean port?");
  EXPECT_EQ(complaint("port = \"80\""), "line 1, column 8: port takes a whole number");
  EXPECT_EQ(complaint("allow_address = [1]"), "line 1, column 17: allow_address takes a list of texts");
  EXPECT_TRUE(complaint("port = ").starts_with("line 1, column 8: ")) << complaint("port = ");
}
TEST_F(ConfigurationTest, ValuesThatCannotBeAreRefused) {
  for (const char* text : {"port = 70000", "port = -1", "allow_address = [\"10.0.0\"]",
                           "public_address = \"http://a.test\"", "log = \"loud\""}) {
    const auto values = read(text);
    ASSERT_TRUE(values.ok()) << text;
    EXPECT_EQ(to_options(*values).error().code, Errc::config) << text;
    EXPECT_FALSE(obstacles(*values).empty()) << text;
  }
}
TEST_F(ConfigurationTest, ObstaclesOfThisMachineAreTold) {
  Configuration values;
  values.data = file_.parent_path();
  EXPECT_TRUE(obstacles(values).empty());
  std::ofstream(file_) << "x";
  values.data = file_;
  values.ca_file = "/nowhere/ca.pem";
  values.keys = file_;
  std::filesystem::permissions(file_, std::filesystem::perms(0644));
  EXPECT_EQ(obstacles(values).size(), 3u);
}

}  // namespace
}  // namespace resonanz::app
