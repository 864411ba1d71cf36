// bench_peer_literals aho-corasick|hyperscan TOKENS QUERIES ROUNDS MATCHES: a scanner for the words of the queries with
// a naive Boolean layer over its hits. Prints key=value pairs; writes a line a post to MATCHES, the numbers of its
// queries.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>

#include "aho_corasick.h"
#include "boolean_layer.h"
#ifdef PEERS_HYPERSCAN
#include "hyperscan.h"
#endif

namespace resonanz::peers {
namespace {

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

template <typename Scanner>
void match(const Scanner& scanner, const TokenPost& post, BooleanLayer& layer, std::vector<std::uint32_t>& found) {
  layer.begin();
  scanner.scan(post.text, [&](Term term, std::size_t byte) { layer.hit(term, post.positions[post.word_at[byte]]); });
  layer.end(found);
}

template <typename Scanner>
void measure(const Scanner& scanner, BooleanLayer& layer, const std::vector<TokenPost>& posts, int rounds,
             const char* matches) {
  std::ofstream out(matches);
  std::vector<std::uint32_t> found;
  std::size_t count = 0;
  for (const TokenPost& post : posts) {  // the caches are warm after this
    match(scanner, post, layer, found);
    std::sort(found.begin(), found.end());
    for (const std::uint32_t query : found) out << query << ' ';
    out << '\n';
    count += found.size();
  }
  double best = 1e9;
  for (int round = 0; round < rounds; ++round) {
    const double begun = cpu_seconds();
    for (const TokenPost& post : posts) match(scanner, post, layer, found);
    best = std::min(best, cpu_seconds() - begun);
  }
  std::printf("posts_per_cpu_s=%.0f matches=%zu bytes=%zu\n", static_cast<double>(posts.size()) / best, count,
              scanner.bytes());
}

int run(const char* scanner, const char* tokens, const char* queries, int rounds, const char* matches) {
  const std::vector<TokenPost> posts = read_token_posts(tokens);
  const QuerySet set = read_plain_queries(queries);
  BooleanLayer layer(set, posts);
  if (std::strcmp(scanner, "aho-corasick") == 0) {
    measure(AhoCorasick(set.words), layer, posts, rounds, matches);
    return 0;
  }
#ifdef PEERS_HYPERSCAN
  std::vector<bool> needs_places;
  for (Term term = 0; term < set.words.size(); ++term) needs_places.push_back(layer.needs_places(term));
  measure(Hyperscan(set.words, needs_places), layer, posts, rounds, matches);
  return 0;
#else
  std::fprintf(stderr, "built without Hyperscan or Vectorscan\n");
  return 2;
#endif
}

}  // namespace
}  // namespace resonanz::peers

int main(int argc, char** argv) {
  if (argc != 6) return std::fprintf(stderr, "usage: bench_peer_literals SCANNER TOKENS QUERIES ROUNDS MATCHES\n"), 2;
  return resonanz::peers::run(argv[1], argv[2], argv[3], std::atoi(argv[4]), argv[5]);
}
