#include "notice/series.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/csv.h"

namespace resonanz::notice {
namespace {

constexpr std::size_t kLooked = 100;  // rows that say what the step is

Error bad_line(std::size_t line, const std::string& why) {
  return fail(Errc::csv, fmt::format("line {}: {}", line, why));
}

std::optional<double> parse_count(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || !std::isfinite(value) || value < 0) return std::nullopt;
  return value;
}

bool is_header(const text::CsvRow& row) {
  return row.cells.size() == 2 && row.cells[0] == "timestamp" && row.cells[1] == "value";
}

Result<Sample> read_row(const text::CsvRow& row) {
  if (row.unclosed) return bad_line(row.line, "a quote is not closed");
  if (row.cells.size() != 2)
    return bad_line(row.line, fmt::format("{} cells where timestamp,value is wanted", row.cells.size()));
  const auto at = parse_rfc3339(row.cells[0]);
  if (!at) return bad_line(row.line, fmt::format("\"{}\" is not a time such as 2015-02-26 21:42:53", row.cells[0]));
  const auto value = parse_count(row.cells[1]);
  if (!value) return bad_line(row.line, fmt::format("\"{}\" is not a number from 0", row.cells[1]));
  return Sample{*at, *value, row.cells[0]};
}

}  // namespace

Result<std::vector<Sample>> read_series(std::string_view csv) {
  if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
  const auto rows = text::parse_csv(csv, text::csv_separator(csv));
  std::vector<Sample> out;
  for (const auto& row : rows) {
    if (&row == &rows.front() && is_header(row)) continue;
    TRY(Sample sample, read_row(row));
    if (!out.empty() && sample.at < out.back().at)
      return bad_line(row.line,
                      fmt::format("{} is before {}; sort the rows by time", sample.timestamp, out.back().timestamp));
    out.push_back(std::move(sample));
  }
  if (out.empty()) return fail(Errc::csv, "there are no rows");
  return out;
}

Result<TimeUs> step_of(const std::vector<Sample>& samples) {
  std::vector<TimeUs> apart;
  for (std::size_t i = 1; i < samples.size() && i < kLooked; ++i) {
    if (samples[i].at - samples[0].at >= kDayUs && !apart.empty()) break;
    if (const TimeUs step = samples[i].at - samples[i - 1].at; step > 0) apart.push_back(step);
  }
  if (apart.empty()) return fail(Errc::value, "a series needs two rows of different times");
  const auto middle = apart.begin() + static_cast<std::ptrdiff_t>(apart.size() / 2);
  std::nth_element(apart.begin(), middle, apart.end());
  return *middle;
}

}  // namespace resonanz::notice
