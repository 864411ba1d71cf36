#include "understand/other_languages.h"

#include <fasttext/fasttext.h>

#include <array>
#include <istream>
#include <streambuf>

#include "text/utf8.h"
#include "understand/letters.h"

namespace resonanz::understand {
namespace {

constexpr std::string_view kPrefix = "__label__";

/// Reads from memory that it borrows.
class Memory : public std::streambuf {
 public:
  explicit Memory(std::span<const char> bytes) {
    char* begin = const_cast<char*>(bytes.data());  // never written to: there is no put area
    setg(begin, begin, begin + bytes.size());
  }
};

/// The library reads files whole, but streams only behind their beginning.
class Model : public fasttext::FastText {
 public:
  void read(std::istream& in) {
    if (!checkModel(in)) throw std::invalid_argument("it does not begin as a fastText model");
    loadModel(in);
  }
};

}  // namespace

struct OtherLanguages::State {
  Model model;
  std::vector<std::string> codes;  ///< by number of the label
};

OtherLanguages::OtherLanguages(std::unique_ptr<State> state) : state_(std::move(state)) {}
OtherLanguages::OtherLanguages(OtherLanguages&&) noexcept = default;
OtherLanguages::~OtherLanguages() = default;

Result<OtherLanguages> OtherLanguages::read(std::span<const std::uint8_t> bytes) {
  auto state = std::make_unique<State>();
  try {
    Memory memory({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    std::istream in(&memory);
    in.exceptions(std::ios::failbit | std::ios::badbit | std::ios::eofbit);
    state->model.read(in);
    const auto dictionary = state->model.getDictionary();
    for (std::int32_t i = 0; i < dictionary->nlabels(); ++i)
      state->codes.push_back(dictionary->getLabel(i).substr(kPrefix.size()));
  } catch (const std::exception& error) {
    return fail(Errc::model, error.what());
  }
  return OtherLanguages(std::move(state));
}

LanguageGuess OtherLanguages::identify(std::string_view text) const {
  std::array<char32_t, LanguageModel::kLetters> letters;
  const std::size_t count = read_letters(text, Digits::drop, letters);
  std::string line;
  for (std::size_t i = 1; i < count; ++i) text::append(line, letters[i]);
  if (line.empty()) return {};
  line.back() = '\n';
  Memory memory({line.data(), line.size()});
  std::istream in(&memory);
  std::vector<std::int32_t> words, labels;
  state_->model.getDictionary()->getLine(in, words, labels);
  fasttext::Predictions best;
  if (!words.empty()) state_->model.predict(1, words, best);
  if (best.empty()) return {};
  return {state_->codes[static_cast<std::size_t>(best[0].second)], std::min(1.0, std::exp(double{best[0].first}))};
}

}  // namespace resonanz::understand
