#pragma once
// CSV as people's programs write it: RFC 4180 with any of CRLF, LF and CR, and the separators , ; and tab.

#include <string>
#include <string_view>
#include <vector>

namespace resonanz::text {

struct CsvRow {
  std::size_t line = 1;  ///< where the row begins, from 1
  std::vector<std::string> cells;
  bool unclosed = false;  ///< a quote was still open at the end of the text
};

/// The separator that the first line uses most, outside quotes; a comma where there is none.
char csv_separator(std::string_view text);

/// All rows, blank lines left out. A quote inside an unquoted cell is taken as it is.
std::vector<CsvRow> parse_csv(std::string_view text, char separator);

}  // namespace resonanz::text
