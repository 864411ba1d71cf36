#include "govern/erase.h"

namespace resonanz::govern {

std::span<const FreeText> crisis_texts() {
  static constexpr FreeText kAll[] = {{"crisis_rooms", "title"},
                                      {"crisis_rooms", "reason"},
                                      {"crisis_rooms", "lessons"},
                                      {"crisis_rooms", "set_reason"},
                                      {"crisis_events", "text"},
                                      {"crisis_facts", "note"},
                                      {"crisis_levels", "reason"},
                                      {"crisis_clocks", "note"},
                                      {"crisis_steps", "text"},
                                      {"crisis_steps", "note"},
                                      {"crisis_statements", "url"},
                                      {"crisis_statement_versions", "title"},
                                      {"crisis_statement_versions", "text"},
                                      {"crisis_approvals", "reason"},
                                      {"publishing_holds", "reason"},
                                      {"publishing_holds", "note"},
                                      {"notices", "title_de"},
                                      {"notices", "title_en"},
                                      {"notices", "text_de"},
                                      {"notices", "text_en"}};
  return kAll;
}

}  // namespace resonanz::govern
