#include "listen/glob.h"
#include "listen/implication_parts.h"
#include "text/char_class.h"
#include "text/utf8.h"

namespace resonanz::listen {
namespace {

using Compare = Atom::Compare;

/// Only word characters, and none that is cut into bigrams.
bool is_spelled_plainly(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint c = text::code_point_at(text, at);
    if (text::class_of(c.value) != text::CharClass::word) return false;
    at += c.size;
  }
  return !text.empty();
}

/// True where everything that `inner` matches is matched by `outer`, a pattern with one fixed part: ab*, *ab, *ab*.
bool covers(std::string_view outer, std::string_view inner) {
  const auto begin = outer.find_first_not_of('*');
  if (begin == outer.npos || outer.find('?') != outer.npos || inner.find('?') != inner.npos) return false;
  const auto end = outer.find('*', begin) == outer.npos ? outer.size() : outer.find('*', begin);
  if (outer.find_first_not_of('*', end) != outer.npos) return false;
  const std::string_view fixed = outer.substr(begin, end - begin);
  const std::string_view head = inner.substr(0, inner.find('*'));
  const auto last = inner.rfind('*');
  const std::string_view tail = last == inner.npos ? inner : inner.substr(last + 1);
  // What the stars of `outer` have to span must be word characters; those of `inner` span nothing else.
  std::string literal(inner);
  std::erase(literal, '*');
  if (!is_spelled_plainly(literal)) return false;
  if (begin == 0 && end == outer.size()) return inner == outer;
  if (begin == 0) return head.starts_with(fixed);
  if (end == outer.size()) return tail.ends_with(fixed);
  return inner.find(fixed) != inner.npos;
}

/// True where every token that answers `a` answers `b`.
bool atom_implies(const Atom& a, const Atom& b) {
  if (a.kind != b.kind) return false;
  if (a.compare == b.compare && a.text == b.text) return true;
  switch (b.compare) {
    case Compare::folded:
      return a.compare == Compare::exact && a.lookup == b.text;
    case Compare::exact:
      return false;
    case Compare::glob:
      if (a.compare == Compare::folded) return glob_match(b.text, a.text);
      if (a.compare == Compare::exact) return glob_match(b.text, a.lookup);
      return a.compare == Compare::glob && covers(b.text, a.text);
    case Compare::exact_glob:
      if (a.compare == Compare::exact) return glob_match(b.text, a.text);
      return a.compare == Compare::exact_glob && covers(b.text, a.text);
  }
  return false;
}

/// A tag is its bare word as well.
Atom bare(Atom atom) {
  const bool tag = atom.kind == TokenKind::hashtag || atom.kind == TokenKind::mention;
  if (tag && atom.compare == Compare::folded && is_spelled_plainly(atom.text)) atom.kind = TokenKind::word;
  return atom;
}

bool atom_implies_alone(const Atom& a, const Atom& b) { return atom_implies(a, b) || atom_implies(bare(a), b); }

bool in_step(const Sequence& a, const Sequence& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), atom_implies);
}

/// `b` occurs within every occurrence of `a`.
bool contains(const Sequence& a, const Sequence& b) {
  if (b.size() == 1) return std::any_of(a.begin(), a.end(), [&](const Atom& x) { return atom_implies_alone(x, b[0]); });
  return std::search(a.begin(), a.end(), b.begin(), b.end(), atom_implies) != a.end();
}

template <typename Relation>
bool item_implies(const Item& a, const Item& b, Relation&& relation) {
  return std::all_of(a.any.begin(), a.any.end(), [&](const Sequence& x) {
    return std::any_of(b.any.begin(), b.any.end(), [&](const Sequence& y) { return relation(x, y); });
  });
}

bool is_same(const Atom& a, const Atom& b) { return a.kind == b.kind && a.compare == b.compare && a.text == b.text; }

bool have_same_items(const Words& a, const Words& b) {
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), [](const Item& x, const Item& y) {
    return std::equal(x.any.begin(), x.any.end(), y.any.begin(), y.any.end(), [](const Sequence& s, const Sequence& t) {
      return std::equal(s.begin(), s.end(), t.begin(), t.end(), is_same);
    });
  });
}

bool is_of_single_tokens(const Words& words) {
  return std::all_of(words.items.begin(), words.items.end(), [](const Item& item) {
    return std::all_of(item.any.begin(), item.any.end(), [](const Sequence& s) { return s.size() == 1; });
  });
}

}  // namespace

bool words_imply(const Words& a, const Words& b) {
  if ((a.scope & ~b.scope) != 0) return false;
  if (b.at_least > 1) return a.at_least >= b.at_least && have_same_items(a, b);
  if (b.slop) {
    if (!have_same_items(a, b)) return false;
    return a.slop ? *a.slop <= *b.slop : is_of_single_tokens(a);
  }
  if (b.items.size() == 1)
    return std::any_of(a.items.begin(), a.items.end(),
                       [&](const Item& item) { return item_implies(item, b.items[0], contains); });
  if (a.slop) return false;
  const auto follows = [](const Item& x, const Item& y) { return item_implies(x, y, in_step); };
  return std::search(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), follows) != a.items.end();
}

}  // namespace resonanz::listen
