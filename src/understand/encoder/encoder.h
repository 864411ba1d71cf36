#pragma once
// A sentence encoder: texts that mean alike get like vectors, whatever their words and language. The second tier:
// optional, slow, for posts that the linear models are not sure of. multilingual-e5-small (Wang et al. 2024), a BERT
// (Devlin et al. 2019) of twelve layers.

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "understand/encoder/dense.h"
#include "understand/encoder/pieces.h"

namespace resonanz::understand {

/// Immutable; thread-safe.
class Encoder {
 public:
  /// The file is mapped, not read: its pages can be dropped and come back. Errors: Errc::file where it cannot be read,
  /// Errc::model where it is not the one that was measured (SHA-256).
  static Result<Encoder> open(const std::filesystem::path& path);
  /// Weights of any encoder of this form with five layers or more, which must outlive it. Errors: Errc::model.
  static Result<Encoder> read(std::span<const std::uint8_t> bytes, DenseKernel kernel = dense_kernel());
  ~Encoder();
  Encoder(Encoder&&) noexcept;

  /// size() numbers: the means over the text's tokens of the fourth and second layer before the last and of the last
  /// (of twelve: 8, 10 and 12). The first kMostBytes and kMostTokens count. About 30 ms for a short post. Precondition:
  /// valid UTF-8.
  std::vector<float> encode(std::string_view text) const;
  std::vector<std::uint32_t> tokens_of(std::string_view text) const;
  std::size_t size() const;

  static constexpr std::string_view kVersion =
      "e5-small-q4-1";  ///< of the weights that open() takes, and of the network
  static constexpr std::size_t kMostBytes = 1000, kMostTokens = 160;

 private:
  struct State;
  explicit Encoder(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace resonanz::understand
