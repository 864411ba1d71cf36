#include "sources/collecting.h"

#include "base/log.h"
#include "host/random.h"
#include "specs/settings.h"

namespace resonanz::sources {

using std::chrono::milliseconds;

milliseconds backoff(int failures, const Error& error) {
  const std::int64_t ceiling =
      std::min<std::int64_t>(settings::kSourceBackoffCeiling, settings::kSourceBackoffFirst << std::min(failures, 20));
  const auto jitter = host::random_below(static_cast<std::uint32_t>(ceiling * 1000)) + 200;
  return std::max(milliseconds(jitter), milliseconds(error.retry_after_s.value_or(0) * 1000LL));
}

boost::asio::awaitable<std::optional<milliseconds>> Collecting::step() {
  if (const Status allowed = parts_.table.check_assessment(source_, parts_.services.clock.now()); !allowed) {
    if (allowed.error().code != Errc::review && allowed.error().code != Errc::purpose)
      co_return failed(allowed.error());
    log::warn("source {}: {}", source_, allowed.error().text());
    announce();
    co_return std::nullopt;
  }
  if (!connector_) {
    auto made = make_connector(parts_.table, source_, parts_.services);
    if (!made) co_return failed(made.error());
    connector_ = std::move(*made);
  }
  const auto pending = parts_.journal.pending(0);
  if (pending && *pending > settings::kIngestMaxPending) co_return milliseconds(200);
  const auto cursor = parts_.journal.cursor(source_);
  if (!cursor) co_return failed(cursor.error());
  auto batch = co_await connector_->collect(*cursor);
  if (!batch) {
    if (batch.error().code == Errc::cancelled) co_return milliseconds(0);
    connector_.reset();
    if (batch.error().code == Errc::cursor) forget_cursor(batch.error());
    co_return failed(batch.error());
  }
  if (const Status stored = store(*batch); !stored) {
    connector_.reset();  // what it brought comes again from the old cursor
    co_return failed(stored.error());
  }
  if (failures_ > 0) announce();
  failures_ = 0;
  if (!batch->items.empty()) parts_.arrived();
  if (!batch->finished) co_return std::max(batch->pause, milliseconds(0));
  finish();
  co_return std::nullopt;
}

Status Collecting::store(const Batch& batch) {
  return parts_.journal.append({source_, batch.cursor, batch.gap, batch.latest}, batch.items,
                               parts_.services.clock.now());
}

/// The gap is recorded with the failure; collecting starts anew.
void Collecting::forget_cursor(const Error& error) {
  const Status status = parts_.journal.append({source_, "", error.detail, {}}, {}, parts_.services.clock.now());
  if (!status) log::error("source {}: {}", source_, status.error().text());
}

void Collecting::finish() {
  const TimeUs now = parts_.services.clock.now();
  if (auto end = parts_.table.set_state(source_, State::finished, "system", now); !end)
    log::error("source {}: {}", source_, end.error().text());
  announce();
}

milliseconds Collecting::failed(const Error& error) {
  const auto pause = backoff(failures_++, error);
  const TimeUs now = parts_.services.clock.now();
  log::warn("source {}: {}; next try in {} ms", source_, error.text(), pause.count());
  if (auto status = parts_.table.record_failure(source_, error, now, now + pause.count() * 1000); !status)
    log::error("source {}: {}", source_, status.error().text());
  announce();
  return pause;
}

void Collecting::announce() { parts_.hub.publish("source", fmt::format(R"({{"id":"{}"}})", source_)); }

}  // namespace resonanz::sources
