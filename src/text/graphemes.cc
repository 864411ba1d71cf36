#include "text/graphemes.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>

namespace resonanz::text {

std::size_t count_graphemes(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  thread_local const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  if (!breaks) return utf8.size();
  UText text = UTEXT_INITIALIZER;
  utext_openUTF8(&text, utf8.data(), static_cast<int64_t>(utf8.size()), &status);
  breaks->setText(&text, status);
  std::size_t count = 0;
  if (U_SUCCESS(status))
    while (breaks->next() != icu::BreakIterator::DONE) ++count;
  utext_close(&text);
  return count;
}

}  // namespace resonanz::text
