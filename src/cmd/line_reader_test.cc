#include "cmd/line_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace resonanz::cmd {
namespace {

std::string read_all(const std::string& content) {
  const auto path = std::filesystem::temp_directory_path() / fmt::format("line_reader_{}", ::getpid());
  std::ofstream(path, std::ios::binary) << content;
  std::string out;
  auto reader = LineReader::open(path.string());
  EXPECT_TRUE(reader.ok());
  while (const auto line = reader->next())
    out += fmt::format("{}:{}{}|", reader->number(), line->size() > 20 ? "…" : *line, reader->too_long() ? "!" : "");
  EXPECT_FALSE(reader->failed());
  std::filesystem::remove(path);
  return out;
}

TEST(LineReader, LinesAreNumberedFromOneWithoutTheirNewline) {
  EXPECT_EQ(read_all("a\nb\r\n\nc"), "1:a|2:b|3:|4:c|");
  EXPECT_EQ(read_all(""), "");
  EXPECT_EQ(read_all("\n"), "1:|");
}
TEST(LineReader, AByteOrderMarkIsNoPartOfTheFirstLine) {
  EXPECT_EQ(read_all("\xEF\xBB\xBF{}\n\xEF\xBB\xBFx"), "1:{}|2:\xEF\xBB\xBFx|");
}
/// One line of `size` bytes and a short one.
std::string long_and_short(std::size_t size) {
  std::string out(size, 'x');
  out += "\ny";
  return out;
}
TEST(LineReader, LongLinesAreReadAcrossBuffers) { EXPECT_EQ(read_all(long_and_short(300 * 1024)), "1:…|2:y|"); }
TEST(LineReader, LinesBeyondTheLimitAreCutAndSaidSo) {
  EXPECT_EQ(read_all(long_and_short(kLongestLine + 1)), "1:…!|2:y|");
}
TEST(LineReader, AMissingFileIsAnError) { EXPECT_EQ(LineReader::open("no/such/file").error().code, Errc::file); }

}  // namespace
}  // namespace resonanz::cmd
