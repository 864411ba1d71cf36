// What understanding a post costs: zstd -dc ../shared/data/stream/reddit-posts.jsonl.zst |
// build/release/bench/bench_understand Posts as JSON lines on standard input; rates are posts per second of CPU time on
// one core.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <iostream>
#include <string>
#include <vector>

#include "model/post_json.h"
#include "understand/duplicates.h"
#include "understand/understand.h"

namespace {

using namespace resonanz;

std::vector<Post> posts;

const understand::ShippedModels& models() {
  static const auto shipped = understand::shipped_models();
  return *shipped;
}

void language(benchmark::State& state) {
  std::size_t at = 0;
  std::string joined;
  for (auto _ : state) {
    const Post& post = posts[at++ % posts.size()];
    benchmark::DoNotOptimize(models().language.identify(understand::join(post.title, post.text, joined)));
  }
  state.SetItemsProcessed(state.iterations());
}

void verdicts(benchmark::State& state) {
  std::size_t at = 0;
  understand::Understander understander(models());
  for (auto _ : state) {
    const Post& post = posts[at++ % posts.size()];
    benchmark::DoNotOptimize(understander.read(post.title, post.text));
  }
  state.SetItemsProcessed(state.iterations());
}

void duplicates(benchmark::State& state) {
  std::size_t at = 0;
  understand::Duplicates seen(1'000'000);
  std::string joined;
  for (auto _ : state) {
    const Post& post = posts[at++ % posts.size()];
    benchmark::DoNotOptimize(seen.add(understand::join(post.title, post.text, joined)));
  }
  state.SetItemsProcessed(state.iterations());
}

void first_tier(benchmark::State& state) {
  std::size_t at = 0;
  understand::Understander understander(models());
  understand::Duplicates seen(1'000'000);
  for (auto _ : state) {
    const Post& post = posts[at++ % posts.size()];
    benchmark::DoNotOptimize(understander.read(post.title, post.text));
    benchmark::DoNotOptimize(seen.add(understander.text()));
    benchmark::DoNotOptimize(understander.topics());
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(language)->MinTime(2);
BENCHMARK(verdicts)->MinTime(2);
BENCHMARK(duplicates)->MinTime(2);
BENCHMARK(first_tier)->MinTime(2);

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  PostReader reader;
  for (std::string line; std::getline(std::cin, line);)
    if (auto post = reader.read(line)) posts.push_back(*std::move(post));
  if (posts.empty()) {
    std::cerr << "no posts on standard input\n";
    return 2;
  }
  std::size_t bytes = 0;
  for (const Post& post : posts) bytes += post.title.size() + post.text.size();
  std::cout << posts.size() << " posts of " << bytes / posts.size() << " bytes on average\n";
  benchmark::RunSpecifiedBenchmarks();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::cout << "peak " << usage.ru_maxrss / 1024 << " MB, the posts themselves and the table of duplicates included\n";
}
