#include "hyperscan.h"

#include <hs.h>

#include <cstdio>
#include <cstdlib>

namespace resonanz::peers {
namespace {

void check(hs_error_t error, const char* what) {
  if (error != HS_SUCCESS) std::fprintf(stderr, "%s: %d\n", what, error), std::exit(1);
}

struct Seer {
  void (*see)(void*, Term, std::size_t);
  void* to;
};

}  // namespace

Hyperscan::Hyperscan(const std::vector<std::string>& words, const std::vector<bool>& needs_places) {
  std::vector<std::string> patterns;
  for (const std::string& word : words) patterns.push_back(" " + word + " ");
  std::vector<const char*> expressions;
  std::vector<unsigned> flags, ids;
  std::vector<std::size_t> sizes;
  for (Term term = 0; term < words.size(); ++term) {
    expressions.push_back(patterns[term].c_str());
    sizes.push_back(patterns[term].size());
    flags.push_back(needs_places[term] ? 0 : HS_FLAG_SINGLEMATCH);
    ids.push_back(term);
  }
  hs_compile_error_t* error = nullptr;
  check(hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(), sizes.data(),
                             static_cast<unsigned>(words.size()), HS_MODE_BLOCK, nullptr, &database_, &error),
        "hs_compile_lit_multi");
  check(hs_alloc_scratch(database_, &scratch_), "hs_alloc_scratch");
}

Hyperscan::~Hyperscan() {
  hs_free_scratch(scratch_);
  hs_free_database(database_);
}

std::size_t Hyperscan::bytes() const {
  std::size_t size = 0;
  check(hs_database_size(database_, &size), "hs_database_size");
  return size;
}

void Hyperscan::scan_each(std::string_view text, void (*see)(void*, Term, std::size_t), void* to) const {
  Seer seer{see, to};
  const auto on_match = [](unsigned id, unsigned long long, unsigned long long end, unsigned, void* context) {
    const auto* seer = static_cast<const Seer*>(context);
    seer->see(seer->to, id, static_cast<std::size_t>(end) - 1);
    return 0;
  };
  check(hs_scan(database_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_, on_match, &seer), "hs_scan");
}

}  // namespace resonanz::peers
