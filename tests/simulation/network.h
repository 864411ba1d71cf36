#pragma once
// A network that lives and misbehaves, behind the connector's contract. It knows the truth: what was posted, edited and
// deleted there, and which answers really arrived.

#include <map>
#include <vector>

#include "simulation/chance.h"
#include "simulation/trace.h"
#include "sources/connector.h"

namespace resonanz::simulation {

struct NetworkPost {
  std::string id, author, text, reply_to;
  int revision = 1;
  TimeUs created_at = 0;
  std::optional<TimeUs> edited_at{};
  bool gone = false, matched = false;  ///< matched: some revision of it was what the query asks for
  bool reaction = false;               ///< it answers one of our answers
};

struct Answer {
  std::string key, text, id;
};

/// What the network's stream carries, in its order.
struct Event {
  Item item;
  std::string about, parent;  ///< ids: events about one post keep their order, and an answer comes after its parent
};

class Network {
 public:
  static constexpr const char* kUs = "us";
  static constexpr const char* kOptedOut = "a5";

  Network(std::string name, Chance& chance, host::ManualClock& clock, Trace& trace);

  /// Makes the kind answer for this source: connectors are created with the source's id only.
  void serve(Id source);
  static const sources::Kind* find_kind(std::string_view);

  /// Something happens there.
  void live();
  /// From now on everything works.
  void calm() { faults_ = false; }

  Result<sources::Batch> collect(const std::string& cursor);
  Result<sources::Receipt> send(const sources::Outgoing& outgoing);
  Result<std::optional<sources::Receipt>> find_sent(const std::string& key);
  std::string native_id_of(const sources::Outgoing& outgoing) const { return chosen_ids_ ? "our-" + outgoing.key : ""; }

  const std::vector<NetworkPost>& posts() const { return posts_; }
  const std::vector<Answer>& answers() const { return answers_; }
  std::size_t events() const { return events_.size(); }

 private:
  void post(std::string reply_to, bool reaction);
  void edit(NetworkPost& post);
  void remove(NetworkPost& post);
  void remove_author();
  void garbage();
  void show(const NetworkPost& post);
  NetworkPost* any_post();
  std::optional<Error> trouble();
  void shuffle(std::vector<const Event*>& events);
  sources::Receipt accept(const sources::Outgoing& outgoing);

  std::string name_;
  Chance& chance_;
  host::ManualClock& clock_;
  Trace& trace_;
  bool faults_ = true;
  bool chosen_ids_;
  std::vector<NetworkPost> posts_;
  std::vector<Answer> answers_;
  std::vector<Event> events_;
  std::vector<std::string> authors_;
  int last_ = 0;
};

}  // namespace resonanz::simulation
