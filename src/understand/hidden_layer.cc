#include "understand/hidden_layer.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "understand/model_file.h"

namespace resonanz::understand {
Result<HiddenLayer> HiddenLayer::read(std::span<const std::uint8_t> bytes) {
  TRY(const ModelParts parts, split_model(bytes));
  HiddenLayer out;
  try {
    const boost::json::value header = boost::json::parse(parts.description);
    out.task_ = header.at("task").as_string().c_str();
    out.version_ = header.at("version").as_string().c_str();
    out.inputs_ = header.at("inputs").to_number<std::size_t>();
    out.scales_ = boost::json::value_to<std::vector<double>>(header.at("scales"));
    out.bias_ = boost::json::value_to<std::vector<double>>(header.at("bias"));
  } catch (const std::exception& error) {
    return fail(Errc::model, fmt::format("its description: {}", error.what()));
  }
  if (out.scales_.empty() || out.scales_.size() != out.bias_.size() || parts.rows.size() % out.size() != 0 ||
      parts.rows.size() / out.size() != out.inputs_)
    return fail(Errc::model, "its description contradicts itself");
  out.weights_ = parts.rows;
  return out;
}

std::vector<double> HiddenLayer::of(std::span<const double> inputs) const {
  std::vector<double> out(size());
  for (std::size_t input = 0; input < inputs_; ++input) {
    const std::uint8_t* row = &weights_[input * size()];
    for (std::size_t unit = 0; unit < out.size(); ++unit)
      out[unit] += inputs[input] * static_cast<std::int8_t>(row[unit]);
  }
  for (std::size_t unit = 0; unit < out.size(); ++unit)
    out[unit] = std::max(0.0, out[unit] * scales_[unit] + bias_[unit]);
  return out;
}

}  // namespace resonanz::understand
