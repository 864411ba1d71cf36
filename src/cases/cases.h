#pragma once
// What people do with conversations. At every moment an open case has exactly one accountable person (invariant 6),
// taking a case opens the name and leaves a trace (invariant 7), and no action ever overwrites another's draft.

#include "cases/case.h"
#include "host/clock.h"
#include "store/database.h"
#include "stream/hub.h"

namespace resonanz::cases {

/// Thread-safe. `user` is who acts. Errors everywhere: not_found.
class Cases {
 public:
  Cases(store::Database& db, stream::Hub& hub, const host::Clock& clock) : db_(db), hub_(hub), clock_(clock) {}

  /// Opens a case on the mention's conversation, with `user` accountable, and the author's name for `reason`.
  /// Errors: taken if somebody else has it; deleted if the network deleted the post.
  Result<Id> take(Id mention, Id user, const std::string& reason);
  /// "No answer needed", and back.
  /// Says that a mention has a tag or has it not; that stands, whatever the tag's query says. Errors: not_found (no
  /// such mention, or no such tag), deleted.
  Status set_tag(Id mention, Id tag, bool given, Id user);
  /// What a person says that a post says, against the models; without a label the models' counts again. `query` is 0
  /// for the whole post. Errors: not_found (no such mention, not read yet, or the query did not find it), value,
  /// deleted.
  Status set_label(Id mention, Id query, const std::string& what, const std::optional<std::string>& label, Id user);
  Status dismiss(Id mention, Id user);
  Status restore(Id mention, Id user);

  /// Hands over; the draft stays. Error value: the new one is not an active colleague.
  Status assign(Id case_id, Id to, const std::string& note, Id user);
  Status close(Id case_id, Id user);
  Status reopen(Id case_id, Id user);
  /// Comes back at `until`, or earlier when the other person writes.
  Status snooze(Id case_id, TimeUs until, Id user);
  Result<Event> note(Id case_id, const std::string& text, Id user);
  /// `version` is the one last read. Error conflict if somebody wrote since; nothing is overwritten.
  Result<Draft> save_draft(Id case_id, const std::string& text, const std::string& lang, int version, Id user);
  Result<Promise> promise(Id case_id, const std::string& text, TimeUs due, Id user);

  /// Cases whose snooze has ended come back; how many. Call now and then.
  Result<int> wake_due();

 private:
  template <typename Work>
  Status change(Id case_id, Work&& work);
  void announce(Id case_id, Id mention);

  store::Database& db_;
  stream::Hub& hub_;
  const host::Clock& clock_;
};

}  // namespace resonanz::cases
