#include "text/csv.h"

#include <array>

namespace resonanz::text {

char csv_separator(std::string_view text) {
  std::array<int, 3> counts{};
  constexpr std::string_view kSeparators = ",;\t";
  bool quoted = false;
  for (char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) break;
    if (const auto at = kSeparators.find(c); !quoted && at != std::string_view::npos) ++counts[at];
  }
  const auto best = std::max_element(counts.begin(), counts.end());
  return *best == 0 ? ',' : kSeparators[static_cast<std::size_t>(best - counts.begin())];
}

std::vector<CsvRow> parse_csv(std::string_view text, char separator) {
  std::vector<CsvRow> rows;
  std::size_t at = 0, line = 1;
  while (at < text.size()) {
    CsvRow row;
    row.line = line;
    bool more = true;
    while (more) {
      std::string cell;
      if (at < text.size() && text[at] == '"') {
        ++at;
        row.unclosed = true;
        while (at < text.size()) {
          if (text[at] == '"' && at + 1 < text.size() && text[at + 1] == '"') cell += '"', at += 2;
          else if (text[at] == '"') { row.unclosed = false, ++at; break; }
          else line += text[at] == '\n', cell += text[at++];
        }
      }
      while (at < text.size() && text[at] != separator && text[at] != '\n' && text[at] != '\r') cell += text[at++];
      row.cells.push_back(std::move(cell));
      more = at < text.size() && text[at] == separator;
      if (more) ++at;
    }
    if (at < text.size()) {
      if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') ++at;
      ++at, ++line;
    }
    if (row.cells.size() > 1 || !row.cells.front().empty()) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace resonanz::text
