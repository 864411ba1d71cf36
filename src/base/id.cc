#include "base/id.h"

#include <atomic>
#include <charconv>

namespace resonanz {
namespace {
constexpr TimeUs kEpochUs = 1'704'067'200LL * kSecondUs;  // 2024-01-01
constexpr int kSequenceBits = 20;
std::atomic<Id> last_id{0};
}  // namespace

Id next_id(TimeUs now) {
  const Id floor = now > kEpochUs ? ((now - kEpochUs) / 1000) << kSequenceBits : 1;
  Id seen = last_id.load(std::memory_order_relaxed);
  Id wanted;
  do {
    wanted = floor > seen ? floor : seen + 1;
  } while (!last_id.compare_exchange_weak(seen, wanted, std::memory_order_relaxed));
  return wanted;
}

void continue_ids_after(Id id) {
  Id seen = last_id.load(std::memory_order_relaxed);
  while (seen < id && !last_id.compare_exchange_weak(seen, id, std::memory_order_relaxed)) {
  }
}

void forget_ids() { last_id = 0; }

std::string id_text(Id id) { return std::to_string(id); }

std::optional<Id> parse_id(std::string_view text) {
  Id value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

}  // namespace resonanz
