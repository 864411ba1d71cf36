#pragma once
// The copy of their data that a person may ask for (Art. 15, 20), place by place of specs/retention.toml.

#include <boost/json/object.hpp>

#include "govern/person.h"

namespace resonanz::govern {

/// {"schema": 1, "person": {…}, "places": {table: [rows]}, "limits": {table: …}}. Every table that may hold something
/// of people outside is there, empty or not. Other people's posts appear by id and time only.
Result<boost::json::object> write_export(soci::session& sql, const privacy::Keys& keys, const Person& person,
                                         TimeUs now);

}  // namespace resonanz::govern
