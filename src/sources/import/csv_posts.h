#pragma once
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/item.h"

namespace resonanz::sources {

/// Rows of a CSV file as items whose payload is a post line; see read_post_file().
Result<std::vector<Item>> read_csv_posts(std::string_view text);

}  // namespace resonanz::sources
