// bench_updates QUERIES.jsonl: the memory of compiled queries, and the time to compile all and to add, change and remove
// one. Prints key=value pairs.
#include <malloc.h>
#include <unistd.h>

#include <fstream>

#include "cmd/match_queries.h"
#include "listen/compiled_queries.h"

namespace resonanz {
namespace {

constexpr int kChanges = 300;  // more than join the large part at once, so that this is measured too

std::uint64_t resident_bytes() {
  malloc_trim(0);
  std::ifstream file("/proc/self/statm");
  std::uint64_t size = 0, resident = 0;
  file >> size >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

template <typename Work>
double milliseconds(Work&& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

template <typename Work>
void measure(const char* name, Work&& work) {
  std::vector<double> times;
  for (int i = 0; i < kChanges; ++i) times.push_back(milliseconds([&] { work(i); }));
  std::sort(times.begin(), times.end());
  fmt::print("{0}_ms_p50={1:.2f} {0}_ms_p99={2:.2f} {0}_ms_max={3:.2f}\n", name, times[kChanges / 2],
             times[kChanges * 99 / 100], times.back());
}

int run(const char* path) {
  listen::CompiledQueries compiled;
  const std::uint64_t before = resident_bytes();
  std::vector<std::string> some;
  std::size_t count = 0;
  {
    cmd::Complaints complaints;
    const auto queries = cmd::read_queries(path, {}, complaints);
    if (!queries) return fmt::print(stderr, "{}\n", queries.error().text()), 1;
    std::map<Id, std::string> texts;
    for (const auto& query : *queries) texts.emplace(2 * static_cast<Id>(texts.size()) + 1, query.text);
    for (int i = 0; i < kChanges; ++i) some.push_back((*queries)[static_cast<std::size_t>(i) * queries->size() / kChanges].text);
    count = texts.size();
    fmt::print("queries={} compile_s={:.2f}\n", count, milliseconds([&] { compiled.replace(texts, {}); }) / 1000);
  }
  fmt::print("bytes_a_query={}\n", (resident_bytes() - before) / std::max<std::size_t>(count, 1));
  const auto step = static_cast<Id>(count / kChanges);
  measure("add", [&](int i) { (void)compiled.put(2 * step * i + 2, some[static_cast<std::size_t>(i)]); });
  measure("change", [&](int i) { (void)compiled.put(2 * step * i + 1, some[static_cast<std::size_t>(kChanges - 1 - i)]); });
  measure("remove", [&](int i) { compiled.remove(2 * step * i + 2); });
  compiled.settle();
  return 0;
}

}  // namespace
}  // namespace resonanz

int main(int argc, char** argv) { return argc == 2 ? resonanz::run(argv[1]) : 2; }
