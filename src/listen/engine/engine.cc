#include "listen/engine/engine.h"

#include "listen/evaluate.h"
#include "listen/parse.h"

namespace resonanz::listen {

/// One engine asking one post. What is to be looked at next is fetched while something else is looked at: with many
/// queries most of it lies in far memory.
class Engine::Asking final : public Witness {
 public:
  Asking(const Engine& engine, Document& document, Scratch& scratch, std::vector<std::uint32_t>& out)
      : engine_(engine),
        document_(document),
        scratch_(scratch),
        out_(out),
        words_(engine.lexicon_, scratch.readings_, scratch.known_) {}

  void run() {
    scratch_.begin(engine_.size());
    find_lists();
    for (const auto& [hash, first] : scratch_.lists_) look_at(engine_.word_postings_, first, hash);
    if (engine_.early_.size() > 0) {
      engine_.early_.read(document_, scratch_.readings_, scratch_.early_);
      for (const MarkId mark : scratch_.early_.present()) look_at(engine_.mark_postings_, engine_.by_mark_[mark], 0);
    }
    ask(scratch_.candidates_);
    ask(engine_.always_);
    std::sort(out_.begin(), out_.end());
  }

  bool has_mark(MarkId mark, Scope where) override {
    if (!late_read_ && engine_.late_.is_glob(mark) && single_globs_++ < kMostSingleGlobs)
      return engine_.late_.has_glob(mark, where, scratch_.readings_);
    if (!std::exchange(late_read_, true)) engine_.late_.read(document_, scratch_.readings_, scratch_.late_);
    return scratch_.late_.has(mark, where);
  }
  bool is_true(NodeId node) override { return listen::is_true(engine_.parsed(query_, scratch_), node, document_); }

 private:
  static constexpr int kMostSingleGlobs = 8;  // then all of them are looked up at once
  static constexpr std::size_t kAhead = 4;    // candidates whose code is on its way

  void find_lists() {
    scratch_.lists_.clear();
    scratch_.candidates_.clear();
    const auto readings = scratch_.readings_.all();
    for (std::size_t i = 0; i < readings.size(); ++i) {
      const std::uint32_t first = engine_.by_word_.find(readings[i].hash);
      if (first == KeyTable::kNone || scratch_.readings_.is_repeated(i)) continue;
      engine_.word_postings_.prefetch(first);
      scratch_.lists_.emplace_back(readings[i].hash, first);
    }
  }
  void look_at(const PostingLists& lists, std::uint32_t first, std::uint32_t hash) {
    lists.each(first, [&](const Posting& posting) {
      if (posting.is_words()) {
        if (posting.decides(words_, hash)) out_.push_back(posting.query());
      } else if (posting.may_match(scratch_.readings_) && scratch_.is_first_time(posting.query())) {
        __builtin_prefetch(engine_.entries_.data() + posting.query());
        scratch_.candidates_.push_back(posting.query());
      }
    });
  }
  void ask(const std::vector<std::uint32_t>& queries) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      if (i + kAhead < queries.size()) engine_.programs_.prefetch(engine_.entries_[queries[i + kAhead]]);
      query_ = queries[i];
      if (engine_.programs_.run(engine_.entries_[query_], words_, *this)) out_.push_back(query_);
    }
  }

  const Engine& engine_;
  Document& document_;
  Scratch& scratch_;
  std::vector<std::uint32_t>& out_;
  PostWords words_;
  std::uint32_t query_ = 0;  ///< that is asked now
  int single_globs_ = 0;     ///< looked for by themselves
  bool late_read_ = false;
};

void Engine::match(Document& document, Scratch& scratch, std::vector<std::uint32_t>& out) const {
  scratch.read(document);
  match_read(document, scratch, out);
}

void Engine::match_read(Document& document, Scratch& scratch, std::vector<std::uint32_t>& out) const {
  out.clear();
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
  if (auto words = only_words(query); !words.empty()) {
    if (words.size() == 2 && words[1].text == groups[0].keys[0].text) std::swap(words[0], words[1]);
    const Posting posting = Posting::of_words(number, words, engine_.lexicon_);
    return engine_.word_postings_.file(static_cast<std::uint32_t>(words[0].hash), posting);
  }
  const Posting posting = Posting::of_groups(number, groups);
  for (const Key& key : groups[0].keys) {
    switch (key.kind) {
      case Key::Kind::word:
        engine_.word_postings_.file(static_cast<std::uint32_t>(key.hash), posting);
        break;
      case Key::Kind::glob:
        engine_.mark_postings_.file(engine_.early_.add_glob(key.token, key.pattern, key.loose), posting);
        break;
      case Key::Kind::value:
        engine_.mark_postings_.file(engine_.early_.add_value(key.member, key.value), posting);
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
  engine_.by_word_ = KeyTable(engine_.word_postings_.finish());
  for (const auto& [mark, first] : engine_.mark_postings_.finish()) engine_.by_mark_.push_back(first);
  return std::move(engine_);
}

}  // namespace resonanz::listen
