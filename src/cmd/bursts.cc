// resonanz bursts: what the detector says of a series of counts.
#include <cmath>
#include <fstream>
#include <iostream>

#include "cmd/command.h"
#include "notice/detector.h"
#include "notice/series.h"

namespace resonanz::cmd {
namespace {

struct Arguments {
  std::string file = "-", sensitivity = "medium";
};

Result<std::string> read_all(const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file.is_open() || file.peek() == std::ifstream::traits_type::eof())
      return fail(Errc::file, path + " cannot be read or is empty");
  }
  std::istream& in = path == "-" ? std::cin : file;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<std::string> judge(const Arguments& arguments) {
  TRY(const std::string text, read_all(arguments.file));
  TRY(const auto samples, notice::read_series(text));
  TRY(const TimeUs step, notice::step_of(samples));
  notice::Detector detector(step, *notice::parse_sensitivity(arguments.sensitivity));
  std::string out = "timestamp,value,score,alarm\n";
  for (const auto& sample : samples) {
    const auto reading = detector.take(sample.at, sample.value);
    out += fmt::format("{},{},{:.4f},{}\n", sample.timestamp, sample.value, std::floor(reading.score * 1e4) / 1e4,
                       reading.alarm ? 1 : 0);
  }
  return out;
}

int run(const Arguments& arguments) {
  const auto out = judge(arguments);
  if (out) return fmt::print("{}", *out), kDone;
  fmt::print(stderr, "{}\n", out.error().sentence_and_detail("en"));
  return out.error().code == Errc::file ? kFailed : kBadInput;
}

constexpr const char* kFooter = R"x(Example:
  resonanz bursts mentions.csv | awk -F, '$4 == 1'
with lines such as 2015-02-26 21:42:53,104: a time and how many came in the step that begins there. The step is taken
from the rows of the first day (where it has one, from the first two); times are ISO, gaps are allowed, going back is
not. Prints timestamp,value,score,alarm; a score of 1 is an alarm, 0 stands in the first day and for a day after each
alarm. No row is judged by rows after it.
Exit code: 0 done, 1 the file cannot be read, 2 a line of it cannot.)x";

}  // namespace

void register_bursts(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* bursts = app.add_subcommand("bursts", "Say where a series of counts bursts");
  bursts->add_option("SERIES", arguments->file, "CSV of timestamp,value; - for standard input (default)");
  bursts->add_option("--sensitivity", arguments->sensitivity, "how readily an alarm is raised")
      ->check(CLI::IsMember({"low", "medium", "high"}))
      ->capture_default_str();
  bursts->footer(kFooter);
  bursts->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace resonanz::cmd
