#include "listen/engine/marks.h"

#include "listen/glob.h"
#include "listen/predicates.h"

namespace resonanz::listen {
namespace {

constexpr std::size_t kLongestFixed = 8, kGram = 3;

/// A wildcard is looked up by its first letters, its last, or three bytes from its middle.
enum class Way : std::uint64_t { prefix = 1, suffix, gram };

std::uint32_t fixed_hash(Way way, TokenKind kind, std::string_view part) {
  return static_cast<std::uint32_t>(hash_of(kind, part) ^ static_cast<std::uint64_t>(way) * 0x9E3779B97F4A7C15);
}

Scope scope_of(Field field) { return field == Field::title ? kTitle : kText; }

/// The longest run without wildcards, the first of equals.
std::pair<std::size_t, std::size_t> longest_run(std::string_view pattern) {
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (std::size_t begin = 0; begin < pattern.size();) {
    const std::size_t end = std::min(pattern.find_first_of("*?", begin), pattern.size());
    if (end - begin > best.second - best.first) best = {begin, end};
    begin = end + 1;
  }
  return best;
}

void insert_sorted(std::vector<std::uint32_t>& lengths, std::size_t length) {
  const auto value = static_cast<std::uint32_t>(length);
  const auto at = std::lower_bound(lengths.begin(), lengths.end(), value);
  if (at == lengths.end() || *at != value) lengths.insert(at, value);
}

}  // namespace

std::string_view start_of(std::string_view pattern) {
  const std::string_view start = pattern.substr(0, std::min(pattern.find_first_of("*?"), text::Start::kLongest));
  return start.size() < text::Start::kShortest ? std::string_view() : start;
}

MarkId Marks::add_glob(TokenKind kind, const std::string& pattern, bool loose) {
  const std::string name = (loose ? "~" : "=") + std::string(1, static_cast<char>(kind)) + pattern;
  const auto [at, fresh] = globs_.emplace(name, static_cast<MarkId>(rows_.size()));
  if (!fresh) return at->second;
  std::uint32_t& first = fixed_[hash_of_fixed(kind, pattern)];
  rows_.push_back({kind, loose, static_cast<std::uint8_t>(start_of(pattern).size()),
                   static_cast<std::uint32_t>(chars_.size()), static_cast<std::uint32_t>(pattern.size()), first});
  chars_ += pattern;
  first = static_cast<std::uint32_t>(rows_.size());
  return at->second;
}

std::uint32_t Marks::hash_of_fixed(TokenKind kind, std::string_view pattern) {
  const auto [begin, end] = longest_run(pattern);
  const std::string_view run = pattern.substr(begin, end - begin);
  const std::size_t length = std::min(run.size(), kLongestFixed);
  if (begin > 0 && end == pattern.size()) {
    insert_sorted(suffixes_, length);
    return fixed_hash(Way::suffix, kind, run.substr(run.size() - length));
  }
  if (begin > 0 && run.size() >= kGram) {
    grams_ = true;
    return fixed_hash(Way::gram, kind, run.substr((run.size() - kGram) / 2, kGram));
  }
  // A part of a joined word may have too few letters to be looked up by ("?d?" of "?d?-onear"): every word is asked.
  const std::size_t known = begin > 0 ? 0 : length;
  insert_sorted(prefixes_, known);
  return fixed_hash(Way::prefix, kind, run.substr(0, known));
}

MarkId Marks::add_value(Member member, const std::string& key) {
  if (std::find(members_.begin(), members_.end(), member) == members_.end()) members_.push_back(member);
  const auto [at, fresh] = values_.emplace(key, static_cast<MarkId>(rows_.size()));
  if (fresh) rows_.push_back({});  // takes the number; no word leads to it
  return at->second;
}

void Marks::finish() {
  by_fixed_ = KeyTable(KeyTable::Entries(fixed_.begin(), fixed_.end()));
  fixed_ = decltype(fixed_)();  // with their memory, which {} would keep
  globs_ = decltype(globs_)();
}

void Marks::try_globs(std::uint32_t hash, const text::Reading& reading, Presence& out) const {
  const std::uint32_t first = by_fixed_.find(hash);
  if (first == KeyTable::kNone) return;
  const Scope scope = scope_of(reading.field());
  for (std::uint32_t at = first; at != 0; at = rows_[at - 1].next) {
    const Row& row = rows_[at - 1];
    if (row.kind != reading.kind() || out.has(at - 1, scope)) continue;
    if (row.loose || glob_match(std::string_view(chars_).substr(row.chars, row.size), reading.text()))
      out.see(at - 1, scope);
  }
}

void Marks::read_globs(const text::Reading& reading, Presence& out) const {
  const std::string_view text = reading.text();
  const auto look_up = [&](Way way, std::string_view part) {
    try_globs(fixed_hash(way, reading.kind(), part), reading, out);
  };
  for (const std::uint32_t length : prefixes_) {
    if (length > text.size()) break;
    look_up(Way::prefix, text.substr(0, length));
  }
  for (const std::uint32_t length : suffixes_) {
    if (length > text.size()) break;
    look_up(Way::suffix, text.substr(text.size() - length));
  }
  if (grams_)
    for (std::size_t at = 0; at + kGram <= text.size(); ++at) look_up(Way::gram, text.substr(at, kGram));
}

bool Marks::has_glob(MarkId mark, Scope where, const text::Readings& readings) const {
  const Row& row = rows_[mark];
  const std::string_view pattern = std::string_view(chars_).substr(row.chars, row.size);
  const std::string_view start = pattern.substr(0, row.start);
  const auto [begin, end] = longest_run(pattern);
  const std::string_view run = pattern.substr(begin, end - begin);
  const auto has_run = [&, at_start = begin == 0, at_end = end == pattern.size()](std::string_view text) {
    if (at_start) return text.starts_with(run);
    return at_end ? text.ends_with(run) : text.find(run) != text.npos;
  };
  const auto answers = [&](std::size_t number) {
    const text::Reading reading = readings[number];
    return reading.kind() == row.kind && (scope_of(reading.field()) & where) != 0 && has_run(reading.text()) &&
           (row.loose || glob_match(pattern, reading.text()));
  };
  if (!start.empty()) return readings.any_starting(text::Start(start), answers);
  for (std::size_t i = 0; i < readings.size(); ++i)
    if (answers(i)) return true;
  return false;
}

void Marks::read(Document& document, const text::Readings& readings, Presence& out) const {
  out.begin(rows_.size());
  if (!prefixes_.empty() || !suffixes_.empty() || grams_)
    for (std::size_t i = 0; i < readings.size(); ++i) read_globs(readings[i], out);
  for (const Member member : members_)
    for (const std::string& key : keys_of(member, document))
      if (const auto at = values_.find(key); at != values_.end()) out.see(at->second, kAnywhere);
}

}  // namespace resonanz::listen
