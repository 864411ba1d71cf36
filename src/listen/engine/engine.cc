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
    scratch_.begin(engine_.size());
    find_lists();
    for (const std::uint32_t list : scratch_.lists_) look_at(engine_.word_postings_, list);
    if (engine_.early_.size() > 0) {
      engine_.early_.read(document_, scratch_.readings_, scratch_.early_);
      for (const MarkId mark : scratch_.early_.present()) look_at(engine_.mark_postings_, engine_.by_mark_[mark]);
    }
    if (scratch_.candidates_.empty() && engine_.always_.empty()) return;
    const PostWords words(engine_.lexicon_, scratch_.readings_, scratch_.words_);
    ask(scratch_.candidates_, words);
    ask(engine_.always_, words);
    scratch_.sorter_.sort(out_, engine_.size());
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

  void find_lists() {
    const std::size_t sifted = engine_.by_word_.sift(scratch_.readings_.hashes(), scratch_.sifted_.data());
    for (std::size_t i = 0; i < sifted; ++i) {
      const std::uint32_t list = engine_.by_word_.find(scratch_.sifted_[i]);
      if (list == KeyTable::kNone || !scratch_.is_new_list(list)) continue;
      engine_.word_postings_.prefetch(list);
      scratch_.lists_.push_back(list);
    }
  }
  void look_at(const PostingLists& lists, std::uint32_t list) {
    lists.each(list, [&](const Posting& posting) {
      if (posting.has_starts()) note_starts(lists.starts());
      if (!posting.may_match(scratch_.readings_) || !scratch_.is_first_time(posting.query())) return;
      __builtin_prefetch(engine_.entries_.data() + posting.query());
      scratch_.candidates_.push_back(posting.query());
    });
  }
  void note_starts(std::uint32_t lengths) {
    for (; lengths != 0; lengths &= lengths - 1)
      scratch_.readings_.note_starts(static_cast<std::size_t>(std::countr_zero(lengths)));
  }
  void ask(const std::vector<std::uint32_t>& queries, const PostWords& words) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      if (i + kAhead < queries.size()) engine_.programs_.prefetch(engine_.entries_[queries[i + kAhead]]);
      query_ = queries[i];
      if (engine_.programs_.run(engine_.entries_[query_], words, *this)) out_.push_back(query_);
    }
  }

  const Engine& engine_;
  Document& document_;
  Scratch& scratch_;
  std::vector<std::uint32_t>& out_;
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
  const Sketch sketch(groups);
  for (const Key& key : groups[0].keys) {
    switch (key.kind) {
      case Key::Kind::word:
        engine_.word_postings_.file(static_cast<std::uint32_t>(key.hash), number, sketch);
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

Engine EngineBuilder::finish() && {
  engine_.texts_.shrink_to_fit();
  engine_.text_ends_.shrink_to_fit();
  engine_.entries_.shrink_to_fit();
  engine_.programs_.finish();
  engine_.lexicon_.finish();
  engine_.early_.finish();
  engine_.late_.finish();
  engine_.by_word_ = KeyTable(engine_.word_postings_.finish());
  for (const auto& [mark, list] : engine_.mark_postings_.finish()) engine_.by_mark_.push_back(list);
  return std::move(engine_);
}

}  // namespace resonanz::listen
