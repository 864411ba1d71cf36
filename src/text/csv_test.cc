#include "text/csv.h"

#include <gtest/gtest.h>

#include "text/charset.h"
#include "text/testing/shared_data.h"

namespace resonanz::text {
namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> cells(std::string_view text, char separator = ',') {
  std::vector<Cells> out;
  for (CsvRow& row : parse_csv(text, separator)) out.push_back(std::move(row.cells));
  return out;
}

TEST(Csv, LineEndsQuotesAndBlankLines) {
  EXPECT_EQ(cells("a,b\r\n1,2\n3,4\r5,6"), (std::vector<Cells>{{"a", "b"}, {"1", "2"}, {"3", "4"}, {"5", "6"}}));
  EXPECT_EQ(cells("a\n\n\r\nb\n"), (std::vector<Cells>{{"a"}, {"b"}}));
  EXPECT_EQ(cells("\"a \"\"b\"\"\",\"c\nd\",e\"f\""), (std::vector<Cells>{{"a \"b\"", "c\nd", "e\"f\""}}));
  EXPECT_EQ(cells("a,,\n,\n\"\"\n"), (std::vector<Cells>{{"a", "", ""}, {"", ""}, {""}}));
  EXPECT_EQ(cells("\"a\"b,c"), (std::vector<Cells>{{"ab", "c"}}));
  EXPECT_TRUE(cells("").empty());
}

TEST(Csv, LinesAreCountedInsideQuotesToo) {
  const auto rows = parse_csv("a\n\"b\r\nc\rd\ne\"\n\nf", ',');
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].line, 1u);
  EXPECT_EQ(rows[1].line, 2u);
  EXPECT_EQ(rows[1].raw, "\"b\r\nc\rd\ne\"");
  EXPECT_EQ(rows[2].line, 7u);
}

TEST(Csv, AnUnclosedQuoteSpoilsOnlyItsLine) {
  const auto rows = parse_csv("a,b\n1,\"x\n2,y\n3,z\n", ',');
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_TRUE(rows[1].unclosed);
  EXPECT_EQ(rows[1].raw, "1,\"x");
  EXPECT_FALSE(rows[2].unclosed);
  EXPECT_EQ(rows[2].cells, (Cells{"2", "y"}));
  EXPECT_EQ(rows[3].line, 4u);
}

TEST(Csv, Separators) {
  EXPECT_EQ(csv_separator("id;text;\"a,b,c\"\n1,2,3,4"), ';');
  EXPECT_EQ(csv_separator("id\ttext"), '\t');
  EXPECT_EQ(csv_separator("id"), ',');
}

/// What csv-spectrum's JSON says: the string values in order.
std::vector<std::string> values_of(std::string_view json) {
  std::vector<std::string> out;
  bool value = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] == ':') value = true;
    if (json[i] != '"') continue;
    std::string text;
    for (++i; json[i] != '"'; ++i) {
      if (json[i] == '\\') ++i, text += json[i] == 'n' ? '\n' : json[i] == 'r' ? '\r' : json[i];
      else text += json[i];
    }
    if (value) out.push_back(text);
    value = false;
  }
  return out;
}

TEST(Csv, Spectrum) {
  NEEDS_SHARED_DATA("vectors/csv-spectrum.tar.zst");
  const testing::Unpacked data("vectors/csv-spectrum.tar.zst");
  ASSERT_TRUE(data.good());
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(data.folder() / "csvs")) {
    const std::string name = file.path().stem();
    if (name == "location_coordinates") continue;  // its two files hold different numbers
    const std::string text = guess_utf8(testing::read_file(file.path()));
    std::vector<std::string> all;
    const auto rows = cells(text, csv_separator(text));
    for (std::size_t i = 1; i < rows.size(); ++i) all.insert(all.end(), rows[i].begin(), rows[i].end());
    EXPECT_EQ(all, values_of(testing::read_file(data.folder() / "json" / (name + ".json")))) << name;
    ++files;
  }
  EXPECT_EQ(files, 11);
}

}  // namespace
}  // namespace resonanz::text
