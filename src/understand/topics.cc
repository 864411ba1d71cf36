#include "understand/topics.h"

#include <algorithm>
#include <cmath>

#include "understand/topic_terms.h"

namespace resonanz::understand {
namespace {

constexpr std::int64_t kLeastPosts = 3;
constexpr double kLeastShare = 0.004;  // of the posts of now, at least kLeastPosts
constexpr std::size_t kSeeds = 400, kTerms = 5, kExamples = 3;
constexpr double kTogether = 0.5;  // share of the rarer term's posts that have the other one, too
constexpr double kOverlap = 0.6;   // of a topic with a larger one: then it is no topic of its own
constexpr double kSame = 0.8;      // of the posts of two: they are one
constexpr double kSure = 6.63;     // chi², one degree of freedom, 1 %
constexpr double kChanged = 1.5;

/// Dunning's log-likelihood ratio of n now and n before against as many as the whole numbers of posts let expect.
double likelihood_ratio(double now, double before, double all_now, double all_before) {
  const auto part = [](double seen, double expected) { return seen > 0 ? seen * std::log(seen / expected) : 0.0; };
  const double share = (now + before) / (all_now + all_before);
  return 2 * (part(now, all_now * share) + part(before, all_before * share));
}

class Finder {
 public:
  Finder(std::span<const TopicPost> posts, std::optional<double> expected, const CommonWords& common,
         std::span<const std::string> queries)
      : posts_(posts),
        expected_(expected),
        terms_(read_terms(posts, common, queries)),
        now_(posts.size()),
        negative_(posts.size()) {
    for (std::size_t i = 0; i < posts.size(); ++i) {
      if (!posts[i].is_earlier) now_.add(i);
      if (posts[i].is_negative) negative_.add(i);
    }
    all_now_ = now_.count();
  }

  std::vector<Topic> find(std::size_t most) {
    auto seeds = seeds_by_weight();
    std::vector<std::pair<double, Topic>> found;
    std::vector<Posts> taken;
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      if (!seeds[i]) continue;
      std::vector<const Term*> own{seeds[i]};
      Posts all = seeds[i]->posts;
      for (std::size_t k = i + 1; k < seeds.size() && own.size() < kTerms; ++k)
        if (seeds[k] && belong_together(*own.front(), *seeds[k]))
          all.add(seeds[k]->posts), own.push_back(std::exchange(seeds[k], nullptr));
      const bool known = std::any_of(taken.begin(), taken.end(),
                                     [&](const Posts& other) { return is_within(all, other, kOverlap); });
      if (known) continue;
      taken.push_back(all);
      found.push_back(topic_of(own, all));
    }
    return in_order(std::move(found), most);
  }

 private:
  std::int64_t now_of(const Term& term) const { return term.posts.count_with(now_); }

  /// The terms of enough posts, the telling ones of many posts first.
  std::vector<const Term*> seeds_by_weight() const {
    const auto least =
        std::max<std::int64_t>(kLeastPosts, static_cast<std::int64_t>(kLeastShare * static_cast<double>(all_now_)));
    std::vector<std::tuple<double, std::string_view, const Term*>> sorted;
    for (const auto& [key, term] : terms_) {
      const std::int64_t n = now_of(term);
      if (n >= least)
        sorted.emplace_back(-static_cast<double>(n) * term.rarity, term.name(), &term);
    }
    std::sort(sorted.begin(), sorted.end());
    if (sorted.size() > kSeeds) sorted.resize(kSeeds);
    std::vector<const Term*> out;
    for (const auto& entry : sorted) out.push_back(std::get<2>(entry));
    return out;
  }

  /// Has `other` more than this share of the posts? As much more as it has by chance, being in many of all posts.
  bool is_within(const Posts& posts, const Posts& other, double share) const {
    const auto both = static_cast<double>(posts.count_with(other)), other_size = static_cast<double>(other.count());
    const auto size = static_cast<double>(posts.count());
    const double by_chance = other_size / static_cast<double>(posts_.size());
    return both > (share + (1 - share) * by_chance) * size || both > kSame * (size + other_size - both);
  }

  bool belong_together(const Term& a, const Term& b) const {
    const bool a_is_rarer = a.posts.count() < b.posts.count();
    const Posts &rarer = a_is_rarer ? a.posts : b.posts, &other = a_is_rarer ? b.posts : a.posts;
    return rarer.count_with(other) >= kLeastPosts && is_within(rarer, other, kTogether);
  }

  /// With how sure the change is, signed.
  std::pair<double, Topic> topic_of(const std::vector<const Term*>& terms, const Posts& all) const {
    Topic topic;
    for (const Term* term : terms) topic.terms.emplace_back(term->name());
    topic.name = name_of_terms(topic.terms);
    topic.count = all.count_with(now_);
    const auto earlier = static_cast<double>(all.count() - topic.count), now = static_cast<double>(topic.count);
    topic.before = earlier * expected_.value_or(0);
    for (std::size_t i = 0; i < posts_.size(); ++i) topic.negative += all.has(i) && now_.has(i) && negative_.has(i);
    const double sure = expected_ ? sureness(now, earlier) : 0;
    if (expected_ && earlier == 0) topic.status = Topic::Status::is_new;
    else if (sure > 0 && now > kChanged * topic.before) topic.status = Topic::Status::rising;
    else if (sure > 0 && now * kChanged < topic.before) topic.status = Topic::Status::fading;
    topic.examples = examples_of(terms, all);
    const bool up = topic.status == Topic::Status::is_new || topic.status == Topic::Status::rising;
    return {up ? sure : 0, std::move(topic)};
  }

  /// 0 where the change may be chance, and where nothing was said before.
  double sureness(double now, double earlier) const {
    const auto all_before = static_cast<double>(posts_.size()) - static_cast<double>(all_now_);
    if (all_before == 0) return 0;
    const double sure = likelihood_ratio(now, earlier, static_cast<double>(all_now_), all_before);
    return sure < kSure ? 0 : sure;
  }

  /// The first term, with the second where it adds a word.
  static std::string name_of_terms(const std::vector<std::string>& terms) {
    for (std::size_t i = 1; i < terms.size(); ++i) {
      if (terms[i].find(terms[0]) != std::string::npos) return terms[i];
      if (terms[0].find(terms[i]) == std::string::npos) return terms[0] + " · " + terms[i];
    }
    return terms[0];
  }

  std::vector<std::int64_t> examples_of(const std::vector<const Term*>& terms, const Posts& all) const {
    std::vector<std::pair<std::size_t, std::int64_t>> sorted;  // how many of the terms, id
    for (std::size_t i = 0; i < posts_.size(); ++i) {
      if (!all.has(i) || !now_.has(i)) continue;
      const auto n = static_cast<std::size_t>(
          std::count_if(terms.begin(), terms.end(), [&](const Term* t) { return t->posts.has(i); }));
      sorted.emplace_back(n, posts_[i].id);
    }
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(kExamples, sorted.size()));
    std::partial_sort(sorted.begin(), middle, sorted.end(), std::greater<>());
    std::vector<std::int64_t> out;
    for (auto at = sorted.begin(); at != middle; ++at) out.push_back(at->second);
    return out;
  }

  static std::vector<Topic> in_order(std::vector<std::pair<double, Topic>> found, std::size_t most) {
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return std::tuple(-a.first, -a.second.count) < std::tuple(-b.first, -b.second.count);
    });
    std::vector<Topic> out;
    for (auto& [sure, topic] : found)
      if (out.size() < most) out.push_back(std::move(topic));
    return out;
  }

  std::span<const TopicPost> posts_;
  std::optional<double> expected_;
  Terms terms_;
  Posts now_, negative_;
  std::int64_t all_now_ = 0;
};

}  // namespace

std::string_view name_of(Topic::Status status) {
  constexpr std::string_view kNames[] = {"new", "rising", "steady", "fading"};
  return kNames[static_cast<std::size_t>(status)];
}

std::vector<Topic> find_topics(std::span<const TopicPost> posts, std::optional<double> expected,
                               const CommonWords& common, std::span<const std::string> queries, std::size_t most) {
  return Finder(posts, expected, common, queries).find(most);
}

}  // namespace resonanz::understand
