#pragma once
// The connector contract: how a network brings items and takes answers. One implementation a folder, declared by
// specs/sources/KIND.toml; adding one touches nothing else (README.md in this folder).

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "host/clock.h"
#include "model/item.h"
#include "model/post.h"

namespace resonanz::net {
class Egress;
}

namespace resonanz::sources {

/// What one step of collecting brought. Items and cursor are stored in one transaction.
struct Batch {
  std::vector<Item> items;
  std::string cursor;                  ///< opaque to all others; given to the next collect()
  std::chrono::milliseconds pause{0};  ///< wait before the next collect(); 0: at once
  std::string gap;                     ///< not empty: something was missed for good; why, in English
  std::optional<TimeUs> latest{};      ///< newest event time seen, for the lag shown to people
  bool finished = false;               ///< a file or a recording has been read to its end
};

/// An answer or a post on its way out.
struct Outgoing {
  std::string key;   ///< idempotency key, the same at every try
  std::string text;  ///< plain text
  std::string lang;
  std::string title;      ///< for new posts where the network has titles
  std::string reply_to;   ///< native id of the post that is answered; empty: a new post
  std::string reply_ref;  ///< that post's Post::reply_ref
};

struct Receipt {
  std::string native_id;
  std::string url;
  bool held = false;  ///< the network's moderators see it first
};

/// What a probe found, in words for the wizard.
struct Probe {
  std::string title;             ///< "Radblog Kiel", "@kranich.example"
  std::string account_id;        ///< stable id of our own account there, empty where there is none
  boost::json::object settings;  ///< settings completed by discovery (feed address, API base, …)
  std::vector<std::string> notes;
};

struct Config {
  Id id = 0;
  std::string name;
  std::string kind;
  std::string language;          ///< BCP 47, "" if unknown
  boost::json::object settings;  ///< per specs/sources/KIND.toml, [[fields]]
  boost::json::object secrets;   ///< the same, fields with secret = true; never logged
  std::string account_id{};      ///< our own account there, as the probe told; "" where there is none
};

struct Kind;
/// All kinds, from specs/sources/*.toml; each names a function `const Kind& NAME_kind()` in its folder.
const Kind* find_kind(std::string_view name);
std::vector<const Kind*> all_kinds();

/// What connectors get from the outside; all outlive them.
struct Services {
  net::Egress& egress;
  const host::Clock& clock;
  std::string user_agent;
  const Kind* (*find)(std::string_view kind) = find_kind;  ///< a simulation puts a network of its own here
};

/// Used from one strand: calls never overlap, except normalise(), which is const and thread-safe.
/// Cancelling a collect() or send() by asio cancellation leaves the connector usable.
class Connector {
 public:
  virtual ~Connector() = default;

  /// Brings what came after `cursor` ("" at the very start). What happens to one post comes in its order, an answer
  /// after the post it answers; a repeat may come at any time. Polls return at once, streams wait until something came
  /// (at most some seconds, then an empty batch). Errors: throttled (retry_after_s set), cursor (a gap; the next
  /// call starts anew with ""), connect, timeout, protocol, credentials, gone. The caller backs off.
  virtual boost::asio::awaitable<Result<Batch>> collect(std::string cursor) = 0;

  /// Turns an upsert item into posts, usually one. Pure. `source` and `network` are filled by the caller where empty.
  virtual Result<std::vector<Post>> normalise(const Item& item) const = 0;

  /// Checks address and credentials for the wizard, without side effects on the network.
  virtual boost::asio::awaitable<Result<Probe>> probe() = 0;

  /// Who an author id belongs to now: handle, name, page, picture. For networks whose stream brings the id only; asked
  /// when somebody has a reason to see the name. Errors as probe(), and gone. Default: Errc::state.
  virtual boost::asio::awaitable<Result<Author>> author(std::string id);

  /// Sends. Error timeout means "unknown": call find_sent() before trying again. Errors that are final: refused,
  /// credentials, gone, too_long. Default: this kind cannot send (Errc::state).
  virtual boost::asio::awaitable<Result<Receipt>> send(Outgoing outgoing);

  /// Looks whether an earlier send() of the same key arrived. Empty: it did not. Default: Errc::state.
  virtual boost::asio::awaitable<Result<std::optional<Receipt>>> find_sent(Outgoing outgoing);

  /// The native id that send() will give this, where it is known beforehand: then an answer to it finds its case even
  /// if it comes before the receipt. Pure. Default: "".
  virtual std::string native_id_of(const Outgoing& outgoing) const;

  /// Length as the network counts it, and whether it fits; Errc::too_long with "n of max" otherwise. Pure.
  virtual Status check_length(const Outgoing& outgoing) const;
};

/// What a folder under sources/ offers.
struct Kind {
  std::string_view name;  ///< the folder and the TOML file
  Result<std::unique_ptr<Connector>> (*create)(Config config, Services services);
  /// Reads a file of this kind for `resonanz try`: one item a post, without storing. `base_url` may be "".
  Result<std::vector<Item>> (*read_file)(std::string_view bytes, std::string_view base_url);
};

/// The TOML file of the kind as JSON, for the wizard and the composer's limits.
std::string_view spec_json(std::string_view kind);

}  // namespace resonanz::sources
