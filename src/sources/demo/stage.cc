#include "sources/demo/stage.h"

#include "host/random.h"
#include "model/post_json.h"
#include "sources/demo/script.h"

namespace resonanz::sources::demo {
namespace {

constexpr TimeUs kShown = 2 * kSecondUs;

Receipt receipt_of(const std::string& key) { return {"demo:answer:" + key, "", false}; }

Item item_of(const Post& post) {
  Item item;
  item.native_id = post.id;
  item.revision = "1";
  item.payload = write_post(post);
  return item;
}

std::string script_id(const std::string& native_id) { return native_id.substr(0, native_id.find('~')); }

}  // namespace

Stage& Stage::instance() {
  static Stage stage;
  return stage;
}

Receipt Stage::put(Id source, const Outgoing& outgoing, TimeUs now) {
  std::lock_guard lock(mutex_);
  for (const Answer& answer : answers_)
    if (answer.source == source && answer.key == outgoing.key) return receipt_of(outgoing.key);
  const TimeUs pause = (8 + host::random_below(14)) * kSecondUs;
  answers_.push_back({source, outgoing.key, outgoing.reply_to, outgoing.text, outgoing.lang, now, now + pause});
  return receipt_of(outgoing.key);
}

std::optional<Receipt> Stage::find(Id source, const std::string& key) {
  std::lock_guard lock(mutex_);
  for (const Answer& answer : answers_)
    if (answer.source == source && answer.key == key) return receipt_of(key);
  return std::nullopt;
}

std::optional<Post> Stage::target_of(const std::string& native_id) {
  for (const Post& post : reactions_)
    if (post.id == native_id) return post;
  const std::string id = script_id(native_id);
  for (const auto* lines : {&script().history, &script().live})
    for (const Line& line : *lines)
      if (line.post.id == id) return line.post;
  return std::nullopt;
}

std::optional<Post> Stage::reaction_to(const Answer& answer, const std::string& network) {
  const auto target = target_of(answer.reply_to);
  if (!target) return std::nullopt;
  const auto& all = script().reactions;
  std::vector<const Reaction*> fitting;
  for (const Reaction& reaction : all)
    if (reaction.to == script_id(answer.reply_to)) fitting.push_back(&reaction);
  if (fitting.empty())
    for (const Reaction& reaction : all)
      if (reaction.to.empty() && reaction.lang == (target->lang == "de" ? "de" : "en")) fitting.push_back(&reaction);
  // A second round of thanks would go on for ever: people stop answering at some time.
  const auto rounds = std::count_if(reactions_.begin(), reactions_.end(),
                                    [&](const Post& p) { return p.author.id == target->author.id; });
  if (fitting.empty() || rounds >= 2) return std::nullopt;
  Post post;
  post.id = "demo:reaction:" + answer.key;
  post.network = network;
  post.kind = PostKind::reply;
  post.lang = target->lang;
  post.author = target->author;
  post.text = fitting[host::random_below(static_cast<std::uint32_t>(fitting.size()))]->text;
  post.in_reply_to = receipt_of(answer.key).native_id;
  post.created_at = answer.reaction_at;
  return post;
}

std::vector<Item> Stage::due(Id source, const std::string& network, TimeUs now) {
  std::lock_guard lock(mutex_);
  std::vector<Item> items;
  for (Answer& answer : answers_) {
    if (answer.source != source) continue;
    if (!answer.shown && now >= answer.at + kShown) {
      answer.shown = true;
      Post own;
      own.id = receipt_of(answer.key).native_id;
      own.network = network;
      own.kind = PostKind::reply;
      own.lang = answer.lang;
      own.author.id = kOwnAccount;
      own.author.handle = "kranichrad";
      own.author.name = "Kranich Rad";
      own.text = answer.text;
      own.in_reply_to = answer.reply_to;
      own.created_at = answer.at;
      items.push_back(item_of(own));
    }
    if (!answer.reacted && now >= answer.reaction_at) {
      answer.reacted = true;
      if (auto post = reaction_to(answer, network)) {
        reactions_.push_back(*post);
        items.push_back(item_of(*post));
      }
    }
  }
  return items;
}

}  // namespace resonanz::sources::demo
