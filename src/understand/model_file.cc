#include "understand/model_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <boost/json.hpp>
#include <cstring>

namespace resonanz::understand {
namespace {

namespace json = boost::json;

constexpr std::string_view kMagic = "RZMODEL1\n";
constexpr std::size_t kChecksumBytes = 4;
constexpr unsigned kMostBits = 24;

std::vector<double> numbers(const json::value& list) {
  std::vector<double> out;
  for (const json::value& item : list.as_array()) out.push_back(item.to_number<double>());
  return out;
}

/// Throws what Boost.JSON throws where a member is missing or of the wrong type.
ModelFile read_header(const json::object& header) {
  ModelFile out;
  out.task = header.at("task").as_string().c_str();
  out.version = header.at("version").as_string().c_str();
  for (const json::value& label : header.at("labels").as_array()) out.labels.emplace_back(label.as_string());
  out.bits = header.at("bits").to_number<unsigned>();
  out.weighted = header.at("weighted").as_bool();
  out.weight_scale = header.at("weight_scale").to_number<double>();
  out.rarity_scale = header.at("rarity_scale").to_number<double>();
  out.gains = numbers(header.at("gains"));
  out.bias = numbers(header.at("bias"));
  for (const json::value& input : header.at("more").as_array()) out.more.push_back(numbers(input));
  out.sharpness = header.at("sharpness").to_number<double>();
  out.shift = numbers(header.at("shift"));
  out.unsure_below = header.at("unsure_below").to_number<double>();
  return out;
}

bool fits(const ModelFile& model) {
  const std::size_t labels = model.labels.size();
  const auto is_row = [&](const std::vector<double>& row) { return row.size() == labels; };
  return labels >= 1 && labels <= kMostLabels && model.bits <= kMostBits && is_row(model.bias) && is_row(model.shift) &&
         std::all_of(model.more.begin(), model.more.end(), is_row);
}

std::uint32_t checksum_at(const std::uint8_t* at) {
  return static_cast<std::uint32_t>(at[0]) | static_cast<std::uint32_t>(at[1]) << 8 |
         static_cast<std::uint32_t>(at[2]) << 16 | static_cast<std::uint32_t>(at[3]) << 24;
}

}  // namespace

Result<ModelParts> split_model(std::span<const std::uint8_t> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t end = text.starts_with(kMagic) ? text.find('\n', kMagic.size()) : text.npos;
  if (end == text.npos) return fail(Errc::model, "it does not begin as a model");
  if (bytes.size() < end + 1 + kChecksumBytes) return fail(Errc::model, "it is too short");
  const auto rows = bytes.subspan(end + 1, bytes.size() - end - 1 - kChecksumBytes);
  if (crc32(0, rows.data(), static_cast<unsigned>(rows.size())) != checksum_at(rows.data() + rows.size()))
    return fail(Errc::model, "its bytes are damaged");
  return ModelParts{text.substr(kMagic.size(), end - kMagic.size()), rows};
}

Result<ModelFile> read_model(std::span<const std::uint8_t> bytes) {
  TRY(const ModelParts parts, split_model(bytes));
  ModelFile out;
  try {
    out = read_header(json::parse(parts.description).as_object());
  } catch (const std::exception& error) {
    return fail(Errc::model, fmt::format("its description: {}", error.what()));
  }
  if (!fits(out)) return fail(Errc::model, "its description contradicts itself");
  if (parts.rows.size() != out.row_count() * out.row_size()) return fail(Errc::model, "it is too short or too long");
  out.rows = parts.rows;
  return out;
}

}  // namespace resonanz::understand
