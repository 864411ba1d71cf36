// libFuzzer: queries, a line each, up to an empty line; then the title, then the text. The engine, with all of them
// compiled, must answer what the reference evaluator answers, for this post and again for the same one.
#include <cstdlib>

#include "listen/engine/engine.h"
#include "listen/evaluate.h"
#include "listen/parse.h"
#include "text/utf8.h"

using namespace resonanz;

namespace {

/// Takes the next line off.
std::string_view line_of(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const listen::Frequencies frequencies;
  listen::EngineBuilder builder(frequencies);
  std::vector<listen::Query> queries;
  for (std::string_view line = line_of(rest); !line.empty(); line = line_of(rest)) {
    auto query = listen::parse(line, listen::Rules::live);
    if (!query) continue;
    builder.add(*query);
    queries.push_back(*std::move(query));
  }
  const listen::Engine engine = std::move(builder).finish();

  Post post;
  post.id = "1";
  post.title = text::to_valid_utf8(line_of(rest));
  post.text = text::to_valid_utf8(rest);
  listen::Document document;
  document.assign(post);
  std::vector<std::uint32_t> expected, answer;
  for (std::uint32_t i = 0; i < queries.size(); ++i)
    if (listen::matches(queries[i], document)) expected.push_back(i);

  listen::Engine::Scratch scratch;
  for (int round = 0; round < 2; ++round) {  // what is kept from post to post must not matter
    engine.match(document, scratch, answer);
    if (answer != expected) std::abort();
  }
  return 0;
}
