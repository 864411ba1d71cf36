#pragma once
// What leaves the house: durable, approved, sent once, with a receipt. An item's state moves
// queued → sending → sent | held | failed | unknown; "sending" found at a start means that nobody knows, so the
// network is asked before anything is tried again (invariant 5). Failed with Errc::uncertain: the network cannot say,
// because the post that was answered is gone. While publishing is on hold (publish/hold.h) a queued item stays queued
// and held; it leaves when somebody releases it, or was sent with the confirmation that it may pass the hold.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "host/clock.h"
#include "privacy/keys.h"
#include "sources/connector.h"
#include "store/database.h"
#include "stream/hub.h"

namespace resonanz::publish {

struct Item {
  Id id = 0;
  Id source = 0, case_id = 0, reply_to = 0, user = 0;
  Id hold = 0;          ///< it is held by that one
  Id through_hold = 0;  ///< it may pass that one
  std::string key, text, lang, state;
  int attempts = 0;
  TimeUs created_at = 0, not_before = 0;
  std::optional<TimeUs> sent_at, deleted_at;
  std::optional<Error> error;
  std::string url, native_id, approved_hash;
};

struct NewReply {
  Id case_id = 0, user = 0;
  std::string text, lang;
  std::string key;            ///< idempotency key: the same key gives the same item
  TimeUs hold_us = 0;         ///< how long it can be taken back
  bool confirm_hold = false;  ///< it is to leave although publishing is on hold
};

/// Thread-safe.
class Outbox {
 public:
  Outbox(store::Database& db, const privacy::Keys& keys, stream::Hub& hub, const host::Clock& clock)
      : db_(db), keys_(keys), hub_(hub), clock_(clock) {}

  /// Approved by who writes it; empties the case's draft. Errors: not_found, closed, deleted, value; hold while
  /// publishing is on hold and it is not confirmed.
  Result<Item> reply(const NewReply& reply);
  /// Takes a queued item back, held or not; its text becomes the draft again. Error left once it has.
  Result<Item> cancel(Id id, Id user);
  /// Lets a held item leave. Errors: state where it is not held; hold while publishing is on hold and it is not
  /// confirmed.
  Result<Item> release(Id id, Id user, bool confirm_hold);
  /// The same with all that are held. How many. Error: hold while publishing is on hold.
  Result<int> release_all(Id user);
  Result<int> cancel_all_held(Id user);
  /// Tries a failed or unknown item again.
  Result<Item> retry(Id id, Id user);

  Result<Item> find(Id id);
  Result<std::vector<Item>> of_case(Id case_id);
  /// What is held, oldest first.
  Result<std::vector<Item>> held();

  // For the sender.
  /// Marks as unknown what was begun and nobody carries any more.
  Status recover();
  /// Items that may be sent or looked for now, oldest first.
  Result<std::vector<Item>> due(int limit);
  /// queued → sending; false if it was taken back meanwhile or is held. Error: state if its text is not the one that
  /// was approved. `native_id` is the one that it will get, "" where nobody knows that yet.
  Result<bool> begin(Id id, const std::string& native_id = "");
  Status sent(const Item& item, const sources::Receipt& receipt);
  /// `retry_at` 0: final. `unknown`: it may have arrived.
  Status failed(const Item& item, const Error& error, TimeUs retry_at, bool unknown);
  /// What the connector needs to answer the post: its native id and reply reference.
  Result<sources::Outgoing> outgoing(const Item& item);

 private:
  Result<std::vector<Item>> select(soci::session& sql, const std::string& where, Id argument, int limit);
  Result<Item> one(soci::session& sql, Id id);
  Result<Item> take_back(soci::session& sql, Id id, Id user, TimeUs now);
  Result<Item> let_go(soci::session& sql, Id id, Id user, bool confirm_hold, TimeUs now);
  Result<int> each_held(const std::function<Status(soci::session&, Id item)>& act);
  void announce(const Item& item);

  store::Database& db_;
  const privacy::Keys& keys_;
  stream::Hub& hub_;
  const host::Clock& clock_;
};

}  // namespace resonanz::publish
