#pragma once
// Texts that are in none of a workspace's languages: nothing is said of them rather than a guess. A pure function.

#include <string_view>

#include "understand/shipped.h"

namespace resonanz::understand {

/// Most letters are of scripts that no language of `home` is written in; or the text is long enough for fastText to be
/// right, which is sure of another language. Precondition: `text` is valid UTF-8.
bool is_foreign(std::string_view text, const ShippedModels& models, LanguageSet home);

}  // namespace resonanz::understand
