#pragma once
// One factory a tool.

#include <memory>

#include "listen/vendors/dialect.h"

namespace resonanz::listen::vendors {

std::unique_ptr<Dialect> brandwatch();
std::unique_ptr<Dialect> talkwalker();
std::unique_ptr<Dialect> meltwater();
std::unique_ptr<Dialect> x_rules();

}  // namespace resonanz::listen::vendors
