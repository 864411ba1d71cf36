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
    scratch_.begin(engine_.size(), engine_.lexicon_.size());
    find_words();
    if (engine_.early_.size() > 0) engine_.early_.read(document_, scratch_.readings_, scratch_.early_);
    const bool marked = engine_.early_.size() > 0 && !scratch_.early_.present().empty();
    if (scratch_.filed_.empty() && !marked && engine_.always_.empty()) return out_.clear();
    scratch_.words_.begin(engine_.lexicon_, scratch_.readings_);
    for (const WordId word : scratch_.filed_) look_up(word);
    if (marked)
      for (const MarkId mark : scratch_.early_.present()) look_at(engine_.mark_postings_, mark);
    ask(scratch_.candidates_);
    ask(engine_.always_);
    scratch_.sorter_.sort({scratch_.found_.data(), found_}, engine_.size(), out_);
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
  void find_words() {
    const auto hashes = scratch_.readings_.hashes();
    const std::size_t sifted = engine_.by_hash_.sift(hashes, scratch_.room_for(0, hashes.size()));
    for (std::size_t i = 0; i < sifted; ++i) {
      const std::size_t number = scratch_.found_[i];
      const text::Reading& reading = scratch_.readings_.all()[number];
      const WordId word =
          engine_.by_hash_.find(hashes[number], [&](WordId id) { return engine_.lexicon_.is(id, reading); });
      if (word == KeyTable::kNone || !scratch_.is_first_time_word(word)) continue;
      if (engine_.word_postings_.has(word)) engine_.word_postings_.prefetch(word);
      if (engine_.pairs_.has(word)) engine_.pairs_.prefetch(word);
      scratch_.filed_.push_back(word);
    }
  }
  void look_up(WordId word) {
    if (engine_.word_postings_.has(word)) look_at(engine_.word_postings_, word);
    if (!engine_.pairs_.has(word)) return;
    std::uint32_t* const out = scratch_.room_for(found_, engine_.pairs_.size_of(word));
    found_ += static_cast<std::size_t>(engine_.pairs_.decide(word, scratch_.words_, out) - out);
  }
  void look_at(const PostingLists& lists, std::uint32_t key) {
    lists.each(key, [&](const Posting& posting) {
      if (!posting.may_match(scratch_.words_, scratch_.readings_) || !scratch_.is_first_time(posting.query())) return;
      __builtin_prefetch(engine_.entries_.data() + posting.query());
      scratch_.candidates_.push_back(posting.query());
    });
  }
  void ask(const std::vector<std::uint32_t>& queries) {
    scratch_.room_for(found_, queries.size());
    for (std::size_t i = 0; i < queries.size(); ++i) {
      if (i + kAhead < queries.size()) engine_.programs_.prefetch(engine_.entries_[queries[i + kAhead]]);
      query_ = queries[i];
      if (engine_.programs_.run(engine_.entries_[query_], scratch_.words_, *this)) scratch_.found_[found_++] = query_;
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
  file(number, query);
  return number;
}

void EngineBuilder::file(std::uint32_t number, const Query& query) {
  const std::vector<Group> groups = plan_of(query, frequencies_);
  if (groups.empty()) return engine_.always_.push_back(number);
  const auto pair = engine_.programs_.two_words(engine_.entries_[number]);
  const Sketch sketch = pair ? Sketch() : Sketch(groups);
  for (const Key& key : groups[0].keys) {
    switch (key.kind) {
      case Key::Kind::word: {
        const WordId word = engine_.lexicon_.add(key.token, key.text, key.hash);
        filed_.emplace(word, static_cast<std::uint32_t>(key.hash));
        if (pair) engine_.pairs_.file(word, number, word == pair->first.id ? pair->second : pair->first);
        else engine_.word_postings_.file(word, number, sketch);
        break;
      }
      case Key::Kind::glob:
        engine_.mark_postings_.file(engine_.early_.add_glob(key.token, key.pattern, key.loose), number, sketch);
        break;
      case Key::Kind::value:
        engine_.mark_postings_.file(engine_.early_.add_value(key.member, key.value), number, sketch);
        break;
    }
  }
}

Engine EngineBuilder::finish() && {
  engine_.texts_.shrink_to_fit();
  engine_.text_ends_.shrink_to_fit();
  engine_.entries_.shrink_to_fit();
  engine_.programs_.finish();
  engine_.lexicon_.finish();
  engine_.early_.finish();
  engine_.late_.finish();
  KeyTable::Entries by_hash;
  for (const auto& [word, hash] : filed_) by_hash.emplace_back(hash, word);
  engine_.by_hash_ = KeyTable(by_hash);
  engine_.word_postings_.finish(engine_.lexicon_.size());
  engine_.mark_postings_.finish(engine_.early_.size());
  engine_.pairs_.finish(engine_.lexicon_.size());
  return std::move(engine_);
}

}  // namespace resonanz::listen
