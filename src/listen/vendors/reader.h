#pragma once
// Reads a query of another tool: operators, parentheses, quotes and fields are alike everywhere; the dialect says what
// a part means.

#include "listen/vendors/dialect.h"

namespace resonanz::listen::vendors {

/// `text` is valid UTF-8. Errors: Errc::empty, syntax, depth, and the dialect's.
Result<Expression> read(std::string_view text, Dialect& dialect);

}  // namespace resonanz::listen::vendors
