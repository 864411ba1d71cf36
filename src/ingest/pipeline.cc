#include "ingest/pipeline.h"

#include "ingest/deletions.h"
#include "ingest/intake.h"
#include "ingest/ledger.h"
#include "specs/settings.h"
#include "text/utf8.h"

namespace resonanz::ingest {

/// A source as the pipeline needs it: whose posts are our own, and how its bytes are read.
struct Pipeline::SourceEntry {
  sources::Source source;
  std::unique_ptr<sources::Connector> connector;
};

/// What can be worked out before the transaction.
struct Pipeline::Prepared {
  const stream::Entry* entry;
  const SourceEntry* source = nullptr;
  std::string account_id{};
  std::optional<Error> problem{};
  std::vector<Post> posts{};
  std::vector<std::vector<Match>> matches{};
  std::vector<std::optional<Reading>> readings{};  ///< of posts that a query asks for
};

Matcher matcher_of(const listen::SavedQueries& queries) {
  return [&queries](const Post& post) {
    std::vector<Match> out;
    for (const auto& hit : queries.match(post)) out.push_back(match_from(hit.query, hit.spans, hit.is_tag));
    return out;
  };
}

Pipeline::Pipeline(Parts parts)
    : parts_(std::move(parts)), mentions_(parts_.keys), quarantine_(parts_.db, parts_.keys) {}

Pipeline::~Pipeline() { stop(); }

Result<Pipeline::SourceEntry*> Pipeline::source_of(Id id) {
  if (auto found = sources_.find(id); found != sources_.end()) return found->second.get();
  TRY(auto source, parts_.sources.find(id));
  TRY(auto connector, sources::make_connector(parts_.sources, id, parts_.services));
  auto entry = std::make_unique<SourceEntry>(SourceEntry{std::move(source), std::move(connector)});
  return (sources_[id] = std::move(entry)).get();
}

Result<Pipeline::Prepared> Pipeline::begin(const stream::Entry& entry) {
  Prepared out{.entry = &entry};
  if (entry.item.problem) return out.problem = entry.item.problem, out;
  auto source = source_of(entry.source);
  if (!source && source.error().code == Errc::store) return source.error();  // nothing is wrong with the item
  if (!source) return out.problem = source.error(), out;
  out.source = *source;
  out.account_id = out.source->source.account_id;
  return out;
}

void Pipeline::prepare(Prepared& out) const {
  if (!out.source || out.entry->item.op != Op::upsert) return;
  const sources::Source& source = out.source->source;
  auto posts = out.source->connector->normalise(out.entry->item);
  if (!posts) {
    out.problem = posts.error();
    return;
  }
  out.posts = std::move(*posts);
  for (Post& post : out.posts) {
    if (post.source.empty()) post.source = source.name;
    if (post.network.empty()) post.network = source.network;
    if (post.source_lang.empty()) post.source_lang = source.language;
    post.text = std::string(text::clip(post.text, settings::kTextMaxPost));
    auto& matches = out.matches.emplace_back(parts_.matcher(post));
    auto& reading = out.readings.emplace_back();
    if (is_wanted(matches)) reading = parts_.readings.read(post, matches);
  }
}

Result<std::size_t> Pipeline::step() {
  // Settings of a source may have changed with any write since; entries are cheap to make anew.
  if (const auto seen = parts_.db.generation(); sources_.size() > 0 && seen != sources_seen_) sources_.clear();
  TRY(const auto entries, parts_.journal.next(settings::kIngestBatch));
  if (entries.empty()) return std::size_t{0};
  std::vector<Prepared> prepared;
  prepared.reserve(entries.size());
  for (const auto& entry : entries) {
    TRY(Prepared one, begin(entry));
    prepared.push_back(std::move(one));
  }
  workers_.each(prepared.size(), [&](std::size_t i) { prepare(prepared[i]); });
  std::set<Id> touched, outbox;
  const TimeUs now = parts_.services.clock.now();
  CHECK_OK(parts_.db.write([&](soci::session& sql) -> Status {
    Intake intake(sql, mentions_, parts_.readings, parts_.keys, now);
    std::map<std::pair<Id, std::pair<std::string, std::string>>, std::int64_t> counts;
    for (Prepared& p : prepared) {
      const stream::Entry& entry = *p.entry;
      if (!parts_.journal.holds(sql, entry)) continue;  // erased, and counted, while it was prepared
      if (p.problem) {
        quarantine_.keep(sql, entry, *p.problem);
        continue;
      }
      Outcome outcome{"filtered", "empty"};
      if (entry.item.op == Op::remove) {
        TRY(outcome, intake.remove(entry.source, entry.item.native_id));
      } else if (entry.item.op == Op::remove_author) {
        TRY(outcome, intake.remove_author(entry.source, entry.item.native_id));
      }
      for (std::size_t i = 0; i < p.posts.size(); ++i) {
        TRY(const Outcome one, intake.take(entry.source, p.account_id, entry.item.revision, entry.received_at,
                                           std::move(p.posts[i]), std::move(p.matches[i]), std::move(p.readings[i])));
        if (i == 0 || one.name == "stored") outcome = one;
      }
      if (entry.item.op != Op::upsert && outcome.name == "stored")
        count_deletion(sql, entry.source, now - entry.item.happened_at.value_or(entry.received_at));
      ++counts[{entry.source, {outcome.name, outcome.reason}}];
    }
    for (const auto& [key, n] : counts) count(sql, key.first, key.second.first, key.second.second, n);
    parts_.journal.finish(sql, entries);
    touched = intake.touched();
    outbox = intake.outbox_touched();
    return done();
  }));
  sources_seen_ = parts_.db.generation();
  for (Id id : touched)
    parts_.hub.publish("mention", fmt::format(R"({{"id":"{}","views":["needs_answer","all"]}})", id));
  for (Id id : outbox) parts_.hub.publish("outbox", fmt::format(R"({{"id":"{}","case_id":""}})", id));
  return entries.size();
}

void Pipeline::start() {
  background_.start("the pipeline stands",
                    [this]() -> Result<bool> {
                      TRY(const std::size_t worked, step());
                      return worked > 0;
                    },
                    {.idle = std::chrono::milliseconds(500), .failed = std::chrono::seconds(2), .gentle = false});
}

void Pipeline::wake() { background_.wake(); }
void Pipeline::stop() { background_.stop(); }

}  // namespace resonanz::ingest
