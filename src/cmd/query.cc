// resonanz query: what a query means.
#include "cmd/command.h"
#include "cmd/match_queries.h"
#include "listen/parse.h"
#include "listen/print.h"

namespace resonanz::cmd {
namespace {

struct Arguments {
  std::string query, lists;
  bool search = false;
};

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
  if (!query) {
    const Error& error = query.error();
    fmt::print(stderr, "{} offset {}: {}\n{}\n", code_of(error.code), error.offset.value_or(0), error.sentence("en"),
               error.sentence("de"));
    return kBadInput;
  }
  fmt::print("{}", listen::to_outline(*query));
  for (const listen::Warning& warning : query->warnings)
    fmt::print("warning offset {}: {} / {}\n", warning.offset, warning.en, warning.de);
  fmt::print("cost: {}\n", query->cost);
  return kDone;
}

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
}

}  // namespace resonanz::cmd
