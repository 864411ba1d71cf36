#include "history/history.h"

#include <limits>

#include "history/newest.h"
#include "listen/evaluate.h"

namespace resonanz::history {
namespace {

class Search {
 public:
  Search(soci::session& sql, const privacy::Keys& keys, Directories& directories, const listen::Query& query,
         const Wish& wish)
      : sql_(sql),
        query_(query),
        wish_(wish),
        view_(sql, directories),
        posts_(sql, keys, depth_of(query)),
        filing_key_([&keys](const Stratum& stratum, std::string_view key) {
          return keys.filing_key(stratum.source, stratum.quarter, key);
        }),
        newest_(wish) {}

  Result<Found> run() {
    CHECK_OK(ask_segments());
    CHECK_OK(look_at_new());
    CHECK_OK(look_at_changed());
    CHECK_OK(look_at_candidates());
    newest_.take(found_);
    return std::move(found_);
  }

 private:
  /// Posts of a segment that have to be looked at.
  struct Open {
    std::size_t segment;
    Bits posts;
  };

  bool is_over() { return over_ = over_ || (wish_.enough && wish_.enough()); }

  Status ask_segments() {
    std::vector<std::size_t> order(view_.segments().size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return view_.segments()[a].newest > view_.segments()[b].newest; });
    for (const std::size_t segment : order) {
      found_.posts += view_.segments()[segment].posts;
      if (is_over()) {
        found_.undecided += view_.segments()[segment].posts;
        continue;
      }
      TRY(Answer answer, view_.ask(segment, query_, filing_key_));
      CHECK_OK(take(segment, answer.sure));
      answer.maybe -= answer.sure;
      if (!answer.maybe.none()) open_.push_back({segment, std::move(answer.maybe)});
    }
    return done();
  }

  Status take(std::size_t segment, const Bits& hits) {
    const auto n = static_cast<std::int64_t>(hits.count());
    if (n == 0) return done();
    found_.total += n;
    if (wish_.per_day) {
      TRY(const auto directory, view_.directory(segment));
      const auto& days = directory->days;
      for (std::size_t i = 0; i < days.size(); ++i) {
        const std::size_t end = i + 1 < days.size() ? days[i + 1].second : hits.size();
        if (const auto of_day = hits.count(days[i].second, end))
          found_.per_day[days[i].first] += static_cast<std::int64_t>(of_day);
      }
    }
    if (!may_have_newest(view_.segments()[segment])) return done();
    Status status = done();
    hits.each_down([&](std::size_t at) {
      const auto entry = view_.entry(segment, at);
      if (!entry) return status = entry.error(), false;
      return newest_.add(*entry);
    });
    return status;
  }

  bool may_have_newest(const SegmentRow& row) const {
    if (wish_.below && row.oldest > wish_.below->created) return false;
    return newest_.wants({std::numeric_limits<Id>::max(), row.newest});
  }

  void take(const Entry& entry) {
    ++found_.total;
    if (wish_.per_day) ++found_.per_day[day_of(entry.created)];
    newest_.add(entry);
  }

  void look_at(const StoredPost& stored) {
    document_.assign(stored.post);
    if (listen::matches(query_, document_)) take(stored.entry);
  }

  /// What no segment has yet.
  Status look_at_new() {
    Id last = 0;
    CHECK_OK(posts_.walk(view_.mark(), std::numeric_limits<Id>::max(), StoredPosts::Order::down,
                         [&](const StoredPost& stored) -> Result<bool> {
                           if (is_over()) return last = stored.entry.id, false;
                           ++found_.posts;
                           look_at(stored);
                           return true;
                         }));
    if (last == 0) return done();
    const Id mark = view_.mark();
    std::int64_t rest = 0;
    sql_ << "SELECT count(*) FROM mentions WHERE id > :m AND id <= :l AND deleted_at IS NULL", soci::use(mark),
        soci::use(last), soci::into(rest);
    found_.posts += rest;
    found_.undecided += rest;
    return done();
  }

  Status look_at_changed() {
    for (auto id = view_.changed().rbegin(); id != view_.changed().rend(); ++id) {
      if (is_over()) {
        ++found_.undecided;
        continue;
      }
      TRY(const StoredPost* stored, posts_.load(*id));
      if (stored) look_at(*stored);
    }
    return done();
  }

  Status look_at_candidates() {
    for (const Open& open : open_) {
      if (is_over()) {
        found_.undecided += static_cast<std::int64_t>(open.posts.count());
        continue;
      }
      Status status = done();
      open.posts.each_down([&](std::size_t at) {
        if (is_over()) return ++found_.undecided, true;
        const auto entry = view_.entry(open.segment, at);
        if (!entry) return status = entry.error(), false;
        const auto stored = posts_.load(entry->id);
        if (!stored) return status = stored.error(), false;
        if (*stored) look_at(**stored);
        return true;
      });
      CHECK_OK(std::move(status));
    }
    return done();
  }

  soci::session& sql_;
  const listen::Query& query_;
  const Wish& wish_;
  View view_;
  StoredPosts posts_;
  const FilingKey filing_key_;
  Newest newest_;
  bool over_ = false;
  listen::Document document_;
  std::vector<Open> open_;
  Found found_;
};

}  // namespace

std::function<bool()> enough_after(std::chrono::milliseconds time) {
  return [end = std::chrono::steady_clock::now() + time] { return std::chrono::steady_clock::now() >= end; };
}

Result<Found> History::find(soci::session& sql, const listen::Query& query, const Wish& wish) {
  return Search(sql, keys_, directories_, query, wish).run();
}

}  // namespace resonanz::history
