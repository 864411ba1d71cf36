#include "listen/engine/engine.h"

#include "listen/evaluate.h"
#include "listen/parse.h"

namespace resonanz::listen {

/// One engine asking one post. What is to be looked at next is fetched while something else is looked at: with many
/// queries most of it lies in far memory.
class Engine::Asking final : public Witness {
 public:
  Asking(const Engine& engine, Document& document, Scratch& scratch, std::vector<std::uint32_t>& out)
      : engine_(engine), document_(document), scratch_(scratch), out_(out) {}

  void run() {
    scratch_.begin(engine_.size(), engine_.filed_words_.size());
    const std::span<const FiledId> words = find_words();
    if (engine_.early_.size() > 0) engine_.early_.read(document_, scratch_.readings_, scratch_.early_);
    const bool marked = engine_.early_.size() > 0 && !scratch_.early_.present().empty();
    const std::span<const std::uint32_t> neighbours = find_neighbours();
    if (words.empty() && neighbours.empty() && !marked && engine_.always_.empty()) return out_.clear();
    scratch_.words_.begin(engine_.lexicon_, scratch_.readings_);
    find_candidates(engine_.word_postings_, words);
    find_candidates(engine_.neighbour_postings_, neighbours);
    if (marked) find_candidates(engine_.mark_postings_, scratch_.early_.present());
    if (!engine_.pairs_.empty()) decide_pairs(words);
    ask(scratch_.candidates_);
    ask(engine_.always_);
    scratch_.sorter_.sort({scratch_.found_.of(found_), found_}, engine_.size(), out_);
  }

  bool has_mark(MarkId mark, Scope where) override {
    const Marks& late = engine_.late_;
    if (!late_read_ && (late.is_start(mark) || (late.is_glob(mark) && single_globs_++ < kMostSingleGlobs)))
      return late.has_glob(mark, where, scratch_.readings_);
    if (!std::exchange(late_read_, true)) late.read(document_, scratch_.readings_, scratch_.late_);
    return scratch_.late_.has(mark, where);
  }
  bool is_true(NodeId node) override { return listen::is_true(engine_.parsed(query_, scratch_), node, document_); }

 private:
  static constexpr int kMostSingleGlobs = 8;  // of those without a start; then all are looked up at once
  static constexpr std::size_t kAhead = 4;    // candidates whose code is on its way

  /// The words of the post that something is filed under, each once.
  std::span<const FiledId> find_words() {
    return scratch_.keep_first_times(
        look_up(engine_.by_hash_, scratch_.readings_.hashes(), scratch_.filed_,
                [this](FiledId* begin, FiledId* end, std::uint32_t place) {
                  return engine_.pairs_.empty() ? end : keep_words(begin, end, scratch_.readings_[place]);
                }));
  }
  /// What stands side by side in the post and something is filed under; the same may be there twice.
  std::span<const std::uint32_t> find_neighbours() {
    if (engine_.by_neighbours_.empty()) return {};
    return look_up(engine_.by_neighbours_, scratch_.neighbours(), scratch_.found_neighbours_,
                   [](std::uint32_t*, std::uint32_t* end, std::uint32_t) { return end; });
  }
  /// What the table has of these hashes, written to `room`; keep(begin, end, place) gives, after each hash, the end of
  /// what stays of what was found for it. Nothing here has a branch that would have to be guessed for each.
  template <typename Keep>
  std::span<std::uint32_t> look_up(const KeyTable& table, std::span<const std::uint32_t> hashes, Numbers& room,
                                   Keep&& keep) {
    std::uint32_t* const places = scratch_.places_.of(hashes.size() + text::HashBits::kSiftBehind);
    const std::size_t sifted = table.sift(hashes, places);
    for (std::size_t i = 0; i < sifted; ++i) table.prefetch(hashes[places[i]]);
    std::uint32_t *const found = room.of(sifted * table.most_of_a_hash() + KeyTable::kCollectBehind), *end = found;
    for (std::size_t i = 0; i < sifted; ++i) {
      std::uint32_t* const begin = std::exchange(end, table.collect(hashes[places[i]], end));
      end = keep(begin, end, places[i]);
    }
    return {found, end};
  }
  /// Of words with this reading's hash those that are the reading: no code looks at the words of pairs again.
  FiledId* keep_words(FiledId* begin, FiledId* end, const text::Reading& reading) const {
    return std::remove_if(begin, end,
                          [&](FiledId id) { return !engine_.lexicon_.is(engine_.filed_words_[id], reading); });
  }
  void find_candidates(const PostingLists& lists, std::span<const std::uint32_t> keys) {
    std::size_t most = PostingLists::kWriteBehind;
    for (const std::uint32_t key : keys) most += lists.size_of(key);
    std::uint32_t *const numbers = scratch_.postings_.of(most), *end = numbers;
    for (const std::uint32_t key : keys) end = lists.write(key, end);
    for (const std::uint32_t number : std::span(numbers, lists.sieve({numbers, end}, scratch_.words_))) {
      const Posting& posting = lists[number];
      if (posting.starts != 0 && !has_start(posting)) continue;
      if (!scratch_.is_first_time(posting.query)) continue;
      __builtin_prefetch(engine_.entries_.data() + posting.query);
      scratch_.candidates_.push_back(posting.query);
    }
  }
  bool has_start(const Posting& posting) const {
    for (std::uint32_t i = 0; i < posting.starts; ++i)
      if (scratch_.readings_.any_starting(posting.start(i), [](std::size_t) { return true; })) return true;
    return false;
  }
  void decide_pairs(std::span<const FiledId> words) {
    for (const FiledId id : words) engine_.pairs_.prefetch(id);
    for (const FiledId id : words) {
      std::uint32_t* const out = scratch_.found_.of(found_ + engine_.pairs_.size_of(id)) + found_;
      found_ += static_cast<std::size_t>(engine_.pairs_.decide(id, scratch_.words_, out) - out);
    }
  }
  void ask(const std::vector<std::uint32_t>& queries) {
    std::uint32_t* const found = scratch_.found_.of(found_ + queries.size());
    for (std::size_t i = 0; i < queries.size(); ++i) {
      if (i + kAhead < queries.size()) engine_.programs_.prefetch(engine_.entries_[queries[i + kAhead]]);
      query_ = queries[i];
      if (engine_.programs_.run(engine_.entries_[query_], scratch_.words_, *this)) found[found_++] = query_;
    }
  }

  const Engine& engine_;
  Document& document_;
  Scratch& scratch_;
  std::vector<std::uint32_t>& out_;
  std::size_t found_ = 0;    ///< in scratch_.found_
  std::uint32_t query_ = 0;  ///< that is asked now
  int single_globs_ = 0;     ///< looked for by themselves
  bool late_read_ = false;
};

void Engine::match(Document& document, Scratch& scratch, std::vector<std::uint32_t>& out) const {
  scratch.read(document);
  match_read(document, scratch, out);
}

void Engine::match_read(Document& document, Scratch& scratch, std::vector<std::uint32_t>& out) const {
  Asking(*this, document, scratch, out).run();
}

std::string_view Engine::text(std::uint32_t query) const {
  const std::uint64_t begin = query == 0 ? 0 : text_ends_[query - 1];
  return std::string_view(texts_).substr(begin, text_ends_[query] - begin);
}

const Query& Engine::parsed(std::uint32_t query, Scratch& scratch) const {
  return scratch.parsed_.get(serial_, query, [&] {
    auto parsed = parse(text(query), Rules::live, *lists_);
    return parsed ? *std::move(parsed) : Query();  // it was parsed before: it cannot fail
  });
}

EngineBuilder::EngineBuilder(const Frequencies& frequencies, std::shared_ptr<const Lists> lists)
    : frequencies_(frequencies) {
  static std::atomic<std::uint64_t> serials{0};
  engine_.serial_ = ++serials;
  engine_.lists_ = lists ? std::move(lists) : std::make_shared<const Lists>();
}

std::uint32_t EngineBuilder::add(const Query& query) {
  const auto number = static_cast<std::uint32_t>(engine_.entries_.size());
  engine_.texts_ += query.text;
  engine_.text_ends_.push_back(engine_.texts_.size());
  engine_.entries_.push_back(engine_.programs_.add(query, engine_.lexicon_, engine_.late_));
  const Plan plan = plan_of(query, frequencies_);
  if (plan.together.empty()) {
    file(number, plan.groups);
  } else {
    phrases_.push_back(number);
    saved_ += Cost::of(plan.groups) - Cost::of(plan.together);
  }
  return number;
}

/// Reading what stands side by side in a post has to pay.
void EngineBuilder::file_phrases() {
  const bool together = saved_ > Cost::kReadNeighbours;
  for (const std::uint32_t number : phrases_) {
    const auto query = parse(engine_.text(number), Rules::live, *engine_.lists_);
    const Plan plan = plan_of(*query, frequencies_);
    file(number, together ? plan.together : plan.groups);
  }
}

void EngineBuilder::file(std::uint32_t number, const std::vector<Group>& groups) {
  if (groups.empty()) return engine_.always_.push_back(number);
  const auto pair = engine_.programs_.two_words(engine_.entries_[number]);
  const Sketch sketch = pair ? Sketch() : Sketch(groups);
  for (const Key& key : groups[0].keys) {
    switch (key.kind) {
      case Key::Kind::word: {
        const WordId word = engine_.lexicon_.add(key.token, key.text, key.hash);
        const FiledId id = filed_id(word, key.hash);
        if (pair) engine_.pairs_.file(id, number, word == pair->first.id ? pair->second : pair->first);
        else engine_.word_postings_.file(id, number, sketch);
        break;
      }
      case Key::Kind::neighbours:
        engine_.neighbour_postings_.file(neighbours_id(key.hash), number, sketch);
        break;
      case Key::Kind::glob:
        engine_.mark_postings_.file(engine_.early_.add_glob(key.token, key.pattern, key.loose), number, sketch);
        break;
      case Key::Kind::value:
        engine_.mark_postings_.file(engine_.early_.add_value(key.member, key.value), number, sketch);
        break;
    }
  }
}

FiledId EngineBuilder::filed_id(WordId word, std::uint64_t hash) {
  const auto [at, fresh] = filed_ids_.emplace(word, static_cast<FiledId>(engine_.filed_words_.size()));
  if (fresh) {
    engine_.filed_words_.push_back(word);
    by_hash_.emplace_back(static_cast<std::uint32_t>(hash), at->second);
  }
  return at->second;
}

std::uint32_t EngineBuilder::neighbours_id(std::uint64_t hash) {
  const auto [at, fresh] = neighbours_.emplace(hash, static_cast<std::uint32_t>(by_neighbours_.size()));
  if (fresh) by_neighbours_.emplace_back(static_cast<std::uint32_t>(hash), at->second);
  return at->second;
}

Engine EngineBuilder::finish() && {
  file_phrases();
  engine_.texts_.shrink_to_fit();
  engine_.text_ends_.shrink_to_fit();
  engine_.entries_.shrink_to_fit();
  engine_.programs_.finish();
  engine_.lexicon_.finish();
  engine_.early_.finish();
  engine_.late_.finish();
  engine_.filed_words_.shrink_to_fit();
  engine_.by_hash_ = KeyTable(by_hash_);
  engine_.word_postings_.finish(engine_.filed_words_.size());
  engine_.by_neighbours_ = KeyTable(by_neighbours_);
  engine_.neighbour_postings_.finish(by_neighbours_.size());
  engine_.mark_postings_.finish(engine_.early_.size());
  engine_.pairs_.finish(engine_.filed_words_.size());
  return std::move(engine_);
}

}  // namespace resonanz::listen
