#include "listen/occurrences.h"

#include "listen/glob.h"

namespace resonanz::listen {
namespace {

bool answers(const Token& token, const Atom& atom) {
  if (atom.compare == Atom::Compare::exact_glob) return glob_match(atom.text, token.exact);
  return glob_match(atom.text, token.folded) || (!token.stripped.empty() && glob_match(atom.text, token.stripped));
}

/// Calls see(token) for the tokens that answer `atom` until it returns true.
template <typename See>
bool visit(const Document& document, const Atom& atom, Scope scope, See&& see) {
  switch (atom.compare) {
    case Atom::Compare::folded:
      return document.find(atom.kind, atom.text, atom.hash,
                           [&](const Token& token) { return in_scope(scope, token.field) && see(token); });
    case Atom::Compare::exact:
      return document.find(atom.kind, atom.lookup, atom.hash, [&](const Token& token) {
        return in_scope(scope, token.field) && token.exact == atom.text && see(token);
      });
    default:
      for (const Token& token : document.tokens())
        if (token.kind == atom.kind && in_scope(scope, token.field) && answers(token, atom) && see(token)) return true;
      return false;
  }
}

void sort_unique(std::vector<Occurrence>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::vector<Occurrence> occurrences_of(const Document& document, const Atom& atom, Scope scope) {
  std::vector<Occurrence> out;
  visit(document, atom, scope, [&](const Token& token) {
    out.push_back({token.field, token.first, token.last, token.begin, token.end});
    return false;
  });
  sort_unique(out);
  return out;
}

/// Every pair of which the second begins at the position after the first.
std::vector<Occurrence> follow(const std::vector<Occurrence>& heads, const std::vector<Occurrence>& tails) {
  std::vector<Occurrence> out;
  for (const Occurrence& head : heads) {
    const Occurrence from{head.field, head.last + 1, 0, 0, 0};
    for (auto tail = std::lower_bound(tails.begin(), tails.end(), from);
         tail != tails.end() && tail->field == head.field && tail->first == from.first; ++tail)
      out.push_back({head.field, head.first, tail->last, head.begin, tail->end});
  }
  sort_unique(out);
  return out;
}

}  // namespace

bool in_scope(Scope scope, Field field) { return scope & (field == Field::title ? kTitle : kText); }

bool has_atom(const Document& document, const Atom& atom, Scope scope) {
  return visit(document, atom, scope, [](const Token&) { return true; });
}

std::vector<Occurrence> occurrences_of(const Document& document, const Item& item, Scope scope) {
  std::vector<Occurrence> out;
  for (const Sequence& sequence : item.any) {
    std::vector<Occurrence> reading = occurrences_of(document, sequence[0], scope);
    for (std::size_t i = 1; i < sequence.size() && !reading.empty(); ++i)
      reading = follow(reading, occurrences_of(document, sequence[i], scope));
    out.insert(out.end(), reading.begin(), reading.end());
  }
  sort_unique(out);
  return out;
}

std::vector<Occurrence> phrase_occurrences(const Document& document, const Words& words) {
  std::vector<Occurrence> out = occurrences_of(document, words.items[0], words.scope);
  for (std::size_t i = 1; i < words.items.size() && !out.empty(); ++i)
    out = follow(out, occurrences_of(document, words.items[i], words.scope));
  return out;
}

std::size_t count_apart(const std::vector<Occurrence>& occurrences) {
  std::vector<Occurrence> by_end = occurrences;
  std::sort(by_end.begin(), by_end.end(), [](const Occurrence& a, const Occurrence& b) {
    return std::tie(a.field, a.last, a.first) < std::tie(b.field, b.last, b.first);
  });
  std::size_t count = 0;
  const Occurrence* before = nullptr;
  for (const Occurrence& o : by_end) {
    if (before && before->field == o.field && o.first <= before->last) continue;
    before = &o;
    ++count;
  }
  return count;
}

}  // namespace resonanz::listen
