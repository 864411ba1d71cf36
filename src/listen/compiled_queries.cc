#include "listen/compiled_queries.h"

#include "listen/parse.h"

namespace resonanz::listen {
namespace {

constexpr std::size_t kMostFresh = 32;  // a change compiles all of them; then they are a part by themselves
constexpr std::size_t kGrowth = 8;      // a part that is not so many times larger than all after it is merged with them
constexpr std::uint64_t kLearnFromEvery = 8;               // posts
constexpr std::uint64_t kFirstPlan = 1000, kNextPlan = 8;  // posts learned from; how many times more for the next

// These grow to the largest post and are then reused.
thread_local Document document;
thread_local Engine::Scratch scratch;
thread_local std::vector<std::uint32_t> found;

}  // namespace

class CompiledQueries::PartBuilder {
 public:
  PartBuilder(const Frequencies& frequencies, std::shared_ptr<const Lists> lists)
      : lists_(lists), builder_(frequencies, std::move(lists)) {}

  /// In ascending order of ids. The query's cost; errors: those of parse(), for what was never compiled before.
  Result<std::uint64_t> add(Id id, std::string_view text) {
    TRY(const Query query, parse(text, Rules::live, *lists_));
    builder_.add(query);
    ids_.push_back(id);
    return query.cost;
  }
  std::shared_ptr<const Part> finish() {
    return std::make_shared<const Part>(Part{std::move(builder_).finish(), std::move(ids_)});
  }

 private:
  std::shared_ptr<const Lists> lists_;
  EngineBuilder builder_;
  std::vector<Id> ids_;
};

CompiledQueries::CompiledQueries() : replan_at_(kFirstPlan) { replace({}, {}); }

CompiledQueries::~CompiledQueries() { stopping_ = true; }

CompiledQueries::Outcomes CompiledQueries::replace(const std::map<Id, std::string>& queries, Lists lists) {
  Outcomes outcomes;
  const auto shared = std::make_shared<const Lists>(std::move(lists));
  const Frequencies frequencies = learned();
  PartBuilder builder(frequencies, shared);
  for (const auto& [id, text] : queries) outcomes.emplace(id, builder.add(id, text));
  auto part = builder.finish();
  const std::size_t size = part->ids.size();
  const std::lock_guard lock(changing_);
  ++replaced_;
  fresh_.clear();
  set_.store(
      std::make_shared<const Set>(Set{shared, {{std::move(part), nullptr, size}, {fresh_part(shared), nullptr, 0}}}));
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
  for (Placed& placed : next.parts) strike(placed, id);
  next.parts.push_back({fresh_part(next.lists), nullptr, fresh_.size()});
  const bool full = fresh_.size() >= kMostFresh;
  if (full) {
    fresh_.clear();
    next.parts.push_back({fresh_part(next.lists), nullptr, 0});
  }
  set_.store(std::make_shared<const Set>(std::move(next)));
  if (full) merge_in_background();
}

void CompiledQueries::strike(Placed& placed, Id id) {
  const auto& ids = placed.part->ids;
  const auto at = std::lower_bound(ids.begin(), ids.end(), id);
  if (at == ids.end() || *at != id) return;
  const auto number = static_cast<std::size_t>(at - ids.begin());
  if (placed.gone && (*placed.gone)[number]) return;
  auto gone =
      placed.gone ? std::make_shared<std::vector<bool>>(*placed.gone) : std::make_shared<std::vector<bool>>(ids.size());
  (*gone)[number] = true;
  placed.gone = std::move(gone);
  --placed.left;
}

/// Precondition: changing_ is held.
std::shared_ptr<const CompiledQueries::Part> CompiledQueries::fresh_part(std::shared_ptr<const Lists> lists) {
  const Frequencies frequencies = learned();
  PartBuilder builder(frequencies, std::move(lists));
  for (const auto& [id, text] : fresh_) (void)builder.add(id, text);
  return builder.finish();
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
    const std::size_t end = before->parts.size() - 1;  // without the fresh one
    const std::size_t first = std::exchange(replan_, false) ? 0 : first_to_merge(*before);
    if (first == end) break;
    lock.unlock();
    auto part = merged(*before, first, end);
    lock.lock();
    if (part && replaced == replaced_) put_merged(*before, first, end, std::move(part));
  }
  merging_ = false;
}

/// The first part that is not much larger than all after it; the fresh one's number where there is none.
std::size_t CompiledQueries::first_to_merge(const Set& set) const {
  const std::size_t end = set.parts.size() - 1;
  std::size_t first = end, after = 0;
  for (std::size_t i = end; i-- > 0; after += set.parts[i].left)
    if (i + 1 < end && set.parts[i].left < kGrowth * after) first = i;
  return first;
}

/// What is left of the parts [first, end), as one. Null where it was told to stop.
std::shared_ptr<const CompiledQueries::Part> CompiledQueries::merged(const Set& set, std::size_t first,
                                                                     std::size_t end) {
  std::vector<std::pair<Id, std::string_view>> all;
  for (std::size_t p = first; p < end; ++p) {
    const Placed& placed = set.parts[p];
    for (std::uint32_t i = 0; i < placed.part->ids.size(); ++i)
      if (!placed.gone || !(*placed.gone)[i]) all.emplace_back(placed.part->ids[i], placed.part->engine.text(i));
  }
  std::sort(all.begin(), all.end());
  const Frequencies frequencies = learned();
  PartBuilder builder(frequencies, set.lists);
  for (const auto& [id, text] : all) {
    if (stopping_) return nullptr;
    (void)builder.add(id, text);
  }
  return builder.finish();
}

/// In the place of those that it was made of; what was struck from them meanwhile is struck from it. Precondition:
/// changing_ is held.
void CompiledQueries::put_merged(const Set& before, std::size_t first, std::size_t end,
                                 std::shared_ptr<const Part> part) {
  Set next = *set_.load();
  const std::size_t size = part->ids.size();
  Placed whole{std::move(part), nullptr, size};
  for (std::size_t p = first; p < end; ++p) {
    if (next.parts[p].gone == before.parts[p].gone) continue;
    const auto was_gone = [&](std::size_t i) { return before.parts[p].gone && (*before.parts[p].gone)[i]; };
    for (std::size_t i = 0; i < next.parts[p].part->ids.size(); ++i)
      if ((*next.parts[p].gone)[i] && !was_gone(i)) strike(whole, next.parts[p].part->ids[i]);
  }
  const auto at = next.parts.erase(next.parts.begin() + static_cast<std::ptrdiff_t>(first),
                                   next.parts.begin() + static_cast<std::ptrdiff_t>(end));
  next.parts.insert(at, std::move(whole));
  set_.store(std::make_shared<const Set>(std::move(next)));
}

std::size_t CompiledQueries::size() const {
  const auto set = set_.load();
  std::size_t size = 0;
  for (const Placed& placed : set->parts) size += placed.left;
  return size;
}

std::vector<SavedHit> CompiledQueries::match(const Post& post) {
  const auto set = set_.load();
  std::vector<SavedHit> hits;
  document.assign(post);
  scratch.read(document);
  for (const Placed& placed : set->parts) {
    const Part& part = *placed.part;
    if (placed.left == 0) continue;
    part.engine.match_read(document, scratch, found);
    for (const std::uint32_t number : found)
      if (!placed.gone || !(*placed.gone)[number])
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
