#pragma once
// A crisis drill that the demo company held three weeks ago, so that the crisis screens have something to show.

#include <map>
#include <string>

#include "app/house.h"

namespace resonanz::app {

/// `people` by login; everything is invented (demo/README.md).
Status seed_drill(House& house, const std::map<std::string, Id>& people, Id query, TimeUs now);

}  // namespace resonanz::app
