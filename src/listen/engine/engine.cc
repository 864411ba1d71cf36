#include "listen/engine/engine.h"

namespace resonanz::listen {
namespace {

std::uint8_t place_of(AtomId atom) { return static_cast<std::uint8_t>(atom * 0x9E3779B1u >> 24); }

}  // namespace

Engine::Engine(const std::vector<const Query*>& queries, const Frequencies& frequencies) {
  std::vector<std::pair<AtomId, Posting>> filed;
  for (std::uint32_t i = 0; i < queries.size(); ++i) {
    const Plan plan = plan_of(*queries[i], lexicon_, frequencies);
    entries_.push_back(programs_.add(*queries[i], lexicon_));
    if (!plan.key) {
      always_.push_back(i);
      continue;
    }
    const Posting posting = posting_of(i, plan);
    for (const AtomId atom : plan.key->atoms) filed.emplace_back(atom, posting);
  }
  std::stable_sort(filed.begin(), filed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  first_.assign(lexicon_.size() + 1, 0);
  for (const auto& [atom, posting] : filed) {
    ++first_[atom + 1];
    postings_.push_back(posting);
  }
  for (std::size_t atom = 0; atom < lexicon_.size(); ++atom) first_[atom + 1] += first_[atom];
}

Engine::Posting Engine::posting_of(std::uint32_t query, const Plan& plan) {
  Posting out{query, 0, {}};
  if (!plan.filter || plan.filter->atoms.size() > out.places.size()) return out;
  for (const AtomId atom : plan.filter->atoms) out.places[out.count++] = place_of(atom);
  return out;
}

Engine::Signature Engine::signature_of(const Presence& presence) {
  Signature out{};
  for (const AtomId atom : presence.present()) out[place_of(atom) >> 6] |= std::uint64_t{1} << (place_of(atom) & 63);
  return out;
}

bool Engine::may_hold(const Posting& posting, const Signature& signature) {
  if (posting.count == 0) return true;
  return std::any_of(posting.places.begin(), posting.places.begin() + posting.count,
                     [&](std::uint8_t place) { return signature[place >> 6] >> (place & 63) & 1; });
}

void Engine::match(Document& document, Scratch& scratch, std::vector<std::uint32_t>& out) const {
  out.clear();
  lexicon_.read(document, scratch.presence_);
  if (scratch.asked_.size() < entries_.size() || ++scratch.post_ == 0) {
    scratch.asked_.assign(entries_.size(), 0);
    scratch.post_ = 1;
  }
  const Signature signature = signature_of(scratch.presence_);
  const auto ask = [&](std::uint32_t query) {
    if (programs_.run(entries_[query], scratch.presence_, document)) out.push_back(query);
  };
  for (const AtomId atom : scratch.presence_.present()) {
    for (std::uint32_t at = first_[atom]; at < first_[atom + 1]; ++at) {
      const Posting& posting = postings_[at];
      if (scratch.asked_[posting.query] == scratch.post_ || !may_hold(posting, signature)) continue;
      scratch.asked_[posting.query] = scratch.post_;
      ask(posting.query);
    }
  }
  for (const std::uint32_t query : always_) ask(query);
  std::sort(out.begin(), out.end());
}

}  // namespace resonanz::listen
