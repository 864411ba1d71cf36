// resonanz match: which queries a stream of posts answers.
#include <sys/resource.h>
#include <unistd.h>

#include <thread>

#include "cmd/command.h"
#include "cmd/match_queries.h"
#include "cmd/match_run.h"

namespace resonanz::cmd {
namespace {

struct Arguments {
  std::string queries, lists, posts = "-";
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  bool spans = false, count = false, brute = false, skip_invalid = false;
};

double process_cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](timeval t) { return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec); };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::uint64_t peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) / 1024;
}

std::uint64_t rate(std::uint64_t posts, double seconds) {
  return seconds > 0 ? static_cast<std::uint64_t>(static_cast<double>(posts) / seconds) : 0;
}

void report(const MatchTotals& totals, double seconds, double cpu_s) {
  fmt::print(
      stderr,
      "posts={} matches={} seconds={:.3f} cpu_s={:.3f} match_posts_per_cpu_s={} total_posts_per_cpu_s={} peak_mb={}\n",
      totals.posts, totals.matches, seconds, cpu_s, rate(totals.posts, totals.match_cpu_s), rate(totals.posts, cpu_s),
      peak_mb());
}

int fail_with(const Error& error) {
  fmt::print(stderr, "{}\n", error.text());
  return kFailed;
}

int run(const Arguments& arguments) {
  Complaints complaints;
  listen::Lists lists;
  if (!arguments.lists.empty()) {
    auto read = read_lists(arguments.lists, complaints);
    if (!read) return fail_with(read.error());
    lists = *std::move(read);
  }
  const auto queries = read_queries(arguments.queries, lists, complaints);
  if (!queries) return fail_with(queries.error());
  for (const std::string& complaint : complaints) fmt::print(stderr, "{}\n", complaint);
  if (!complaints.empty() && !arguments.skip_invalid) return kBadInput;

  auto posts = LineReader::open(arguments.posts);
  if (!posts) return fail_with(posts.error());
  const bool progress = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
  const MatchOptions options{arguments.threads, arguments.spans, arguments.count, progress, arguments.brute};
  const double cpu_before = process_cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  const auto totals = match_posts(*queries, lists, *posts, stdout, options);
  if (progress) fmt::print(stderr, "\r\033[K");
  if (!totals) return fail_with(totals.error());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (arguments.count) fmt::print("posts={} matches={}\n", totals->posts, totals->matches);
  report(*totals, seconds, process_cpu_seconds() - cpu_before - totals->compile_cpu_s);
  return kDone;
}

constexpr const char* kFooter = R"x(Example:
  resonanz match --queries queries.jsonl posts.jsonl > matches.jsonl
with a line such as {"id":"q1","query":"acme (kaputt OR defekt)"} in queries.jsonl
and {"id":"1","text":"Mein Acme ist kaputt"} in posts.jsonl.
Exit code: 0 done, 1 a file cannot be used, 2 a query is invalid.)x";

}  // namespace

void register_match(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* match = app.add_subcommand("match", "Say which queries each post of a file answers");
  match->add_option("--queries", arguments->queries, R"(file of {"id":"…","query":"…"} lines)")->required();
  match->add_option("--lists", arguments->lists,
                    R"(file of {"name":"…","kind":"words|authors|sites","items":[…]} lines)");
  match->add_option("--threads", arguments->threads, "how many threads (default: one per core)")
      ->check(CLI::Range(1u, 1024u));
  match->add_flag("--spans", arguments->spans, "also write which bytes of title or text matched");
  match->add_flag("--count", arguments->count, "write the totals only");
  match->add_flag("--brute", arguments->brute, "use the reference evaluator, for comparison: the same output, slower");
  match->add_flag("--skip-invalid", arguments->skip_invalid, "report invalid queries and go on with the others");
  match->add_option("POSTS", arguments->posts, "file of posts as JSON lines, - for standard input (default)");
  match->footer(kFooter);
  match->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace resonanz::cmd
