// model_features language|text|words|pair < LINES > BINARY: what the models look at in each line, for models/train.py.
// The program and the training read texts by the same code, so they cannot drift apart. A line's "\n" stands for a line
// break. Per line, as 32-bit numbers: how many groups, the size of each, then the features of all.
#include <cstdio>
#include <iostream>
#include <map>
#include <string>

#include "text/utf8.h"
#include "understand/duplicates.h"
#include "understand/features.h"
#include "understand/language.h"
#include "understand/letters.h"
#include "understand/salient.h"

namespace {

using namespace resonanz;
using Groups = std::vector<std::vector<std::uint32_t>>;

Groups language_features(const std::string& text) {
  std::vector<char32_t> letters(understand::LanguageModel::kLetters);
  letters.resize(understand::read_letters(text, understand::Digits::drop, letters));
  Groups out(1);
  understand::each_gram(letters, [&](std::uint32_t gram) { out[0].push_back(gram); });
  return out;
}

Groups text_features(const std::string& text) {
  static understand::Features features;
  features.read(text);
  Groups out;
  for (std::size_t kind = 0; kind < understand::kFeatureKinds; ++kind) {
    const auto of = features.of(static_cast<understand::FeatureKind>(kind));
    out.emplace_back(of.begin(), of.end());
  }
  return out;
}

Groups word_features(const std::string& text) {
  std::vector<understand::TextWord> words;
  understand::read_words(text, words);
  Groups out(1);
  for (const understand::TextWord& word : words) out[0].push_back(word.feature);
  return out;
}

/// Whether the second of two texts, with U+001F between them, counts as saying what the first says.
Groups pair_features(const std::string& text) {
  const std::size_t border = std::min(text.find('\x1f'), text.size() - 1);
  understand::Duplicates seen(2);
  seen.add(std::string_view(text).substr(0, border));
  return {{seen.add(std::string_view(text).substr(border + 1)) ? 1u : 0u}};
}

void write(const std::vector<std::uint32_t>& numbers) {
  std::fwrite(numbers.data(), sizeof(std::uint32_t), numbers.size(), stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, Groups (*)(const std::string&)> readers{
      {"language", language_features}, {"text", text_features}, {"words", word_features}, {"pair", pair_features}};
  const auto reader = readers.find(argc == 2 ? argv[1] : "");
  if (reader == readers.end()) {
    std::cerr << "usage: model_features language|text|words|pair < LINES > BINARY\n";
    return 2;
  }
  for (std::string line; std::getline(std::cin, line);) {
    for (std::size_t at = 0; (at = line.find("\\n", at)) != line.npos;) line.replace(at, 2, "\n");
    line = text::to_valid_utf8(line);
    const Groups groups = reader->second(line);
    std::vector<std::uint32_t> head{static_cast<std::uint32_t>(groups.size())};
    for (const auto& group : groups) head.push_back(static_cast<std::uint32_t>(group.size()));
    write(head);
    for (const auto& group : groups) write(group);
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
