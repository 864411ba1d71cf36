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

namespace {

/// Reads one row after the other; `line` counts line ends of any kind, inside quotes too.
class Rows {
 public:
  Rows(std::string_view text, char separator) : text_(text), separator_(separator) {}

  bool at_end() const { return at_ >= text_.size(); }

  CsvRow next() {
    CsvRow row;
    row.line = line_;
    const auto begin = at_, begin_line = line_;
    do row.cells.push_back(cell(row.unclosed));
    while (!row.unclosed && take(separator_));
    if (row.unclosed) {  // what follows is not this row's fault
      at_ = std::min(text_.find_first_of("\r\n", begin), text_.size());
      line_ = begin_line;
    }
    row.raw = text_.substr(begin, at_ - begin);
    line_end();
    return row;
  }

 private:
  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool line_end() {
    if (at_end() || (text_[at_] != '\r' && text_[at_] != '\n')) return false;
    if (take('\r')) take('\n');
    else ++at_;
    ++line_;
    return true;
  }

  std::string cell(bool& unclosed) {
    std::string out;
    if (take('"')) {
      unclosed = true;
      while (!at_end() && unclosed) {
        const auto from = at_;
        if (take('"')) {
          unclosed = take('"');
          if (unclosed) out += '"';
        } else {
          if (!line_end()) ++at_;
          out += text_.substr(from, at_ - from);
        }
      }
    }
    const auto end = std::min(text_.find_first_of(ends_, at_), text_.size());
    out += text_.substr(at_, end - at_);
    at_ = end;
    return out;
  }

  std::string_view text_;
  char separator_;
  std::string ends_ = std::string("\r\n") + separator_;
  std::size_t at_ = 0, line_ = 1;
};

}  // namespace

std::vector<CsvRow> parse_csv(std::string_view text, char separator) {
  std::vector<CsvRow> out;
  for (Rows rows(text, separator); !rows.at_end();)
    if (CsvRow row = rows.next(); !row.raw.empty()) out.push_back(std::move(row));
  return out;
}

}  // namespace resonanz::text
