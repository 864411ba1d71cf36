#pragma once
// Where the demo's people meet: answers go in, and after a while the customers' reactions come out.

#include <mutex>
#include <optional>
#include <vector>

#include "sources/connector.h"

namespace resonanz::sources::demo {

/// One for the whole program, because sending and collecting are two connectors. Thread-safe.
class Stage {
 public:
  static Stage& instance();

  Receipt put(Id source, const Outgoing& outgoing, TimeUs now);
  std::optional<Receipt> find(Id source, const std::string& key);
  /// Our own posts as the network shows them, and reactions that are due; each once.
  std::vector<Item> due(Id source, const std::string& network, TimeUs now);

 private:
  struct Answer {
    Id source;
    std::string key, reply_to, text, lang;
    TimeUs at, reaction_at;
    bool shown = false, reacted = false;
  };
  /// The post that was answered: from the script, or an earlier reaction.
  std::optional<Post> target_of(const std::string& native_id);
  std::optional<Post> reaction_to(const Answer& answer, const std::string& network);

  std::mutex mutex_;
  std::vector<Answer> answers_;
  std::vector<Post> reactions_;
};

inline constexpr std::string_view kOwnAccount = "demo:kranich";

}  // namespace resonanz::sources::demo
