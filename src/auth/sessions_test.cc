#include "auth/sessions.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "host/random.h"
#include "specs/settings.h"
#include "store/sqlite/sqlite_database.h"

namespace resonanz::auth {
namespace {

struct Door : testing::Test {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / ("resonanz-auth-" + host::random_token(8));
  host::ManualClock clock{*parse_rfc3339("2026-11-23T09:00:00Z")};
  std::unique_ptr<store::Database> db;
  std::optional<Users> users;
  std::optional<Sessions> sessions;
  User mira;

  void SetUp() override {
    std::filesystem::create_directories(folder);
    db = *store::open_sqlite({.path = folder / "a.db"});
    users.emplace(*db);
    sessions.emplace(*db, *users, clock);
    mira = *users->add({"Mira", "Mira Brandt", "", Role::admin, "de", "long enough 1"}, "test", clock.now());
  }
  void TearDown() override {
    db.reset();
    std::filesystem::remove_all(folder);
  }
};

TEST_F(Door, SignInTakesTheRightPasswordOnly) {
  EXPECT_EQ(users->sign_in(" MIRA ", "long enough 1")->id, mira.id);
  EXPECT_EQ(users->sign_in("mira", "long enough 2").error().code, Errc::login);
  EXPECT_EQ(users->sign_in("nobody", "long enough 1").error().code, Errc::login);
  EXPECT_EQ(hash_password("x").substr(0, 10), "$argon2id$");
  EXPECT_EQ(users->add({"mira", "Other", "", Role::agent, "de", "long enough 1"}, "test", clock.now()).error().code,
            Errc::name_taken);
  EXPECT_EQ(users->add({"tom", "Tom", "", Role::agent, "de", "short"}, "test", clock.now()).error().code, Errc::value);
}

TEST_F(Door, ASessionEndsByTimeBySigningOutAndByANewPassword) {
  const auto first = *sessions->start(mira);
  EXPECT_EQ(sessions->find(first.token)->user.id, mira.id);
  EXPECT_EQ(sessions->find(first.token + "x").error().code, Errc::auth);
  ASSERT_TRUE(sessions->end(first.token).ok());
  EXPECT_EQ(sessions->find(first.token).error().code, Errc::auth);
  const auto second = *sessions->start(mira);
  clock.advance((settings::kAuthSessionHours + 1) * kHourUs);
  EXPECT_EQ(sessions->find(second.token).error().code, Errc::auth);
  const auto third = *sessions->start(mira);
  ASSERT_TRUE(users->change(mira.id, {.password = "another long one"}, "test", clock.now()).ok());
  EXPECT_EQ(sessions->find(third.token).error().code, Errc::auth);
}

TEST_F(Door, UseProlongsASession) {
  const auto session = *sessions->start(mira);
  for (int i = 0; i < 4; ++i) {
    clock.advance(settings::kAuthSessionHours * kHourUs / 2);
    EXPECT_TRUE(sessions->find(session.token).ok()) << i;
  }
}

TEST_F(Door, OnlyLiveSessionsAreLive) {
  const auto first = *sessions->start(mira), second = *sessions->start(mira);
  ASSERT_TRUE(sessions->end(first.token).ok());
  EXPECT_EQ(*sessions->live(), (std::map<std::string, Role>{{second.session.key, Role::admin}}));
  ASSERT_TRUE(users->add({"tom", "Tom", "", Role::admin, "de", "long enough 1"}, "test", clock.now()).ok());
  UserPatch demoted;
  demoted.role = Role::agent;
  ASSERT_TRUE(users->change(mira.id, demoted, "test", clock.now()).ok());
  EXPECT_EQ(sessions->live()->at(second.session.key), Role::agent);
  clock.advance((settings::kAuthSessionHours + 1) * kHourUs);
  EXPECT_TRUE(sessions->live()->empty());
}

TEST(Permission, EveryoneHoldsOnlyWhatIsPublic) {
  EXPECT_TRUE(is_public(Permission::everyone));
  EXPECT_FALSE(is_public(Permission::users_write));
  EXPECT_TRUE(holds(Role::admin, Permission::users_write));
  EXPECT_FALSE(holds(Role::agent, Permission::users_write));
}

}  // namespace
}  // namespace resonanz::auth
