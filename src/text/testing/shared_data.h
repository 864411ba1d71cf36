#pragma once
// Test data beside the project (../shared/data). Nothing is needed of it: where it is absent, a test says so and skips.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace resonanz::text::testing {

inline const std::filesystem::path kSharedData = "../shared/data";

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// An archive of that folder, unpacked for the length of a test.
class Unpacked {
 public:
  explicit Unpacked(const std::string& archive)
      : folder_(std::filesystem::temp_directory_path() / "resonanz-test-XXXXXX") {
    std::string name = folder_.string();
    if (mkdtemp(name.data())) folder_ = name;
    const std::string command =
        "tar -I zstd -xf '" + std::filesystem::absolute(kSharedData / archive).string() + "' -C '" + name + "'";
    good_ = std::system(command.c_str()) == 0;
  }
  ~Unpacked() { std::filesystem::remove_all(folder_); }
  Unpacked(const Unpacked&) = delete;
  Unpacked& operator=(const Unpacked&) = delete;

  bool good() const { return good_; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
  bool good_ = false;
};

}  // namespace resonanz::text::testing

/// Skips the test with one line if the file is not there.
#define NEEDS_SHARED_DATA(name)                                              \
  if (!std::filesystem::exists(resonanz::text::testing::kSharedData / name)) \
  GTEST_SKIP() << "skipped: ../shared/data/" << name << " is not here"
