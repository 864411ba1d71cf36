#pragma once
// What a crisis room's view is made of.

#include "api/crisis_view.h"

namespace resonanz::api {

json::object severity_view(const Views& views, const crisis::Report& report, const crisis::Reader& reader);
json::object level_view(const Views& views, const crisis::Report& report);
json::array clocks_view(const Views& views, const crisis::Room& room, TimeUs now);
json::object quiet_view(const crisis::Room& room, const crisis::Reader& reader);
json::object step_view(const Views& views, const crisis::Step& step, TimeUs now);
json::object figures_view(const crisis::Room& room);

}  // namespace resonanz::api
