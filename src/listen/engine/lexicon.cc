#include "listen/engine/lexicon.h"

#include "listen/glob.h"
#include "listen/predicates.h"

namespace resonanz::listen {
namespace {

constexpr std::size_t kLongestFixed = 8, kGram = 3;

Scope scope_of(const Token& token) { return token.field == Field::title ? kTitle : kText; }

/// Words, and the three ways to look a wildcard up, share one table.
enum class Way : std::uint64_t { word, prefix, suffix, gram };
std::uint64_t salted(Way way, bool exact, std::uint64_t hash) {
  return hash ^ (static_cast<std::uint64_t>(way) * 2 + exact) * 0x9E3779B97F4A7C15;
}

std::size_t place_in(std::uint64_t hash, std::size_t slots) { return (hash * 0x9E3779B97F4A7C15 >> 32) & (slots - 1); }

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

Lexicon::Slot& Lexicon::slot_for(std::uint64_t hash) {
  std::size_t at = place_in(hash, slots_.size());
  while (slots_[at].row != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
  return slots_[at];
}

std::uint32_t Lexicon::first_row(std::uint64_t hash) const {
  std::size_t at = place_in(hash, slots_.size());
  while (slots_[at].row != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
  return slots_[at].row;
}

void Lexicon::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old)
    if (slot.row != 0) slot_for(slot.hash) = slot;
}

AtomId Lexicon::add_row(std::uint64_t hash, Atom::Compare compare, TokenKind kind, std::string_view text) {
  for (std::uint32_t at = first_row(hash); at != 0; at = rows_[at - 1].next) {
    const Row& row = rows_[at - 1];
    if (row.compare == compare && row.kind == kind && text_of(row) == text) return at - 1;
  }
  if (2 * ++used_slots_ > slots_.size()) grow();
  Slot& slot = slot_for(hash);
  rows_.push_back(
      {compare, kind, static_cast<std::uint32_t>(chars_.size()), static_cast<std::uint32_t>(text.size()), slot.row});
  chars_ += text;
  slot = {hash, static_cast<std::uint32_t>(rows_.size())};
  return static_cast<AtomId>(rows_.size() - 1);
}

AtomId Lexicon::add(const Atom& atom) {
  const bool glob = atom.compare == Atom::Compare::glob || atom.compare == Atom::Compare::exact_glob;
  return add_row(glob ? hash_of_glob(atom) : salted(Way::word, false, atom.hash), atom.compare, atom.kind, atom.text);
}

/// By its prefix, its suffix, or three bytes from the middle of its longest run.
std::uint64_t Lexicon::hash_of_glob(const Atom& atom) {
  const bool exact = atom.compare == Atom::Compare::exact_glob;
  Fixed& fixed = exact ? exact_ : folded_;
  const std::string_view pattern = atom.text;
  const auto [begin, end] = longest_run(pattern);
  const std::string_view run = pattern.substr(begin, end - begin);
  if (begin == 0) {
    const std::size_t length = std::min(run.size(), kLongestFixed);
    insert_sorted(fixed.prefixes, length);
    return salted(Way::prefix, exact, hash_of(atom.kind, run.substr(0, length)));
  }
  if (end == pattern.size()) {
    const std::size_t length = std::min(run.size(), kLongestFixed);
    insert_sorted(fixed.suffixes, length);
    return salted(Way::suffix, exact, hash_of(atom.kind, run.substr(run.size() - length)));
  }
  fixed.grams = true;
  return salted(Way::gram, exact, hash_of(atom.kind, run.substr((run.size() - kGram) / 2, kGram)));
}

AtomId Lexicon::add_key(Member member, const std::string& key) {
  if (std::find(members_.begin(), members_.end(), member) == members_.end()) members_.push_back(member);
  const auto [at, fresh] = keys_.emplace(key, static_cast<AtomId>(rows_.size()));
  if (fresh) rows_.push_back({});  // takes the number; no word leads to it
  return at->second;
}

void Lexicon::try_globs(std::uint64_t hash, const Token& token, std::string_view reading, Atom::Compare compare,
                        Presence& out) const {
  for (std::uint32_t at = first_row(hash); at != 0; at = rows_[at - 1].next) {
    const Row& row = rows_[at - 1];
    if (row.compare != compare || row.kind != token.kind || out.has(at - 1, scope_of(token))) continue;
    if (glob_match(text_of(row), reading)) out.see(at - 1, scope_of(token));
  }
}

void Lexicon::read_globs(const Token& token, std::string_view reading, const Fixed& fixed, bool exact,
                         Presence& out) const {
  const auto compare = exact ? Atom::Compare::exact_glob : Atom::Compare::glob;
  const auto look_up = [&](Way way, std::string_view part) {
    try_globs(salted(way, exact, hash_of(token.kind, part)), token, reading, compare, out);
  };
  for (const std::uint32_t length : fixed.prefixes) {
    if (length > reading.size()) break;
    look_up(Way::prefix, reading.substr(0, length));
  }
  for (const std::uint32_t length : fixed.suffixes) {
    if (length > reading.size()) break;
    look_up(Way::suffix, reading.substr(reading.size() - length));
  }
  if (fixed.grams)
    for (std::size_t at = 0; at + kGram <= reading.size(); ++at) look_up(Way::gram, reading.substr(at, kGram));
}

void Lexicon::read(Document& document, Presence& out) const {
  out.begin(rows_.size());
  const bool globs = !folded_.prefixes.empty() || !folded_.suffixes.empty() || folded_.grams;
  const bool exact_globs = !exact_.prefixes.empty() || !exact_.suffixes.empty() || exact_.grams;
  document.each_reading([&](const Token& token, std::string_view reading, std::uint64_t hash) {
    for (std::uint32_t at = first_row(salted(Way::word, false, hash)); at != 0; at = rows_[at - 1].next) {
      const Row& row = rows_[at - 1];
      if (row.kind != token.kind) continue;
      const bool same = row.compare == Atom::Compare::folded
                            ? text_of(row) == reading
                            : row.compare == Atom::Compare::exact && text_of(row) == token.exact;
      if (same) out.see(at - 1, scope_of(token));
    }
    if (globs) read_globs(token, reading, folded_, false, out);
  });
  if (exact_globs)
    for (const Token& token : document.tokens()) read_globs(token, token.exact, exact_, true, out);
  for (const Member member : members_)
    for (const std::string& key : keys_of(member, document))
      if (const auto at = keys_.find(key); at != keys_.end()) out.see(at->second, kAnywhere);
}

}  // namespace resonanz::listen
