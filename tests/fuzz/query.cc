// libFuzzer: a query on the first line, then the title, then the text. Parsing, printing, matching and spans must hold.
#include <cstdlib>

#include "listen/evaluate.h"
#include "listen/parse.h"
#include "listen/print.h"
#include "text/utf8.h"

using namespace resonanz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto first = std::min(input.find('\n'), size), second = std::min(input.find('\n', first + 1), size);
  Post post;
  post.id = "1";
  if (first < size) post.title = text::to_valid_utf8(input.substr(first + 1, second - first - 1));
  if (second < size) post.text = text::to_valid_utf8(input.substr(second + 1));

  listen::Document document;
  document.assign(post);
  for (const listen::Token& token : document.tokens()) {
    const auto bytes = document.text_of(token.field);
    if (token.folded.empty() || token.begin >= token.end || token.end > bytes.size() || token.first > token.last)
      std::abort();
  }

  const auto query = listen::parse(input.substr(0, first), listen::Rules::search);
  if (!query) return 0;
  const bool answer = listen::matches(*query, document);
  if (answer)
    for (const listen::Span& span : listen::spans_of(*query, document))
      if (span.begin >= span.end || span.end > document.text_of(span.field).size()) std::abort();
  const std::string printed = listen::to_text(*query);
  const auto again = listen::parse(printed, listen::Rules::search);
  if (!again || listen::to_text(*again) != printed || listen::matches(*again, document) != answer) std::abort();
  return 0;
}
