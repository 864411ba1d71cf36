// resonanz import: posts from a file into a source of kind import.
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "app/program.h"
#include "base/log.h"
#include "cmd/command.h"
#include "host/clock.h"
#include "sources/assessment.h"
#include "sources/import/post_lines.h"
#include "specs/settings.h"
#include "stream/embedded/embedded_journal.h"

namespace resonanz::cmd {
namespace {

constexpr std::size_t kChunk = 2000;

struct Arguments {
  std::string data = app::default_data_folder().string(), keys, file, source, language;
  bool dry_run = false;
};

Result<std::string> read_file(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  if (!in) return fail(Errc::file, path + " cannot be read");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// The source of this name; a new one runs under the template's assessment, approved by whoever runs the command.
Result<Id> source_for(app::House& house, const Arguments& arguments, TimeUs now) {
  sources::SourceTable table(house.db(), house.keys());
  auto known = table.find_by_name(arguments.source);
  if (known && known->kind != "import")
    return fail(Errc::value, "source " + arguments.source + " is not of kind import");
  if (known) {
    CHECK_OK(table.check_assessment(known->id, now));
    return known->id;
  }
  if (known.error().code != Errc::not_found) return known.error();
  auto assessment = sources::assessment_template("import", "en", "command line", now);
  assessment.approved = true;
  TRY(const auto made,
      table.add({arguments.source, "import", arguments.language, {}, {}, assessment, ""}, "command line", now));
  fmt::print(stderr, "source {} is new; its assessment is the template, approved from the command line\n",
             arguments.source);
  return made.id;
}

struct Count {
  std::size_t accepted = 0, rejected = 0;
};

/// Counts a chunk and says which rows cannot be read.
void look_at(const std::vector<Item>& items, Count& count) {
  for (const Item& item : items) {
    ++(item.problem ? count.rejected : count.accepted);
    if (item.problem) fmt::print(stderr, "line {}: {}\n", item.line, item.problem->text());
  }
}

/// A running server works off what comes; it is not buried under it. Where it ends meanwhile, the folder becomes ours.
Status wait_for_room(app::House& house, stream::Journal& journal) {
  while (!house.is_ours()) {
    TRY(const auto pending, journal.pending(0));
    if (pending <= settings::kIngestMaxPending) return done();
    house.wait_until_ours(std::chrono::milliseconds(100));
  }
  return done();
}

/// Chunks keep memory bounded and leave the pipeline time between two appends.
Status bring(sources::PostFile& file, app::House& house, Id source, Count& count) {
  auto journal = stream::make_embedded_journal(house.db(), house.keys());
  const bool progress = isatty(2) != 0;
  for (auto items = file.next(kChunk); !items.empty(); items = file.next(kChunk)) {
    look_at(items, count);
    CHECK_OK(wait_for_room(house, *journal));
    CHECK_OK(journal->append({source, "", "", {}}, items, host::system_clock().now()));
    if (house.is_ours()) {
      TRY(const auto worked, app::drain(house, {}));
      (void)worked;
    }
    if (progress) fmt::print(stderr, "\r{} rows", count.accepted + count.rejected);
  }
  if (progress) fmt::print(stderr, "\n");
  return done();
}

Result<int> import(const Arguments& arguments) {
  TRY(std::string bytes, read_file(arguments.file));
  TRY(auto file, sources::PostFile::open(std::move(bytes)));
  Count count;
  if (arguments.dry_run) {
    for (auto items = file.next(kChunk); !items.empty(); items = file.next(kChunk)) look_at(items, count);
  } else {
    TRY(auto house, app::House::open({arguments.data, arguments.keys}, true));
    TRY(const Id source, source_for(*house, arguments, host::system_clock().now()));
    CHECK_OK(bring(file, *house, source, count));
  }
  fmt::print("accepted={} rejected={}{}\n", count.accepted, count.rejected, arguments.dry_run ? " dry_run=yes" : "");
  return count.rejected > 0 ? kBadInput : kDone;
}

int run(const Arguments& arguments) {
  start_logging();
  const auto code = import(arguments);
  if (code) return *code;
  fmt::print(stderr, "{}\n", code.error().sentence_and_detail("en"));
  return code.error().code == Errc::value ? kBadInput : kFailed;
}

}  // namespace

void register_import(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* import = app.add_subcommand("import", "Bring posts from a file: JSON lines or CSV");
  import->add_option("FILE", arguments->file, "the file, - for standard input")->required();
  import->add_option("--source", arguments->source, "name of the source they belong to")->required();
  import->add_option("--language", arguments->language, "language of the posts where they do not say (BCP 47)");
  import->add_flag("--dry-run", arguments->dry_run, "only check, with the row of every error");
  import->add_option("--data", arguments->data, "data folder, made where it is missing")->capture_default_str();
  import->add_option("--keys", arguments->keys, "key file (default: beside the data folder)");
  import->footer(
      "Example:\n  resonanz import posts.jsonl --source archive --data data\n"
      "Rows that cannot be read are reported and kept in quarantine; the others are imported. A running server "
      "takes the posts over.\nExit code: 0 all rows, 1 a file cannot be used, 2 some rows were rejected.");
  import->callback([arguments, &exit_code] { exit_code = run(*arguments);
});
}  // namespace resonanz::cmd

}  // namespace resonanz::cmd
