#include "history/terms.h"

#include "listen/predicates.h"

namespace resonanz::history {
namespace {

using listen::Member;

// First bytes. Words have 0x01 and up, five kinds for each of the two fields.
constexpr char kWord = 0x01, kKinds = 5, kPlain = 0x20, kSealed = 0x21, kFlag = 0x22, kSample = 0x23, kPair = 0x24;
constexpr TimeUs kIdsBegin = 1'704'067'200LL * kSecondUs;  // 2024-01-01, see base/id.h
constexpr Member kFiled[] = {Member::author,  Member::to,     Member::mentions, Member::site, Member::link,
                             Member::network, Member::source, Member::lang,     Member::kind, Member::thread};

std::string with_prefix(char prefix, std::string_view rest) {
  std::string out(1, prefix);
  return out += rest;
}

/// has:link and so on.
const std::vector<listen::Predicate>& flags() {
  static const auto all = [] {
    std::vector<listen::Predicate> out;
    for (const char* what : {"link", "image", "video", "question", "emoji"}) {
      listen::Predicate flag{Member::has};
      flag.values = {what};
      out.push_back(std::move(flag));
    }
    return out;
  }();
  return all;
}

char word_byte(listen::Field field, listen::TokenKind kind) {
  return static_cast<char>(kWord + static_cast<int>(field) * kKinds + static_cast<int>(kind));
}

/// FNV-1a: stored, so it never changes.
std::uint64_t stored_hash(listen::TokenKind kind, std::string_view reading) {
  std::uint64_t out = 0xCBF29CE484222325 + static_cast<std::uint64_t>(kind);
  for (const char c : reading) out = (out ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return out;
}

std::string pair_term(std::uint64_t first, std::uint64_t second) {
  const std::uint64_t bucket = (first * 0x9E3779B97F4A7C15 + second) * 0xD6E8FEB86659FD93 >> 48;
  return {kPair, static_cast<char>(bucket >> 8), static_cast<char>(bucket)};
}

/// A reading, and where the next one stands.
struct Placed {
  std::uint64_t first, next;  ///< the field above the position
  std::uint64_t hash;
};

void each_pair(const listen::Document& document, const std::function<void(std::string_view)>& see) {
  std::vector<Placed> places;
  document.each_reading([&](const listen::Token& token, std::string_view reading, std::uint64_t) {
    const std::uint64_t field = static_cast<std::uint64_t>(token.field) << 32;
    places.push_back({field | token.first, (field | token.last) + 1, stored_hash(token.kind, reading)});
  });
  const auto before = [](const Placed& a, const Placed& b) { return a.first < b.first; };
  std::sort(places.begin(), places.end(), before);
  for (const Placed& place : places) {
    auto next = std::lower_bound(places.begin(), places.end(), Placed{place.next, 0, 0}, before);
    for (; next != places.end() && next->first == place.next; ++next) see(pair_term(place.hash, next->hash));
  }
}

/// A language is filed as declared: what is detected in a text is up to the detector of the day.
std::vector<std::string> filed_keys(Member member, listen::Document& document) {
  if (member == Member::lang) return {listen::key_of(member, document.declared_lang())};
  return listen::keys_of(member, document);
}

}  // namespace

Stratum stratum_of(Id source, Id mention) {
  const TimeUs at = kIdsBegin + (mention >> 20) * 1000;
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(at)))};
  return {source, static_cast<int>(date.year()) * 4 + static_cast<int>((static_cast<unsigned>(date.month()) - 1) / 3)};
}

std::string word_prefix(listen::Field field, listen::TokenKind kind) { return std::string(1, word_byte(field, kind)); }

std::string word_term(listen::Field field, listen::TokenKind kind, std::string_view reading) {
  return with_prefix(word_byte(field, kind), reading);
}

Filing filing_of(Member member) {
  switch (member) {
    case Member::network:
    case Member::lang:
    case Member::kind:
      return Filing::plain;
    case Member::author:
    case Member::to:
    case Member::mentions:
    case Member::source:
    case Member::thread:
      return Filing::sealed;
    case Member::site:
    case Member::host:
    case Member::url:
    case Member::link:
      return Filing::rough;
    default:
      return Filing::unfiled;
  }
}

std::string plain_term(std::string_view key) { return with_prefix(kPlain, key); }
std::string sealed_term(std::string_view filing_key) { return with_prefix(kSealed, filing_key); }
std::string flag_term(std::string_view what) { return with_prefix(kFlag, what); }
std::string pair_term(listen::TokenKind first_kind, std::string_view first, listen::TokenKind second_kind,
                      std::string_view second) {
  return pair_term(stored_hash(first_kind, first), stored_hash(second_kind, second));
}
std::string sample_term(int sample) { return {kSample, static_cast<char>(sample)}; }

void each_term(listen::Document& document, const SealKey& seal, const std::function<void(std::string_view)>& see) {
  std::string term;
  document.each_reading([&](const listen::Token& token, std::string_view reading, std::uint64_t) {
    term.assign(1, word_byte(token.field, token.kind));
    see(term += reading);
  });
  each_pair(document, see);
  for (const Member member : kFiled)
    for (const std::string& key : filed_keys(member, document))
      see(filing_of(member) == Filing::plain ? plain_term(key) : sealed_term(seal(key)));
  for (const listen::Predicate& flag : flags())
    if (listen::holds(flag, document)) see(flag_term(flag.values[0]));
  see(sample_term(listen::sample_of(document.post())));
}

}  // namespace resonanz::history
