#include "cmd/match_run.h"

#include <ctime>
#include <thread>

#include "cmd/match_writer.h"
#include "listen/document.h"
#include "listen/engine/engine.h"
#include "listen/evaluate.h"
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

/// What one thread keeps from slice to slice.
class Worker {
 public:
  /// Without an engine the reference evaluator is asked.
  Worker(const std::vector<NamedQuery>& queries, const listen::Engine* engine, const MatchOptions& options)
      : queries_(queries), engine_(engine), options_(options) {}

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
    matched_.clear();
    if (engine_) {
      engine_->match(document_, scratch_, found_);
      for (const std::uint32_t index : found_) matched_.push_back(&queries_[index]);
    } else {
      for (const NamedQuery& query : queries_)
        if (listen::matches(query.query, document_)) matched_.push_back(&query);
    }
    slice.totals.matches += matched_.size();
    if (!matched_.empty() && !options_.count) write_match(slice.output, document_, matched_, options_.spans);
  }

  const std::vector<NamedQuery>& queries_;
  const listen::Engine* engine_;
  const MatchOptions& options_;
  PostReader reader_;
  std::vector<Post> posts_;
  listen::Document document_;
  listen::Engine::Scratch scratch_;
  std::vector<std::uint32_t> found_;
  std::vector<const NamedQuery*> matched_;
};

/// The queries filed by how often their words occur in the first posts.
listen::Engine engine_for(const std::vector<NamedQuery>& queries, const Batch& first) {
  listen::Frequencies frequencies;
  PostReader reader;
  listen::Document document;
  for (std::size_t i = 0; i < std::min(first.lines.size(), kLearnedPosts); ++i) {
    const auto post = reader.read(
        std::string_view(first.bytes).substr(first.lines[i].begin, first.lines[i].end - first.lines[i].begin));
    if (!post) continue;
    document.assign(*post);
    frequencies.learn(document);
  }
  std::vector<const listen::Query*> list;
  for (const NamedQuery& query : queries) list.push_back(&query.query);
  return listen::Engine(list, frequencies);
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

Result<MatchTotals> match_posts(const std::vector<NamedQuery>& queries, LineReader& in, std::FILE* out,
                                const MatchOptions& options) {
  MatchTotals totals;
  Batch batch;
  bool more = batch.fill(in);
  const double begun = thread_cpu_seconds();
  std::optional<listen::Engine> engine;
  if (!options.brute) engine.emplace(engine_for(queries, batch));
  totals.compile_cpu_s = thread_cpu_seconds() - begun;
  std::vector<std::unique_ptr<Worker>> workers;
  for (unsigned i = 0; i < std::max(1u, options.threads); ++i)
    workers.push_back(std::make_unique<Worker>(queries, engine ? &*engine : nullptr, options));
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
