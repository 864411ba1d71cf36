#pragma once
// Our data as the contract's JSON (specs/openapi.yaml, components). Here it is decided what of a person is shown:
// a name only while its case is open.

#include "api/call.h"

namespace resonanz::api {

/// Looks things up once per request: colleagues, sources, queries, the workspace.
class Views {
 public:
  static Result<Views> create(Call& call);

  /// A reference to a colleague; null for 0 or somebody unknown.
  json::value user_ref(Id id) const;
  json::object source_ref(Id id) const;
  json::object mention(const cases::Row& row) const;
  json::value case_ref(const cases::Row& row) const;
  json::object reply(const publish::Item& item) const;
  json::object note(const cases::Event& event) const;
  json::object draft(const cases::Draft& draft) const;
  json::object promise(const cases::Promise& promise) const;
  json::value coded(const std::optional<Error>& error) const;

  /// The whole thread around a mention.
  Result<json::object> conversation(const cases::Row& row) const;

  const auth::Workspace& workspace() const { return workspace_; }
  const std::vector<sources::Source>& sources() const { return sources_; }

 private:
  explicit Views(Call& call) : call_(&call) {}
  json::object author(const ingest::Mention& mention, const std::optional<cases::Case>& the_case) const;
  /// The case's person as the vault knows them; null where they were erased.
  const Author* person_of(const cases::Case& the_case) const;
  bool is_open(const ingest::Mention& mention, const std::optional<cases::Case>& the_case) const;
  json::array queries(const ingest::Mention& mention) const;
  json::array tags(const ingest::Mention& mention) const;
  static json::value reading(const std::optional<ingest::StoredReading>& reading);
  json::object query_ref(const listen::SavedQuery& query) const;
  json::object post_entry(const ingest::Mention& mention, const std::optional<cases::Case>& the_case) const;
  json::object event_entry(const cases::Event& event) const;
  json::value full_case(const std::optional<cases::Case>& the_case, const cases::Row& row) const;
  json::value person(const cases::Case& the_case) const;
  json::object channel(Id source, const std::string& network) const;
  json::value due(const cases::Row& row) const;
  const sources::Source* find_source(Id id) const;

  Call* call_;
  auth::Workspace workspace_;
  std::map<Id, auth::User> users_;
  std::vector<sources::Source> sources_;
  std::map<Id, listen::SavedQuery> queries_;
  mutable std::map<Id, std::optional<Author>> people_;  ///< by case
};

/// A colleague as the contract's User and UserRef.
json::object user_json(const auth::User& user);
json::object user_ref_json(const auth::User& user);

/// Who opened the case's person, and what they may be asked for next.
json::object limits_of(std::string_view kind);
json::array capabilities_of(std::string_view kind);
bool can_reply(std::string_view kind);

}  // namespace resonanz::api
