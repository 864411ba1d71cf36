#include "listen/query_parts.h"

#include "listen/parse.h"

namespace resonanz::listen {
namespace {

constexpr std::size_t kGrowth = 8;  // a part that is not so many times larger than all after it is merged with them

}  // namespace

Result<std::uint64_t> QueryPartBuilder::add(Id id, std::string_view text) {
  TRY(const Query query, parse(text, Rules::live, *lists_));
  builder_.add(query);
  ids_.push_back(id);
  return query.cost;
}

std::shared_ptr<const QueryPart> QueryPartBuilder::finish() && {
  return std::make_shared<const QueryPart>(QueryPart{std::move(builder_).finish(), std::move(ids_)});
}

void PlacedPart::strike(Id id) {
  const auto& ids = part_->ids;
  const auto at = std::lower_bound(ids.begin(), ids.end(), id);
  if (at == ids.end() || *at != id) return;
  const auto number = static_cast<std::size_t>(at - ids.begin());
  if (is_gone(number)) return;
  auto gone = gone_ ? std::make_shared<std::vector<bool>>(*gone_) : std::make_shared<std::vector<bool>>(ids.size());
  (*gone)[number] = true;
  gone_ = std::move(gone);
  --left_;
}

std::vector<Id> PlacedPart::gone_since(const PlacedPart& before) const {
  std::vector<Id> out;
  if (gone_ == before.gone_) return out;
  for (std::size_t i = 0; i < part_->ids.size(); ++i)
    if (is_gone(i) && !before.is_gone(i)) out.push_back(part_->ids[i]);
  return out;
}

std::size_t first_to_merge(std::span<const PlacedPart> parts) {
  std::size_t first = parts.size(), after = 0;
  for (std::size_t i = parts.size(); i-- > 0; after += parts[i].left())
    if (i + 1 < parts.size() && parts[i].left() < kGrowth * after) first = i;
  return first;
}

std::shared_ptr<const QueryPart> merged(std::span<const PlacedPart> parts, const Frequencies& frequencies,
                                        std::shared_ptr<const Lists> lists, const std::atomic<bool>& stopping) {
  std::vector<std::pair<Id, std::string_view>> all;
  for (const PlacedPart& placed : parts)
    for (std::uint32_t i = 0; i < placed.part().ids.size(); ++i)
      if (!placed.is_gone(i)) all.emplace_back(placed.part().ids[i], placed.part().engine.text(i));
  std::sort(all.begin(), all.end());
  QueryPartBuilder builder(frequencies, std::move(lists));
  for (const auto& [id, text] : all) {
    if (stopping) return nullptr;
    (void)builder.add(id, text);
  }
  return std::move(builder).finish();
}

}  // namespace resonanz::listen
