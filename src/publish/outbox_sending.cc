// What the sender asks of the outbox. Contract: outbox.h.
#include "audit/audit.h"
#include "host/encoding.h"
#include "ingest/mentions.h"
#include "publish/hold.h"
#include "publish/outbox.h"

namespace resonanz::publish {
namespace {

constexpr TimeUs kLongestWait = kDayUs + kHourUs;  // Retry-After is believed for a day

}  // namespace

Status Outbox::recover() {
  return db_.write([](soci::session& sql) -> Status {
    sql << "UPDATE outbox SET state = 'unknown' WHERE state = 'sending'";
    return done();
  });
}

Result<std::vector<Item>> Outbox::due(int limit) {
  // Nothing waits longer than kLongestWait: what seems to was queued by a clock that has been set back since.
  const TimeUs now = clock_.now();
  return db_.read([&](soci::session& sql) {
    return select(
        sql,
        fmt::format("state IN ('queued', 'unknown') AND hold_id IS NULL AND (not_before <= :a OR not_before > {}) "
                    "ORDER BY not_before, id",
                    now + kLongestWait),
        now, limit);
  });
}

Result<bool> Outbox::begin(Id id, const std::string& native_id) {
  bool held = false;
  Item item;
  TRY(const bool begun, db_.write([&](soci::session& sql) -> Result<bool> {
    TRY(item, one(sql, id));
    if (item.state != "queued" || item.hold != 0) return false;
    // Whatever put it into the queue meanwhile: while publishing is on hold it does not leave.
    if (const auto hold = hold_now(sql); hold && item.through_hold != hold->id) {
      keep_back(sql, *hold, id);
      held = true;
      return false;
    }
    if (host::sha256_hex(item.text) != item.approved_hash)
      return fail(Errc::state, "the text is not the one that was approved");
    const std::string native = native_id.empty() ? "" : keys_.native_key(item.source, native_id);
    sql << "UPDATE outbox SET state = 'sending', attempts = attempts + 1, native_key = :k WHERE id = :id",
        soci::use(native), soci::use(id);
    return true;
  }));
  if (held) announce(item);
  return begun;
}

Status Outbox::sent(const Item& item, const sources::Receipt& receipt) {
  const TimeUs now = clock_.now();
  const std::string state = receipt.held ? "held" : "sent";
  // A held answer may be there without an id that we may see; it is recognised when it comes by (ingest/intake).
  const std::string native = receipt.native_id.empty() ? "" : keys_.native_key(item.source, receipt.native_id);
  auto status = db_.write([&](soci::session& sql) -> Status {
    TRY(const Item now_there, one(sql, item.id));
    if (now_there.state == "sent") return done();  // it came by on the network before its receipt
    // Erased meanwhile (no text left): the receipt brings no address back.
    const bool erased = now_there.text.empty();
    const std::string id_there = erased ? "" : receipt.native_id, url = erased ? "" : receipt.url;
    sql << "UPDATE outbox SET state = :s, sent_at = :now, native_id = :n, native_key = :k, url = :u, error_code = '', "
           "error_detail = '' WHERE id = :id",
        soci::use(state), soci::use(now), soci::use(id_there), soci::use(native), soci::use(url), soci::use(item.id);
    audit::append(sql, now, {"system", "outbox.sent", "outbox " + id_text(item.id), state});
    return done();
  });
  if (status) announce(item);
  return status;
}

Status Outbox::failed(const Item& item, const Error& error, TimeUs retry_at, bool unknown) {
  const std::string state = unknown ? "unknown" : retry_at ? "queued" : "failed", code(code_of(error.code));
  auto status = db_.write([&](soci::session& sql) -> Status {
    // Seen on the network meanwhile: then it did arrive, whatever we were told.
    sql << "UPDATE outbox SET state = :s, not_before = CASE WHEN :r = 0 THEN not_before ELSE :r2 END, error_code = :c, "
           "error_detail = :d WHERE id = :id AND state <> 'sent'",
        soci::use(state), soci::use(retry_at), soci::use(retry_at), soci::use(code), soci::use(error.detail),
        soci::use(item.id);
    return done();
  });
  if (status) announce(item);
  return status;
}

Result<sources::Outgoing> Outbox::outgoing(const Item& item) {
  return db_.read([&](soci::session& sql) -> Result<sources::Outgoing> {
    sources::Outgoing out{item.key, item.text, item.lang, "", "", ""};
    if (item.reply_to == 0) return out;
    TRY(const auto mention, ingest::Mentions(keys_).load(sql, item.reply_to));
    if (mention.deleted_at) return fail(Errc::deleted);
    out.reply_to = mention.post.id;
    out.reply_ref = mention.post.reply_ref;
    return out;
  });
}

}  // namespace resonanz::publish
