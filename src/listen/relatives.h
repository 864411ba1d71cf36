#pragma once
// For tests of what follows from what: conditions that are near relatives.

#include "listen/testing.h"

namespace resonanz::listen {

/// Conditions of which much follows from one for another.

inline constexpr const char* kRelatives[] = {"rad",
                                             "rad*",
                                             "radl*",
                                             "*rad*",
                                             "*rad",
                                             "*drad",
                                             "*adler",
                                             "*adl*",
                                             "=Rad",
                                             "=RAD",
                                             "=Rad*",
                                             "#rad",
                                             "@rad",
                                             "#rad*",
                                             "rad{2,}",
                                             "rad{3,}",
                                             "title:rad",
                                             "text:rad",
                                             "title:rad*",
                                             "title:text:rad",
                                             "das",
                                             "\"das rad\"",
                                             "\"das rad*\"",
                                             "\"das (rad OR bike)\"",
                                             "\"das rad\"~1",
                                             "\"das rad\"~3",
                                             "\"rad das\"~1",
                                             "title:\"das rad\"",
                                             "rad NEAR/1 das",
                                             "rad NEAR/3 das",
                                             "rad ONEAR/1 das",
                                             "rad NEAR/1 (das OR bike)",
                                             "rad NEAR/2 das NEAR/2 bike",
                                             "raw:\"as Ra\"",
                                             "raw:Rad",
                                             "title:raw:Rad",
                                             "rad-haus",
                                             "radhaus",
                                             "\"rad haus\"",
                                             "haus",
                                             "rad?",
                                             "radl?r*",
                                             "lang:de",
                                             "lang:en",
                                             "kind:post",
                                             "kind:reply",
                                             "likes:..3",
                                             "likes:2..",
                                             "likes:5..",
                                             "likes:3..3",
                                             "site:a.de",
                                             "site:b.de",
                                             "host:www.a.de",
                                             "url:a.de/x",
                                             "url:a.de",
                                             "link:a.de",
                                             "network:n",
                                             "network:m",
                                             "after:2026-01-02",
                                             "after:2026-01-05",
                                             "before:2026-01-02",
                                             "before:2026-01-05",
                                             "sample:30",
                                             "sample:60",
                                             "sample:100",
                                             "author:x",
                                             "author:y",
                                             "list:l",
                                             "list:none",
                                             "thread:1",
                                             "thread:2",
                                             "muller",
                                             "müller",
                                             "m*ller",
                                             "mueller"};

/// The lists that they name.
inline Lists lists_of_relatives() {
  Lists lists;
  EXPECT_TRUE(lists.add("l", "words", {"rad", "das rad", "haus"}).ok());
  EXPECT_TRUE(lists.add("none", "words", {}).ok());
  return lists;
}

}  // namespace resonanz::listen
