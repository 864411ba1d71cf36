#include "listen/word.h"

#include "listen/glob.h"
#include "text/char_class.h"
#include "text/emoji.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace resonanz::listen {
namespace {

using text::Scanner;
using text::Segment;
using text::SegmentKind;

bool has_wildcard(std::string_view text) { return text.find_first_of("*?") != text.npos; }

bool has_run(std::string_view word) {
  for (std::size_t at = 0; at < word.size(); at += text::code_point_at(word, at).size)
    if (text::class_of(text::code_point_at(word, at).value) == text::CharClass::run) return true;
  return false;
}

/// The two spellings of a stretch of a word: what is indexed, and what `=` compares.
struct Spelling {
  std::string folded, exact;

  static Spelling of(std::string_view part) { return {text::fold(part).text, text::exact_form(part)}; }
  Spelling& operator+=(const Spelling& other) { return folded += other.folded, exact += other.exact, *this; }
  Spelling& operator+=(std::string_view sign) { return folded += sign, exact += sign, *this; }
};

class WordReader {
 public:
  WordReader(std::string_view word, bool exact) : word_(word), exact_(exact) {}

  std::vector<Item> read() {
    Scanner scanner(word_, has_wildcard(word_) ? Scanner::Wildcards::yes : Scanner::Wildcards::no);
    std::size_t tag_end = 0;  // segments before it belong to a tag already read
    for (Segment segment; scanner.next(segment);) {
      if (segment.begin < tag_end || segment.kind == SegmentKind::url) continue;
      const bool tagged = segment.tag.kind != TokenKind::word;
      if (tagged && (segment.kind == SegmentKind::run || segment.tag.end > segment.bare_end)) {
        tag_end = segment.tag.end;
        put({{atom(segment.tag.kind, Spelling::of(slice(segment.tag.name, tag_end)))}});
      } else if (segment.kind == SegmentKind::run) {
        read_run(segment);
      } else if (segment.kind == SegmentKind::emoji) {
        const std::string form = text::emoji_form(slice(segment.begin, segment.end));
        put({{atom(TokenKind::emoji, {form, form})}});
      } else {
        read_parts(segment);
      }
    }
    return std::move(items_);
  }

  /// A pattern over a script without spaces is compared as it stands: its bigrams would cut it apart. So is one of a
  /// `$TAG`, whose letters end where the wildcard stands.
  std::vector<Item> read_whole() {
    TokenKind kind = TokenKind::word;
    if (word_.starts_with('#')) kind = TokenKind::hashtag;
    if (word_.starts_with('@')) kind = TokenKind::mention;
    if (word_.starts_with('$')) kind = TokenKind::cashtag;
    if (kind != TokenKind::word) word_.remove_prefix(1);
    put({{atom(kind, Spelling::of(word_))}});
    return std::move(items_);
  }

 private:
  std::string_view slice(std::size_t begin, std::size_t end) const { return word_.substr(begin, end - begin); }

  Atom atom(TokenKind kind, const Spelling& spelling) const {
    Atom out;
    out.kind = kind;
    if (kind != TokenKind::emoji && has_wildcard(spelling.folded)) {
      out.compare = exact_ ? Atom::Compare::exact_glob : Atom::Compare::glob;
      out.text = exact_ ? spelling.exact : spelling.folded;
      return out;
    }
    out.compare = exact_ ? Atom::Compare::exact : Atom::Compare::folded;
    out.text = exact_ ? spelling.exact : spelling.folded;
    if (exact_) out.lookup = spelling.folded;
    out.hash = hash_of(kind, spelling.folded);
    return out;
  }

  void put(std::vector<Sequence> any) {
    std::erase_if(any, [](const Sequence& sequence) {
      return std::any_of(sequence.begin(), sequence.end(), [](const Atom& a) { return a.text.empty(); });
    });
    if (!any.empty()) items_.push_back({std::move(any)});
  }

  void read_run(const Segment& segment) {
    const text::Mapped run = text::normalize_mapped(slice(segment.begin, segment.end), text::Form::nfkc_casefold);
    Sequence sequence;
    const auto emit = [&](std::size_t from, std::size_t to) {
      const std::size_t b = segment.begin + run.piece_of(from).begin, e = segment.begin + run.piece_of(to - 1).end;
      sequence.push_back(atom(TokenKind::word, {run.text.substr(from, to - from), text::exact_form(slice(b, e))}));
    };
    std::size_t before = std::string::npos;
    for (std::size_t at = 0; at < run.text.size();) {
      const std::size_t next = at + text::code_point_at(run.text, at).size;
      if (before != std::string::npos) emit(before, next);
      else if (next == run.text.size()) emit(at, next);
      before = at;
      at = next;
    }
    if (!sequence.empty()) put({std::move(sequence)});
  }

  /// Units are joined by kept signs and stay whole; hyphens between units leave the split and the joined reading.
  void read_parts(const Segment& segment) {
    TokenKind kind = segment.tag.kind;
    const bool whole_tag = kind != TokenKind::cashtag || segment.tag.end == segment.bare_end;
    Sequence split;
    Spelling joined, unit;
    for (std::size_t i = 0; i < segment.parts.size(); ++i) {
      const text::Part& part = segment.parts[i];
      unit += Spelling::of(slice(part.begin, part.end));
      const bool last = i + 1 == segment.parts.size();
      if (last) unit += slice(segment.bare_end, segment.end);
      const bool tag_ends = !whole_tag && part.end == segment.tag.end;
      if (!last && part.sign != '-' && !tag_ends) {
        unit += std::string_view(&part.sign, 1);
        continue;
      }
      split.push_back(atom(split.empty() ? kind : TokenKind::word, unit));
      joined += unit;
      unit = {};
    }
    if (split.size() == 1) return put({std::move(split)});
    if (!whole_tag) return put({std::move(split)});
    put({{atom(kind, joined)}, std::move(split)});
  }

  std::string_view word_;
  bool exact_;
  std::vector<Item> items_;
};

/// `$AB*`: of letters, wildcards and the signs that a cashtag may have.
bool is_cashtag_pattern(std::string_view word) {
  if (!word.starts_with('$') || !has_wildcard(word)) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto fits = [&](char c) { return letter(c) || std::string_view("*?._").find(c) != std::string_view::npos; };
  word.remove_prefix(1);
  return std::all_of(word.begin(), word.end(), fits) && std::any_of(word.begin(), word.end(), letter);
}

Status check_wildcards(const std::vector<Item>& items, std::string_view word, std::size_t offset) {
  for (const Item& item : items) {
    // The first reading is the joined one: its parts count together.
    for (const Atom& atom : item.any.front()) {
      const bool glob = atom.compare == Atom::Compare::glob || atom.compare == Atom::Compare::exact_glob;
      if (!glob || has_enough_fixed(atom.text)) continue;
      return Error{Errc::wildcard_short, std::string(word), offset};
    }
  }
  return done();
}

}  // namespace

Result<std::vector<Item>> read_word(std::string_view word, std::size_t offset) {
  const std::string_view typed = word;
  const bool exact = word.size() > 1 && word.front() == '=';
  if (exact) word.remove_prefix(1);
  if (word.size() > 1 && std::string_view("#@$").find(word[0]) != std::string_view::npos && word[1] == '=')
    return Error{Errc::syntax, fmt::format("{} → ={}{}", typed, word[0], word.substr(2)), offset};
  WordReader reader(word, exact);
  const bool is_whole = is_cashtag_pattern(word) || (has_wildcard(word) && has_run(word));
  std::vector<Item> items = is_whole ? reader.read_whole() : reader.read();
  CHECK_OK(check_wildcards(items, typed, offset));
  return items;
}

}  // namespace resonanz::listen
