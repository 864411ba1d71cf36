#include "listen/compiled_queries.h"

#include "listen/parse.h"

namespace resonanz::listen {
namespace {

constexpr std::size_t kMostFresh = 32;        // a change compiles all of them; then they are a part by themselves
constexpr std::uint64_t kLearnFromEvery = 8;  // posts
constexpr std::uint64_t kFirstPlan = 1000, kNextPlan = 8;  // posts learned from; how many times more for the next

// These grow to the largest post and are then reused.
thread_local Document document;
thread_local Engine::Scratch scratch;
thread_local std::vector<std::uint32_t> found;

}  // namespace

CompiledQueries::CompiledQueries() : replan_at_(kFirstPlan) { replace({}, {}); }

CompiledQueries::~CompiledQueries() { stopping_ = true; }

CompiledQueries::Outcomes CompiledQueries::replace(const std::map<Id, std::string>& queries, Lists lists) {
  Outcomes outcomes;
  const auto shared = std::make_shared<const Lists>(std::move(lists));
  const Frequencies frequencies = learned();
  QueryPartBuilder builder(frequencies, shared);
  for (const auto& [id, text] : queries) outcomes.emplace(id, builder.add(id, text));
  PlacedPart part(std::move(builder).finish());
  const std::lock_guard lock(changing_);
  ++replaced_;
  fresh_.clear();
  set_.store(std::make_shared<const Set>(Set{shared, {std::move(part), fresh_part(shared)}}));
  return outcomes;
}

Result<std::uint64_t> CompiledQueries::put(Id id, const std::string& text) {
  const auto query = parse(text, Rules::live, *lists());
  change(id, query ? &text : nullptr);
  if (!query) return query.error();
  return query->cost;
}

void CompiledQueries::remove(Id id) { change(id, nullptr); }

/// Without a text it is removed.
void CompiledQueries::change(Id id, const std::string* text) {
  const std::lock_guard lock(changing_);
  Set next = *set_.load();
  if (text) fresh_[id] = *text;
  else fresh_.erase(id);
  next.parts.pop_back();
  for (PlacedPart& placed : next.parts) placed.strike(id);
  next.parts.push_back(fresh_part(next.lists));
  const bool full = fresh_.size() >= kMostFresh;
  if (full) {
    fresh_.clear();
    next.parts.push_back(fresh_part(next.lists));
  }
  set_.store(std::make_shared<const Set>(std::move(next)));
  if (full) merge_in_background();
}

/// Precondition: changing_ is held.
PlacedPart CompiledQueries::fresh_part(std::shared_ptr<const Lists> lists) {
  const Frequencies frequencies = learned();
  QueryPartBuilder builder(frequencies, std::move(lists));
  for (const auto& [id, text] : fresh_) (void)builder.add(id, text);
  return PlacedPart(std::move(builder).finish());
}

/// Precondition: changing_ is held.
void CompiledQueries::merge_in_background() {
  if (std::exchange(merging_, true)) return;
  merger_ = std::jthread([this] { merge(); });  // waits for the one before, which is at its end
}

/// Until no part is to be merged.
void CompiledQueries::merge() {
  std::unique_lock lock(changing_);
  while (!stopping_) {
    const auto before = set_.load();
    const std::uint64_t replaced = replaced_;
    const std::size_t first = std::exchange(replan_, false) ? 0 : first_to_merge(before->old());
    if (first == before->old().size()) break;
    lock.unlock();
    auto part = merged(before->old().subspan(first), learned(), before->lists, stopping_);
    lock.lock();
    if (part && replaced == replaced_) put_merged(*before, first, std::move(part));
  }
  merging_ = false;
}

/// In the place of those that it was made of, from number `first` of `before` on; what was struck from them meanwhile
/// is struck from it. Precondition: changing_ is held.
void CompiledQueries::put_merged(const Set& before, std::size_t first, std::shared_ptr<const QueryPart> part) {
  Set next = *set_.load();
  PlacedPart whole(std::move(part));
  for (std::size_t p = first; p < before.old().size(); ++p)
    for (const Id id : next.parts[p].gone_since(before.parts[p])) whole.strike(id);
  const auto at = next.parts.begin();
  const auto behind =
      next.parts.erase(at + static_cast<std::ptrdiff_t>(first), at + static_cast<std::ptrdiff_t>(before.old().size()));
  next.parts.insert(behind, std::move(whole));
  set_.store(std::make_shared<const Set>(std::move(next)));
}

std::size_t CompiledQueries::size() const {
  const auto set = set_.load();
  std::size_t size = 0;
  for (const PlacedPart& placed : set->parts) size += placed.left();
  return size;
}

std::vector<SavedHit> CompiledQueries::match(const Post& post) {
  const auto set = set_.load();
  std::vector<SavedHit> hits;
  document.assign(post);
  scratch.read(document);
  for (const PlacedPart& placed : set->parts) {
    const QueryPart& part = placed.part();
    if (placed.left() == 0) continue;
    part.engine.match_read(document, scratch, found);
    for (const std::uint32_t number : found)
      if (!placed.is_gone(number))
        hits.push_back({part.ids[number], spans_of(part.engine.parsed(number, scratch), document)});
  }
  std::sort(hits.begin(), hits.end(), [](const SavedHit& a, const SavedHit& b) { return a.query < b.query; });
  if (posts_.fetch_add(1, std::memory_order_relaxed) % kLearnFromEvery == 0) learn(scratch.readings());
  return hits;
}

Frequencies CompiledQueries::learned() {
  const std::lock_guard lock(learning_);
  return frequencies_;
}

/// One thread at a time; the others do not wait.
void CompiledQueries::learn(const text::Readings& readings) {
  const std::unique_lock lock(learning_, std::try_to_lock);
  if (!lock.owns_lock()) return;
  frequencies_.learn(readings);
  if (frequencies_.posts() < replan_at_) return;
  const std::unique_lock change(changing_, std::try_to_lock);
  if (!change.owns_lock()) return;
  replan_at_ *= kNextPlan;
  replan_ = true;
  merge_in_background();
}

void CompiledQueries::settle() {
  std::unique_lock lock(changing_);
  std::jthread last = std::move(merger_);
  lock.unlock();
  if (last.joinable()) last.join();
}

}  // namespace resonanz::listen
