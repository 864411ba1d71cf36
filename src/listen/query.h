#pragma once
// A query as a tree: plain data in one flat arena, children before their parents. Immutable once parsed; any number
// of threads may evaluate it at once.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "listen/remark.h"
#include "model/post.h"
#include "text/readings.h"

namespace resonanz::listen {

using text::hash_of;
using text::TokenKind;
using NodeId = std::uint32_t;

/// One token asked for.
struct Atom {
  enum class Compare : std::uint8_t { folded, exact, glob, exact_glob };
  TokenKind kind = TokenKind::word;
  Compare compare = Compare::folded;
  std::string text;        ///< folded; for exact NFC; for a glob the pattern
  std::string lookup;      ///< for exact: the folded form it is indexed under
  std::uint64_t hash = 0;  ///< of `text`, for exact of `lookup`; see hash_of()

  friend bool operator==(const Atom&, const Atom&) = default;
};

/// Tokens at consecutive positions.
using Sequence = std::vector<Atom>;
/// One place of a phrase: any of these readings.
struct Item {
  std::vector<Sequence> any;
};

/// Bits: where text may match.
enum Scope : std::uint8_t { kNowhere = 0, kTitle = 1, kText = 2, kAnywhere = 3 };

/// A word (one item), a phrase, or with `slop` the items in any order.
struct Words {
  Scope scope = kAnywhere;
  std::vector<Item> items{};
  std::optional<std::uint32_t> slop{};  ///< extra positions, at most 20
  std::uint32_t at_least = 1;           ///< occurrences in one post
};

struct Raw {
  Scope scope = kAnywhere;
  std::string text;            ///< NFC
  std::uint32_t at_least = 1;  ///< occurrences in one post, none within another
};

enum class Member : std::uint8_t {
  author,
  to,
  mentions,
  site,
  host,
  url,
  link,
  network,
  source,
  lang,
  kind,
  has,
  followers,
  likes,
  shares,
  replies,
  rating,
  thread,
  sample,
  after,
  before,
};

/// An address asked for: a registrable domain, or a host with a path prefix.
struct Address {
  std::string domain;  ///< registrable domain; "" where host and target count
  std::string host, target;
};

/// Something known of a post beside its words. Which members count depends on `member`.
struct Predicate {
  Member member;
  std::vector<std::string> values{};  ///< folded and sorted; any of them
  std::vector<Address> addresses{};   ///< site, url, link
  PostKind kind = PostKind::post;
  double low = 0, high = 0;  ///< inclusive; infinite where open
  TimeUs time = 0;
  int percent = 0;
};

struct NearStep {
  std::uint32_t distance;  ///< tokens strictly between, at most 100
  bool ordered;
};

struct Node {
  enum class Type : std::uint8_t { all, any, none, near, words, raw, predicate };
  Type type;
  std::vector<NodeId> children{};  ///< none: one; near: steps.size() + 1, folded from the left
  std::vector<NearStep> steps{};   ///< near
  std::uint32_t leaf = 0;          ///< index into words, raws or predicates
  std::string source{};            ///< a leaf, or a list with its items as children: as it prints
  std::size_t offset = 0;          ///< byte in the query's text
};

struct Query {
  std::string text;  ///< as typed
  std::vector<Node> nodes;
  NodeId root = 0;
  std::vector<Words> words;
  std::vector<Raw> raws;
  std::vector<Predicate> predicates;
  std::vector<Remark> warnings;  ///< what the reader noticed; lint.h knows more
  std::uint64_t cost = 0;        ///< estimate for one post: 1 is one word looked up
};

/// What the parser counts as nested: parentheses, NOT, fields.
inline constexpr std::size_t kDeepest = 1000;
inline constexpr std::uint32_t kFarthestNear = 100, kWidestSlop = 20;

}  // namespace resonanz::listen
