#pragma once
// The demo company's world, from demo/*.jsonl: what was said in the six weeks before the start, what is said from then
// on, and how customers react to answers.

#include <string>
#include <vector>

#include "model/item.h"
#include "model/post.h"

namespace resonanz::sources::demo {

struct Line {
  Post post;         ///< its network is one of the played ones; created_at is empty
  TimeUs ago = 0;    ///< for the history: how long before the start
  TimeUs after = 0;  ///< for what comes live: how long after the start
};

struct Reaction {
  std::string to;  ///< id of the post whose writer answers so; "" for anybody
  std::string lang, text;
};

/// An answer that a colleague gave in the past, for a history that looks lived in.
struct PastAnswer {
  std::string to;     ///< id of the post
  std::string login;  ///< who answered
  std::string text;   ///< "" where the post was dismissed
  TimeUs delay = 0;   ///< after the post was heard
  bool closed = true;
};

/// Read once; parts are sorted by time. Immutable and shared.
struct Script {
  std::vector<Line> history;  ///< longest ago first
  std::vector<Line> live;     ///< soonest first
  std::vector<Reaction> reactions;
  std::vector<PastAnswer> answers;
};
const Script& script();

/// A line as an item of the journal, written at `at`. `round` tells repeats of the live part apart.
Item to_item(const Line& line, TimeUs at, int round = 0);

}  // namespace resonanz::sources::demo
