#include "listen/compiled_queries.h"

#include "listen/parse.h"

namespace resonanz::listen {
namespace {

constexpr std::size_t kMostRecent = 256;      // then they join the main part; a change compiles all of them
constexpr std::uint64_t kLearnFromEvery = 8;  // posts
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
  PartBuilder main(frequencies, shared);
  for (const auto& [id, text] : queries) outcomes.emplace(id, main.add(id, text));
  auto part = main.finish();
  const std::lock_guard lock(changing_);
  ++replaced_;
  recent_.clear();
  auto gone = std::make_shared<const std::vector<bool>>(part->ids.size());
  auto none = std::make_shared<const Part>(Part{EngineBuilder(frequencies, shared).finish(), {}});
  set_ = std::make_shared<const Set>(Set{shared, std::move(part), std::move(none), std::move(gone)});
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
  const auto set = set_.load();
  if (text) recent_[id] = *text;
  else recent_.erase(id);
  if (merging_) changed_.insert(id);
  auto gone = set->gone;
  const auto& ids = set->main->ids;
  if (const auto at = std::lower_bound(ids.begin(), ids.end(), id); at != ids.end() && *at == id) {
    auto marked = std::make_shared<std::vector<bool>>(*gone);
    (*marked)[static_cast<std::size_t>(at - ids.begin())] = true;
    gone = std::move(marked);
  }
  publish(set->main, std::move(gone));
  if (recent_.size() > kMostRecent) merge_in_background();
}

/// Compiles what is recent. Precondition: changing_ is held.
void CompiledQueries::publish(std::shared_ptr<const Part> main, std::shared_ptr<const std::vector<bool>> gone) {
  const auto lists = set_.load()->lists;
  const Frequencies frequencies = learned();
  PartBuilder recent(frequencies, lists);
  for (const auto& [id, text] : recent_) (void)recent.add(id, text);
  set_ = std::make_shared<const Set>(Set{lists, std::move(main), recent.finish(), std::move(gone)});
}

/// Precondition: changing_ is held.
void CompiledQueries::merge_in_background() {
  if (std::exchange(merging_, true)) return;
  changed_.clear();
  merger_ = std::jthread([this] { merge(); });  // waits for the one before, which is at its end
}

void CompiledQueries::merge() {
  std::unique_lock lock(changing_);
  const auto before = set_.load();
  const auto recent = recent_;
  const std::uint64_t replaced = replaced_;
  lock.unlock();
  auto main = merged(*before, recent);
  lock.lock();
  merging_ = false;
  if (!main || replaced != replaced_) return;
  std::vector<bool> gone(main->ids.size());
  for (std::size_t i = 0; i < gone.size(); ++i) gone[i] = changed_.contains(main->ids[i]);
  std::erase_if(recent_, [&](const auto& entry) { return !changed_.contains(entry.first); });
  publish(std::move(main), std::make_shared<const std::vector<bool>>(std::move(gone)));
}

/// Null where it was told to stop.
std::shared_ptr<const CompiledQueries::Part> CompiledQueries::merged(const Set& set,
                                                                     const std::map<Id, std::string>& recent) {
  const Frequencies frequencies = learned();
  PartBuilder out(frequencies, set.lists);
  auto next = recent.begin();
  for (std::uint32_t i = 0; i < set.main->ids.size(); ++i) {
    if (stopping_) return nullptr;
    for (; next != recent.end() && next->first <= set.main->ids[i]; ++next) (void)out.add(next->first, next->second);
    if (!(*set.gone)[i]) (void)out.add(set.main->ids[i], set.main->engine.text(i));
  }
  for (; next != recent.end(); ++next) (void)out.add(next->first, next->second);
  return out.finish();
}

std::size_t CompiledQueries::size() const {
  const auto set = set_.load();
  const auto gone = std::count(set->gone->begin(), set->gone->end(), true);
  return set->main->ids.size() - static_cast<std::size_t>(gone) + set->recent->ids.size();
}

std::vector<SavedHit> CompiledQueries::match(const Post& post) {
  const auto set = set_.load();
  std::vector<SavedHit> hits;
  document.assign(post);
  scratch.read(document);
  const auto ask = [&](const Part& part, const std::vector<bool>* gone) {
    part.engine.match_read(document, scratch, found);
    for (const std::uint32_t number : found)
      if (!gone || !(*gone)[number])
        hits.push_back({part.ids[number], spans_of(part.engine.parsed(number, scratch), document)});
  };
  ask(*set->main, set->gone.get());
  if (!set->recent->ids.empty()) {
    ask(*set->recent, nullptr);
    std::sort(hits.begin(), hits.end(), [](const SavedHit& a, const SavedHit& b) { return a.query < b.query; });
  }
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
  merge_in_background();
}

void CompiledQueries::settle() {
  std::unique_lock lock(changing_);
  std::jthread last = std::move(merger_);
  lock.unlock();
  if (last.joinable()) last.join();
}

}  // namespace resonanz::listen
