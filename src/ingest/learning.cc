#include "ingest/learning.h"

#include "ingest/mentions.h"
#include "understand/relevance.h"

namespace resonanz::ingest {
namespace {

constexpr int kMostLessons = 2000;
constexpr std::int64_t kLeastLessons = 10;  // fewer cannot show that they teach anything

struct Row {
  Task task;
  std::string label, title, text;
  Match match;
};

/// The newest first.
std::vector<Row> read_rows(soci::session& sql) {
  std::vector<Row> out;
  Row row;
  std::string spans;
  soci::indicator spans_set;
  soci::statement query =
      (sql.prepare
           << "SELECT l.what, l.query_id, l.label, m.title, m.text, mm.spans FROM mention_labels l JOIN mentions m "
              "ON m.id = l.mention_id LEFT JOIN mention_matches mm ON mm.mention_id = l.mention_id AND "
              "mm.query_id = l.query_id WHERE l.what = 'about' OR l.query_id = 0 ORDER BY l.at DESC, l.mention_id",
       soci::into(row.task.what), soci::into(row.task.query), soci::into(row.label), soci::into(row.title),
       soci::into(row.text), soci::into(spans, spans_set));
  query.execute();
  while (query.fetch()) {
    row.match.spans = read_spans(spans_set == soci::i_ok ? spans : "");
    out.push_back(row);
  }
  return out;
}

std::optional<std::size_t> number_of(std::span<const std::string> labels, std::string_view label) {
  const auto at = std::find(labels.begin(), labels.end(), label);
  if (at == labels.end()) return std::nullopt;
  return static_cast<std::size_t>(at - labels.begin());
}

Post posted(const Row& row) {
  Post post;
  post.title = row.title;
  post.text = row.text;
  return post;
}

std::vector<double> no_yes(double p) { return {1 - p, p}; }

}  // namespace

double prior_about(const Post& post, const Match& match) {
  understand::MatchPlaces places;
  places.count = match.spans.size();
  places.words = 1 + static_cast<std::size_t>(std::count(post.text.begin(), post.text.end(), ' '));
  places.first = match.spans.empty() ? 0 : 1;
  const auto size = static_cast<double>(std::max<std::size_t>(post.text.size(), 1));
  for (const Span& span : match.spans) {
    places.in_title |= span.in_title;
    places.first = span.in_title ? 0 : std::min(places.first, static_cast<double>(span.begin) / size);
  }
  return understand::relevance_of(places);
}

std::optional<understand::Lesson> Learning::lesson_of(const Task& task, const std::string& label, const Post& post,
                                                      const Match& match) const {
  std::string joined;
  understand::Features features;
  features.read(understand::join(post.title, post.text, joined));
  understand::Lesson lesson{understand::lesson_features(features), {}, label == "yes" ? std::size_t{1} : 0};
  if (task.what == "about") return lesson.prior = no_yes(prior_about(post, match)), lesson;
  const auto said = understand::Understander(models_).read(post.title, post.text);
  const auto* texts = models_.of(said.language.code);
  if (!texts || !said.toxic) return std::nullopt;
  if (task.what == "toxic") return lesson.prior = no_yes(*said.toxic), lesson;
  const auto& verdict = task.what == "sentiment" ? said.sentiment : said.intent;
  const auto& model = task.what == "sentiment" ? texts->sentiment : texts->intent;
  const auto number = number_of(model.labels(), label);
  if (!verdict || !number) return std::nullopt;
  lesson.label = *number;
  lesson.prior.assign(verdict->p.all().begin(), verdict->p.all().end());
  return lesson;
}

Result<bool> Learning::refresh(store::Database& db) {
  std::pair<std::int64_t, TimeUs> now;
  TRY(const auto rows, db.read([&](soci::session& sql) -> Result<std::vector<Row>> {
    sql << "SELECT count(*), COALESCE(max(at), 0) FROM mention_labels", soci::into(now.first), soci::into(now.second);
    return now == seen_ ? std::vector<Row>() : read_rows(sql);
  }));
  if (now == seen_) return false;
  std::map<Task, std::vector<understand::Lesson>> lessons;
  for (const Row& row : rows) {
    auto& of_task = lessons[row.task];
    if (of_task.size() >= kMostLessons) continue;
    if (auto lesson = lesson_of(row.task, row.label, posted(row), row.match)) of_task.push_back(std::move(*lesson));
  }
  auto all = std::make_shared<All>();
  for (const auto& [task, of_task] : lessons) {
    Taught taught{{task, understand::score_lessons(of_task)}, understand::Learned(of_task)};
    const auto& score = taught.score.score;
    taught.score.is_used = score.lessons >= kLeastLessons && score.right_after > score.right_before;
    all->emplace(task, std::move(taught));
  }
  all_.store(std::move(all));
  seen_ = now;
  return true;
}

std::vector<TaskScore> Learning::scores() const {
  std::vector<TaskScore> out;
  if (const auto all = all_.load())
    for (const auto& [task, taught] : *all) out.push_back(taught.score);
  return out;
}

bool Learning::knows(const Task& task) const {
  const auto all = all_.load();
  if (!all) return false;
  const auto found = all->find(task);
  return found != all->end() && found->second.score.is_used;
}

bool Learning::apply(const Task& task, std::span<const std::uint32_t> features, std::span<double> p) const {
  const auto all = all_.load();
  if (!all) return false;
  const auto found = all->find(task);
  if (found == all->end() || !found->second.score.is_used) return false;
  found->second.learned.apply(features, p);
  return true;
}

}  // namespace resonanz::ingest
