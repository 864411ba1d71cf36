// model_meanings WEIGHTS < LINES > BINARY: what the encoder makes of each line, for models/second_tier.py; numbers as
// in memory. A line's "\n" stands for a line break.
#include <cstdio>
#include <iostream>
#include <string>

#include "text/utf8.h"
#include "understand/encoder/encoder.h"

using namespace resonanz;

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: model_meanings WEIGHTS < LINES > BINARY\n";
    return 2;
  }
  const auto encoder = understand::Encoder::open(argv[1]);
  if (!encoder) {
    std::cerr << encoder.error().text() << '\n';
    return 1;
  }
  for (std::string line; std::getline(std::cin, line);) {
    for (std::size_t at = 0; (at = line.find("\\n", at)) != line.npos;) line.replace(at, 2, "\n");
    const std::vector<float> vector = encoder->encode(text::to_valid_utf8(line));
    std::fwrite(vector.data(), sizeof(float), vector.size(), stdout);
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
