#include "privacy/keys.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "host/random.h"

namespace resonanz::privacy {
namespace {

struct KeyFile : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() / ("resonanz-keys-" + host::random_token(8));
  void TearDown() override { std::filesystem::remove(file); }
};

TEST_F(KeyFile, IsMadeOnceForTheOwnerAloneAndOpensTheSameAgain) {
  EXPECT_EQ(Keys::load(file, false).error().code, Errc::keys);
  const auto keys = *Keys::load(file, true);
  struct stat info;
  ASSERT_EQ(stat(file.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  const auto sealed = keys.seal(Purpose::journal, "Jonas");
  EXPECT_EQ(*Keys::load(file, false)->open(Purpose::journal, sealed), "Jonas");
}

TEST_F(KeyFile, AWrongOrDamagedFileIsSaidSo) {
  std::ofstream(file) << "not a key\n";
  EXPECT_EQ(Keys::load(file, true).error().code, Errc::keys);
}

TEST_F(KeyFile, ASealedValueOpensForItsPurposeOnlyAndNotWhenChanged) {
  const auto keys = *Keys::load(file, true);
  auto sealed = keys.seal(Purpose::journal, "Jonas");
  EXPECT_NE(sealed, keys.seal(Purpose::journal, "Jonas")) << "the nonce is fresh each time";
  EXPECT_EQ(keys.open(Purpose::secrets, sealed).error().code, Errc::keys);
  sealed[sealed.size() / 2] = sealed[sealed.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_EQ(keys.open(Purpose::journal, sealed).error().code, Errc::keys);
  EXPECT_EQ(keys.open(Purpose::journal, "").error().code, Errc::keys);
}

TEST_F(KeyFile, ReferencesDifferBySourceQuarterAndKey) {
  const auto keys = *Keys::load(file, true);
  const TimeUs november = *parse_rfc3339("2026-11-01"), december = *parse_rfc3339("2026-12-31"),
               january = *parse_rfc3339("2027-01-01");
  const auto reference = keys.author_ref(1, november, "did:plc:x");
  EXPECT_EQ(reference.size(), 32u);
  EXPECT_EQ(reference, keys.author_ref(1, december, "did:plc:x"));
  EXPECT_NE(reference, keys.author_ref(1, january, "did:plc:x"));
  EXPECT_NE(reference, keys.author_ref(2, november, "did:plc:x"));
  EXPECT_NE(keys.person_key("bluesky", "x"), keys.person_key("mastodon", "x"));
  std::filesystem::remove(file);
  EXPECT_NE(reference, Keys::load(file, true)->author_ref(1, november, "did:plc:x"));
}

TEST_F(KeyFile, WithoutTheSubjectsKeyNothingOpens) {
  const auto keys = *Keys::load(file, true);
  const auto one = keys.new_subject_key(), other = keys.new_subject_key();
  const auto sealed = Keys::seal(one, "Jonas Weber");
  EXPECT_EQ(*Keys::open(*keys.unwrap(one.wrapped), sealed), "Jonas Weber");
  EXPECT_EQ(Keys::open(other, sealed).error().code, Errc::keys);
}

}  // namespace
}  // namespace resonanz::privacy
