// resonanz query: what a query means.
#include <fstream>
#include <iostream>
#include <iterator>

#include "cmd/command.h"
#include "cmd/match_queries.h"
#include "listen/lint.h"
#include "listen/parse.h"
#include "listen/print.h"
#include "listen/vendors/import.h"

namespace resonanz::cmd {
namespace {

struct Arguments {
  std::string query, lists, vendor, file;
  bool search = false;
};

int refuse(const Error& error) {
  fmt::print(stderr, "{} offset {}: {}\n{}\n", code_of(error.code), error.offset.value_or(0), error.sentence("en"),
             error.sentence("de"));
  return kBadInput;
}

int check(const Arguments& arguments) {
  listen::Lists lists;
  if (!arguments.lists.empty()) {
    Complaints complaints;
    auto read = read_lists(arguments.lists, complaints);
    if (!read) return fmt::print(stderr, "{}\n", read.error().text()), kFailed;
    for (const std::string& complaint : complaints) fmt::print(stderr, "{}\n", complaint);
    if (!complaints.empty()) return kBadInput;
    lists = *std::move(read);
  }
  const auto rules = arguments.search ? listen::Rules::search : listen::Rules::live;
  const auto query = listen::parse(arguments.query, rules, lists);
  if (!query) return refuse(query.error());
  fmt::print("{}", listen::to_outline(*query));
  for (const listen::Remark& warning : listen::warnings_of(*query))
    fmt::print("warning {} offset {}: {} / {}\n", warning.code_text(), warning.offset, warning.sentence("en"),
               warning.sentence("de"));
  fmt::print("cost: {}\n", query->cost);
  return kDone;
}

std::optional<std::string> read_all(const std::string& file) {
  std::ifstream in;
  if (file != "-") in.open(file, std::ios::binary);
  std::istream& from = file == "-" ? std::cin : in;
  std::string text{std::istreambuf_iterator<char>(from), {}};
  return from.bad() || (file != "-" && !in.is_open()) ? std::nullopt : std::optional(std::move(text));
}

int import_file(const Arguments& arguments) {
  const auto text = read_all(arguments.file);
  if (!text) return fmt::print(stderr, "{}\n", fail(Errc::file, arguments.file).text()), kFailed;
  const auto imported = listen::import_query(*listen::vendor_from(arguments.vendor), *text);
  if (!imported) return refuse(imported.error());
  fmt::print("{}\n", imported->query);
  for (const listen::Remark& note : imported->notes)
    fmt::print(stderr, "note {} offset {}: {} / {}\n", note.code_text(), note.offset, note.sentence("en"),
               note.sentence("de"));
  return kDone;
}

constexpr const char* kImportFooter = R"x(Example:
  echo '"kranich rad" NEAR/5f (kaputt OR defekt)' | resonanz query import --from brandwatch -
The query goes to standard output, where it means something else here to standard error.
Exit code: 0 imported, 1 the file cannot be used, 2 the query cannot be read or said in our language.)x";

constexpr const char* kFooter = R"x(Example:
  resonanz query check 'acme NEAR/5 (kaputt OR defekt) -author:acme.test'
Exit code: 0 the query is valid, 1 a file cannot be used, 2 the query is invalid.)x";

}  // namespace

void register_query(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* query = app.add_subcommand("query", "Work with queries");
  query->require_subcommand(1);
  CLI::App* checks =
      query->add_subcommand("check", "Show how a query is read, what is doubtful in it and what it costs");
  checks->add_option("QUERY", arguments->query, "the query")->required();
  checks->add_option("--lists", arguments->lists, "file of named lists, as for match");
  checks->add_flag("--search", arguments->search, "allow after: and before:, as in a search");
  checks->footer(kFooter);
  checks->callback([arguments, &exit_code] { exit_code = check(*arguments); });
  CLI::App* imports = query->add_subcommand("import", "Say a query of another tool in our language");
  imports->add_option("--from", arguments->vendor, "brandwatch, talkwalker, meltwater or x")
      ->required()
      ->check(CLI::IsMember({"brandwatch", "talkwalker", "meltwater", "x"}));
  imports->add_option("FILE", arguments->file, "file with one query, - for standard input")->required();
  imports->footer(kImportFooter);
  imports->callback([arguments, &exit_code] { exit_code = import_file(*arguments); });
}

}  // namespace resonanz::cmd
