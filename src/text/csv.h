#pragma once
// CSV as people's programs write it: RFC 4180 with any of CRLF, LF and CR, and the separators , ; and tab.

#include <string>
#include <string_view>
#include <vector>

namespace resonanz::text {

struct CsvRow {
  std::size_t line = 1;  ///< where the row begins, from 1
  std::vector<std::string> cells;
  std::string_view raw;   ///< the row as it stands in the text, without the line end
  bool unclosed = false;  ///< its quote is nowhere closed; then the row ends with its line
};

/// The separator that the first line uses most, outside quotes; a comma where there is none.
char csv_separator(std::string_view text);

/// All rows, blank lines left out; `raw` points into `text`. A quote inside an unquoted cell is taken as it is.
std::vector<CsvRow> parse_csv(std::string_view text, char separator);

}  // namespace resonanz::text
