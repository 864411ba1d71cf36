#include "text/neighbours.h"

#include <utility>

namespace resonanz::text {
namespace {

using Run = Readings::Run;

/// Calls see(number, gap) for what is in no run; gap 0 is before the first run, gap 1 behind it, …
template <typename See>
void each_special(const Readings& readings, See&& see) {
  const auto runs = readings.runs();
  std::uint32_t at = 0;
  for (std::size_t gap = 0; gap <= runs.size(); ++gap) {
    const std::size_t end = gap < runs.size() ? runs[gap].begin : readings.size();
    for (; at < end; ++at) see(at, gap);
    if (gap < runs.size()) at = runs[gap].end;
  }
}

bool is_one_run(const Readings& readings) {
  const auto runs = readings.runs();
  return runs.size() == 1 && runs[0].begin == 0 && runs[0].end == readings.size();
}

/// Whether the run has a word at the position, which may be the one before 0.
bool has_word(const Run& run, Field field, std::uint32_t position) {
  return run.field == field && position - run.first < run.end - run.begin;
}

}  // namespace

void Neighbours::read(const Readings& readings) {
  count_ = 0;
  if (readings.size() == 0) return;
  put_in_turn(readings.hashes());
  if (is_one_run(readings)) return;
  put_over_gaps(readings);
  place_special(readings);
  each_special(readings, [&](std::uint32_t number, std::size_t gap) { put_beside_special(readings, number, gap); });
}

/// All that is in a run.
void Neighbours::put_in_turn(std::span<const std::uint32_t> hashes) {
  if (hashes_.size() < hashes.size()) hashes_.resize(2 * hashes.size());
  count_ = hashes.size() - 1;
  std::uint32_t* const out = hashes_.data();
  for (std::size_t i = 0; i + 1 < hashes.size(); ++i) out[i] = neighbours_hash(hashes[i], hashes[i + 1]);
}

/// The last word of a run and the first of the next.
void Neighbours::put_over_gaps(const Readings& readings) {
  const auto runs = readings.runs();
  for (std::size_t i = 1; i < runs.size(); ++i)
    put(readings.hashes()[runs[i - 1].end - 1], readings.hashes()[runs[i].begin]);
}

void Neighbours::place_special(const Readings& readings) {
  behind_title_ = readings.positions(Field::title) + 1;
  special_.assign(place_of(Field::text, readings.positions(Field::text)) + 1, 0);
  if (next_.size() < readings.size()) next_.resize(2 * readings.size());
  each_special(readings, [&](std::uint32_t number, std::size_t) {
    const Reading reading = readings[number];
    next_[number] = std::exchange(special_[place_of(reading.field(), reading.first)], number + 1);
  });
}

/// Words beside it are in the run before the gap or in one of the two behind: a tag, and what is joined of two words, is
/// read before the run that has its words, and may be the last of it.
void Neighbours::put_beside_special(const Readings& readings, std::uint32_t number, std::size_t gap) {
  const auto hashes = readings.hashes();
  const auto runs = readings.runs();
  const Reading reading = readings[number];
  const Field field = reading.field();
  const std::uint32_t before = reading.first - 1, behind = reading.last() + 1;
  for (std::size_t i = gap == 0 ? 0 : gap - 1; i < std::min(gap + 2, runs.size()); ++i) {
    const Run& run = runs[i];
    if (has_word(run, field, before)) put(hashes[run.begin + (before - run.first)], hashes[number]);
    if (has_word(run, field, behind)) put(hashes[number], hashes[run.begin + (behind - run.first)]);
  }
  for (std::uint32_t at = special_[place_of(field, behind)]; at != 0; at = next_[at - 1])
    put(hashes[number], hashes[at - 1]);
}

void Neighbours::put(std::uint32_t first, std::uint32_t second) {
  if (count_ == hashes_.size()) hashes_.resize(2 * count_ + 1);
  hashes_[count_++] = neighbours_hash(first, second);
}

}  // namespace resonanz::text
