#pragma once
// Matching a stream of posts against queries, in input order, on several threads, in bounded memory.

#include <cstdio>
#include <vector>

#include "cmd/line_reader.h"
#include "cmd/match_queries.h"

namespace resonanz::cmd {

struct MatchOptions {
  unsigned threads = 1;
  bool spans = false;     ///< with the places that matched
  bool count = false;     ///< no line per post
  bool progress = false;  ///< now and then a line on stderr
  bool brute = false;     ///< by the reference evaluator, every query asked for every post
};

struct MatchTotals {
  std::uint64_t posts = 0, matches = 0;  ///< posts that could be read; pairs of a post and a query
  double match_cpu_s = 0;                ///< tokenising and matching, over all threads
  double compile_cpu_s = 0;              ///< reading and filing the queries, before the first post
};

/// `lists` are those that the queries were read with. Reads posts from `in`, writes {"post":…,"queries":[…]} lines to
/// `out`. Lines that are no posts are reported on stderr with their number and skipped. Errors: Errc::file (reading or
/// writing fails).
Result<MatchTotals> match_posts(const std::vector<NamedQuery>& queries, const listen::Lists& lists, LineReader& in,
                                std::FILE* out, const MatchOptions& options);

}  // namespace resonanz::cmd
