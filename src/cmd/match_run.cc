#include "cmd/match_run.h"

#include <ctime>
#include <thread>

#include "cmd/match_writer.h"
#include "listen/document.h"
#include "listen/engine/engine.h"
#include "listen/evaluate.h"
#include "listen/parse.h"
#include "model/post_json.h"

namespace resonanz::cmd {
namespace {

constexpr std::size_t kBatchLines = 4096, kBatchBytes = 8u << 20;
constexpr std::size_t kSliceLines = 256;  // long enough for the clock not to matter, short enough to share out evenly
constexpr std::size_t kLearnedPosts = 2000;  // of the first batch, before the queries are filed
constexpr auto kProgressEvery = std::chrono::seconds(1);

double thread_cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

struct Line {
  std::uint64_t number;
  std::size_t begin, end;  ///< in the batch's bytes
  bool too_long;
};

struct Slice {
  std::size_t begin, end;  ///< lines
  std::string output, complaints;
  MatchTotals totals;
};

struct Batch {
  std::string bytes;
  std::vector<Line> lines;
  std::vector<Slice> slices;

  bool fill(LineReader& in) {
    bytes.clear();
    lines.clear();
    slices.clear();
    while (lines.size() < kBatchLines && bytes.size() < kBatchBytes) {
      const auto line = in.next();
      if (!line) break;
      if (line->find_first_not_of(" \t") == line->npos) continue;
      lines.push_back({in.number(), bytes.size(), bytes.size() + line->size(), in.too_long()});
      bytes += *line;
    }
    for (std::size_t at = 0; at < lines.size(); at += kSliceLines)
      slices.push_back({at, std::min(at + kSliceLines, lines.size()), {}, {}, {}});
    return !lines.empty();
  }
};

/// The queries as they are asked: filed, or as trees for the reference evaluator.
struct Compiled {
  std::optional<listen::Engine> engine;
  std::vector<listen::Query> trees;
};

/// What one thread keeps from slice to slice.
class Worker {
 public:
  Worker(const std::vector<NamedQuery>& queries, const Compiled& compiled, const MatchOptions& options)
      : queries_(queries), compiled_(compiled), options_(options) {}

  void run(const Batch& batch, Slice& slice) {
    posts_.clear();
    for (std::size_t i = slice.begin; i < slice.end; ++i) read(batch, batch.lines[i], slice);
    const double start = thread_cpu_seconds();
    for (const Post& post : posts_) match(post, slice);
    slice.totals.match_cpu_s += thread_cpu_seconds() - start;
    slice.totals.posts += posts_.size();
  }

 private:
  void read(const Batch& batch, const Line& line, Slice& slice) {
    Result<Post> post = line.too_long
                            ? Result<Post>(fail(Errc::too_large, "the line"))
                            : reader_.read(std::string_view(batch.bytes).substr(line.begin, line.end - line.begin));
    if (post) posts_.push_back(*std::move(post));
    else slice.complaints += fmt::format("line {}: {}\n", line.number, post.error().text());
  }

  void match(const Post& post, Slice& slice) {
    document_.assign(post);
    if (compiled_.engine) compiled_.engine->match(document_, scratch_, found_);
    else match_by_reference();
    slice.totals.matches += found_.size();
    if (!found_.empty() && !options_.count) write(slice.output);
  }
  void match_by_reference() {
    found_.clear();
    for (std::uint32_t i = 0; i < compiled_.trees.size(); ++i)
      if (listen::matches(compiled_.trees[i], document_)) found_.push_back(i);
  }
  void write(std::string& out) {
    ids_.clear();
    for (const std::uint32_t index : found_) ids_.push_back(&queries_[index].id);
    QueryOf query_of;
    if (options_.spans)
      query_of = [this](std::size_t i) -> const listen::Query& {
        return compiled_.engine ? compiled_.engine->parsed(found_[i], scratch_) : compiled_.trees[found_[i]];
      };
    write_match(out, document_, ids_, query_of);
  }

  const std::vector<NamedQuery>& queries_;
  const Compiled& compiled_;
  const MatchOptions& options_;
  PostReader reader_;
  std::vector<Post> posts_;
  listen::Document document_;
  listen::Engine::Scratch scratch_;
  std::vector<std::uint32_t> found_;
  std::vector<const std::string*> ids_;
};

/// How often words occur in the first posts.
listen::Frequencies learn(const Batch& first) {
  listen::Frequencies out;
  PostReader reader;
  listen::Document document;
  listen::Engine::Scratch scratch;
  for (std::size_t i = 0; i < std::min(first.lines.size(), kLearnedPosts); ++i) {
    const Line& line = first.lines[i];
    const auto post = reader.read(std::string_view(first.bytes).substr(line.begin, line.end - line.begin));
    if (!post) continue;
    document.assign(*post);
    scratch.read(document);
    out.learn(scratch.readings());
  }
  return out;
}

/// Precondition: every query parses.
Compiled compile(const std::vector<NamedQuery>& queries, const listen::Lists& lists, const Batch& first, bool brute) {
  Compiled out;
  const listen::Frequencies frequencies = learn(first);
  listen::EngineBuilder builder(frequencies, std::make_shared<const listen::Lists>(lists));
  for (const NamedQuery& named : queries) {
    auto query = listen::parse(named.text, listen::Rules::live, lists);
    if (brute) out.trees.push_back(*std::move(query));
    else builder.add(*query);
  }
  if (!brute) out.engine.emplace(std::move(builder).finish());
  return out;
}

void run_slices(Batch& batch, std::vector<std::unique_ptr<Worker>>& workers) {
  std::atomic<std::size_t> next{0};
  const auto work = [&](Worker& worker) {
    for (std::size_t i; (i = next.fetch_add(1)) < batch.slices.size();) worker.run(batch, batch.slices[i]);
  };
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < workers.size(); ++i) threads.emplace_back([&, i] { work(*workers[i]); });
  work(*workers[0]);
}

}  // namespace

Result<MatchTotals> match_posts(const std::vector<NamedQuery>& queries, const listen::Lists& lists, LineReader& in,
                                std::FILE* out, const MatchOptions& options) {
  MatchTotals totals;
  Batch batch;
  bool more = batch.fill(in);
  const double begun = thread_cpu_seconds();
  const Compiled compiled = compile(queries, lists, batch, options.brute);
  totals.compile_cpu_s = thread_cpu_seconds() - begun;
  std::vector<std::unique_ptr<Worker>> workers;
  for (unsigned i = 0; i < std::max(1u, options.threads); ++i)
    workers.push_back(std::make_unique<Worker>(queries, compiled, options));
  auto told = std::chrono::steady_clock::now();
  for (; more; more = batch.fill(in)) {
    run_slices(batch, workers);
    for (const Slice& slice : batch.slices) {
      std::fputs(slice.complaints.c_str(), stderr);
      if (std::fwrite(slice.output.data(), 1, slice.output.size(), out) != slice.output.size())
        return fail(Errc::file, "the output cannot be written");
      totals.posts += slice.totals.posts;
      totals.matches += slice.totals.matches;
      totals.match_cpu_s += slice.totals.match_cpu_s;
    }
    if (options.progress && std::chrono::steady_clock::now() - told > kProgressEvery) {
      fmt::print(stderr, "\r{} posts, {} matches", totals.posts, totals.matches);
      told = std::chrono::steady_clock::now();
    }
  }
  if (in.failed()) return fail(Errc::file, "the posts cannot be read");
  if (std::fflush(out) != 0) return fail(Errc::file, "the output cannot be written");
  return totals;
}

}  // namespace resonanz::cmd
