#pragma once
// WebSub (W3C Recommendation, 2018), the subscriber's side: pure functions. Polling goes on beside it; a delivery only
// brings sooner what the next poll would bring.
//
// For the route at Subscription::callback (one unguessable address a source): read the source's cursor, take
// subscription_of(cursor) (cursor.h), answer GET with verify() and POST with accept_delivery().

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/item.h"

namespace resonanz::sources::feed {

struct Subscription {
  std::string hub, topic;    ///< where we subscribed, to what
  std::string callback;      ///< our public address
  std::string secret;        ///< for the signatures of deliveries
  TimeUs asked_at = 0;       ///< last request to the hub; 0: stored, the request goes out next
  std::int64_t lease_s = 0;  ///< what we asked for, or what the hub granted (confirmed())
};

/// True when a request is due: the first, or a renewal at 80 % of the lease.
bool is_due(const Subscription& subscription, TimeUs now);
/// The form to POST to the hub.
std::string subscribe_form(const Subscription& subscription);

/// The hub's GET to the callback: `query` is what follows "?". Gives the body of the 200 reply. Errors: not_found
/// (answer 404: we did not ask for this), refused (the hub denies the subscription; answer 200 with any body).
Result<std::string> verify(const Subscription& subscription, std::string_view query);
/// The lease in that query, in seconds; 0 where it names none.
std::int64_t granted_lease(std::string_view query);

/// A delivery: the value of X-Hub-Signature, the Content-Type and the raw body of the POST. Gives the items to append
/// to the journal (their revisions are those of polling, so nothing comes twice). Errors: credentials (no or a wrong
/// signature: ignore the content, answer 2xx all the same), feed (answer 2xx). SHA-1 counts only where allowed.
Result<std::vector<Item>> accept_delivery(const Subscription& subscription, std::string_view signature,
                                          std::string_view content_type, std::string_view body,
                                          bool allow_sha1 = false);

}  // namespace resonanz::sources::feed
