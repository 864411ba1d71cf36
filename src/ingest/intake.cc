#include "ingest/intake.h"

#include "audit/audit.h"
#include "specs/settings.h"
#include "text/essence.h"
#include "text/fold.h"

namespace resonanz::ingest {
namespace {

constexpr TimeUs kWaiting = settings::kInboxWaitingDays * kDayUs;
// References change with the quarter. Steps shorter than any quarter leave none out; ahead, because the clock may have
// been.
constexpr TimeUs kReferencesAhead = 366 * kDayUs, kReferencesBack = 3653 * kDayUs, kReferenceStep = 80 * kDayUs;
/// Shown, or set aside under a restriction: a deletion on the network reaches both.
constexpr std::string_view kThere = "(deleted_at IS NULL OR id IN (SELECT mention_id FROM set_aside))";

/// Who wrote it, as far as the network says.
std::string stable_author(const Post& post) {
  if (!post.author.id.empty()) return post.author.id;
  if (!post.author.handle.empty()) return "handle:" + post.author.handle;
  if (!post.author.name.empty()) return "name:" + post.author.name;
  return "post:" + post.id;
}

/// A repeat of what the post said before the edit that we have; only networks that date their edits let us see it.
bool is_older(const Post& post, const Post& known) {
  const auto written = post.edited_at ? post.edited_at : post.created_at;
  return known.edited_at && written && *written < *known.edited_at;
}

void add_event(soci::session& sql, Id case_id, TimeUs now, const std::string& kind) {
  const Id id = next_id(now);
  sql << "INSERT INTO case_events (id, case_id, at, kind) VALUES (:id, :c, :t, :k)", soci::use(id), soci::use(case_id),
      soci::use(now), soci::use(kind);
}

}  // namespace

Result<Outcome> Intake::take(Id source, const std::string& account_id, const std::string& revision, TimeUs received,
                             Post post, std::vector<Match> matches, std::optional<Reading> reading) {
  const std::string native = keys_.native_key(source, post.id);
  if (is_own(source, native, post)) return Outcome{"filtered", "own"};
  if (!account_id.empty() && account_id == post.author.id) {
    adopt(source, native, post);
    return Outcome{"filtered", "own"};
  }
  if (const std::string why = unwanted(post); !why.empty()) return Outcome{"filtered", why};
  Mention mention;
  mention.source = source;
  mention.revision = revision;
  mention.received_at = received;
  mention.author_ref = keys_.author_ref(source, received, stable_author(post));
  mention.matches = std::move(matches);
  mention.post = std::move(post);
  if (const Id known = mentions_.find(sql_, source, native)) return revise(known, mention, std::move(reading));
  const Place place = place_of(source, mention.post);
  const bool wanted = is_wanted(mention.matches);
  if (!wanted && !place.followed) return Outcome{"unmatched", ""};
  if (!wanted) mention.purpose = "dialogue";
  return add(mention, place, std::move(reading));
}

bool Intake::is_own(Id source, const std::string& native_key, const Post& post) {
  Id outbox = 0;
  sql_ << "SELECT id FROM outbox WHERE source_id = :s AND native_key = :n", soci::use(source), soci::use(native_key),
      soci::into(outbox);
  if (outbox != 0) seen_there(outbox, native_key, post);
  return outbox != 0;
}

void Intake::seen_there(Id outbox, const std::string& native_key, const Post& post) {
  std::string before;
  sql_ << "SELECT state FROM outbox WHERE id = :id", soci::use(outbox), soci::into(before);
  sql_ << "UPDATE outbox SET state = 'sent', native_id = CASE WHEN text = '' THEN '' ELSE :n END, native_key = :k, "
          "url = CASE WHEN text = '' OR url <> '' THEN url ELSE :u END, "  // erased meanwhile: no address comes back
          "sent_at = COALESCE(sent_at, :now), seen_at = COALESCE(seen_at, :now2), error_code = '', error_detail = '' "
          "WHERE id = :id",
      soci::use(post.id), soci::use(native_key), soci::use(post.url), soci::use(now_), soci::use(now_),
      soci::use(outbox);
  if (before != "sent")
    audit::append(sql_, now_, {"system", "outbox.sent", "outbox " + id_text(outbox), "seen on the network"});
  outbox_touched_.insert(outbox);
}

void Intake::adopt(Id source, const std::string& native_key, const Post& post) {
  if (post.in_reply_to.empty()) return;
  const std::string parent = keys_.native_key(source, post.in_reply_to), wanted = text::essence(post.text);
  Id candidate = 0, found = 0;
  std::string text;
  soci::statement query =
      (sql_.prepare << "SELECT o.id, o.text FROM outbox o JOIN mentions m ON m.id = o.reply_to "
                       "WHERE o.source_id = :s AND o.native_key = '' AND o.attempts > 0 AND o.state <> 'cancelled' "
                       "AND m.native_key = :p ORDER BY o.id",
       soci::use(source), soci::use(parent), soci::into(candidate), soci::into(text));
  query.execute();
  while (found == 0 && query.fetch())
    if (text::essence(text) == wanted) found = candidate;
  if (found != 0) seen_there(found, native_key, post);
}

std::string Intake::unwanted(const Post& post) {
  const std::string key = keys_.person_key(post.network, stable_author(post));
  // Whoever objected by a handle that we had never seen is known by it, too.
  const std::string by_handle = post.author.handle.empty()
                                    ? key
                                    : keys_.person_key(post.network, "handle:" + text::fold_case(post.author.handle));
  int opted_out = 0, restricted = 0;
  sql_
      << "SELECT (SELECT count(*) FROM optouts WHERE person_key IN (:a, :b)), (SELECT count(*) FROM restrictions WHERE person_key IN (:c, :d))",
      soci::use(key), soci::use(by_handle), soci::use(key), soci::use(by_handle), soci::into(opted_out),
      soci::into(restricted);
  return opted_out ? "optout" : restricted ? "restricted" : "";
}

Intake::Place Intake::place_of(Id source, const Post& post) {
  Place place;
  if (post.in_reply_to.empty()) return place;
  const std::string parent = keys_.native_key(source, post.in_reply_to);
  sql_ << "SELECT c.conversation_id, c.id FROM outbox o JOIN cases c ON c.id = o.case_id "
          "WHERE o.source_id = :s AND o.native_key = :n",
      soci::use(source), soci::use(parent), soci::into(place.conversation), soci::into(place.case_id);
  if (place.conversation != 0) return place.followed = true, place;
  std::string kind;
  sql_
      << "SELECT m.conversation_id, m.kind, COALESCE((SELECT id FROM cases WHERE conversation_id = m.conversation_id), 0) "
         "FROM mentions m WHERE m.source_id = :s AND m.native_key = :n",
      soci::use(source), soci::use(parent), soci::into(place.conversation), soci::into(kind), soci::into(place.case_id);
  place.followed = place.case_id != 0;
  // Comments under an article are conversations of their own until somebody takes the article itself.
  if (kind == "article" && !place.followed) place.conversation = 0;
  return place;
}

Result<Outcome> Intake::revise(Id known, Mention& mention, std::optional<Reading> reading) {
  if (mentions_.knows_revision(sql_, known, mention.revision)) return Outcome{"duplicate", ""};
  TRY(const Mention before, mentions_.load(sql_, known));
  // Sources repeat what they brought: nothing brings a deleted post back, nothing turns a text back.
  if (before.deleted_at || is_older(mention.post, before.post)) return Outcome{"duplicate", ""};
  mention.id = known;
  mention.conversation = before.conversation;
  mention.author_ref = before.author_ref;
  if (!reading) reading = readings_.read(mention.post, mention.matches);
  CHECK_OK(mentions_.update(sql_, mention));
  if (before.post.title != mention.post.title || before.post.text != mention.post.text)
    mentions_.mark_edited(sql_, known, now_);
  if (reading) readings_.store(sql_, mention, *reading);
  Id case_id = 0;
  sql_ << "SELECT id FROM cases WHERE conversation_id = :c", soci::use(before.conversation), soci::into(case_id);
  if (case_id != 0 && before.post.text != mention.post.text) add_event(sql_, case_id, now_, "edited");
  touched_.insert(known);
  return Outcome{"stored", ""};
}

Result<Outcome> Intake::add(Mention& mention, const Place& place, std::optional<Reading> reading) {
  mention.id = next_id(now_);
  const TimeUs written = std::min(mention.post.created_at.value_or(mention.received_at), mention.received_at);
  const int waiting = written > now_ - kWaiting ? 1 : 0;
  mention.conversation = place.conversation;
  if (mention.conversation == 0) {
    mention.conversation = mention.id;
    sql_ << "INSERT INTO conversations (id, source_id, last_mention_id, last_at, waiting) VALUES (:id, :s, :m, :t, :w)",
        soci::use(mention.conversation), soci::use(mention.source), soci::use(mention.id), soci::use(written),
        soci::use(waiting);
  } else {
    sql_ << "UPDATE conversations SET last_mention_id = :m, last_at = :t, waiting = :w, dismissed_by = NULL "
            "WHERE id = :id AND last_at <= :t2",
        soci::use(mention.id), soci::use(written), soci::use(waiting), soci::use(mention.conversation),
        soci::use(written);
  }
  if (!reading) reading = readings_.read(mention.post, mention.matches);
  CHECK_OK(mentions_.insert(sql_, mention));
  if (reading) readings_.store(sql_, mention, *reading);
  if (place.case_id != 0) wake_case(place.case_id);
  touched_.insert(mention.id);
  return Outcome{"stored", ""};
}

/// The other person wrote again: a closed or sleeping case comes back to the one who has it.
void Intake::wake_case(Id case_id) {
  std::string state;
  sql_ << "SELECT state FROM cases WHERE id = :id", soci::use(case_id), soci::into(state);
  if (state == "open") return;
  // The time of an opened name that is over is not over less because somebody writes (cases::open_again).
  const TimeUs sealed_before = now_ - settings::kPrivacyResealDays * kDayUs;
  sql_
      << "UPDATE cases SET sealed_at = CASE WHEN state = 'closed' AND sealed_at IS NULL AND closed_at <= :b THEN :now ELSE sealed_at END, "
         "state = 'open', closed_at = NULL, snoozed_until = NULL WHERE id = :id",
      soci::use(sealed_before), soci::use(now_), soci::use(case_id);
  add_event(sql_, case_id, now_, state == "closed" ? "reopened" : "woken");
}

void Intake::bury(Id mention) {
  std::string author;
  Id conversation = 0, case_id = 0;
  sql_ << "SELECT m.author_ref, m.conversation_id, COALESCE(c.id, 0) FROM mentions m "
          "LEFT JOIN cases c ON c.conversation_id = m.conversation_id WHERE m.id = :id",
      soci::use(mention), soci::into(author), soci::into(conversation), soci::into(case_id);
  mentions_.remove(sql_, mention, now_);
  sql_ << "UPDATE conversations SET waiting = 0 WHERE id = :c AND last_mention_id = :m", soci::use(conversation),
      soci::use(mention);
  if (case_id != 0) add_event(sql_, case_id, now_, "deleted");
  int left = 0;
  sql_ << "SELECT (SELECT count(*) FROM mentions WHERE author_ref = :a AND deleted_at IS NULL) + "
          "(SELECT count(*) FROM set_aside WHERE author_ref = :b)",
      soci::use(author), soci::use(author), soci::into(left);
  if (left == 0) privacy::Vault(keys_).erase(sql_, author);
  touched_.insert(mention);
}

Result<Outcome> Intake::remove(Id source, const std::string& native_id) {
  const std::string native = keys_.native_key(source, native_id);
  sql_ << "UPDATE outbox SET deleted_at = :now WHERE source_id = :s AND native_key = :n AND deleted_at IS NULL",
      soci::use(now_), soci::use(source), soci::use(native);
  const Id known = mentions_.find(sql_, source, native);
  if (known == 0) return Outcome{"unmatched", ""};
  int alive = 0;
  sql_ << fmt::format("SELECT count(*) FROM mentions WHERE id = :id AND {}", kThere), soci::use(known),
      soci::into(alive);
  if (alive == 0) return Outcome{"duplicate", ""};
  bury(known);
  return Outcome{"stored", ""};
}

Result<Outcome> Intake::remove_author(Id source, const std::string& stable_id) {
  std::set<std::string> refs;
  for (TimeUs at = now_ + kReferencesAhead; at > now_ - kReferencesBack; at -= kReferenceStep)
    refs.insert(keys_.author_ref(source, at, stable_id));
  std::vector<Id> found;
  for (const std::string& ref : refs) {
    Id id = 0;
    soci::statement query =
        (sql_.prepare << fmt::format("SELECT id FROM mentions WHERE author_ref = :r AND {}", kThere), soci::use(ref),
         soci::into(id));
    query.execute();
    while (query.fetch()) found.push_back(id);
  }
  for (Id id : found) bury(id);
  return Outcome{found.empty() ? "unmatched" : "stored", ""};
}

}  // namespace resonanz::ingest
