#include "text/mask.h"

#include <gtest/gtest.h>

namespace resonanz::text {
namespace {

TEST(Mask, AHandleIsHiddenAsAWordOnlyAndKeepsTheLength) {
  Masker masker;
  masker.add_handle("@Anna.Example");
  EXPECT_EQ(masker.mask("ask @anna.example, she knows"), "ask @************, she knows");
  EXPECT_EQ(masker.mask("(ANNA.EXAMPLE)."), "(************).");
  EXPECT_FALSE(masker.finds("johanna.example and anna.example.org and anna"));
}

TEST(Mask, AHandleThatIsAWordIsHiddenWhereItIsAddressedOnly) {
  Masker masker;
  masker.add_handle("Bremse");
  EXPECT_EQ(masker.mask("Die Bremse von @bremse, https://forum.example/bremse"),
            "Die Bremse von @******, https://forum.example/******");
  EXPECT_EQ(masker.mask("bremse"), "******") << "a list of handles";
}

TEST(Mask, NamesAreFoundInEveryCaseAndForm) {
  Masker masker;
  masker.add_word("Jürgen Müller");
  EXPECT_EQ(masker.mask("danke JÜRGEN MÜLLER!"), "danke ***************!");
  EXPECT_TRUE(masker.finds("danke Ju\u0308rgen Mu\u0308ller!"));  // decomposed
  EXPECT_FALSE(masker.finds("Jürgen Müllerburg"));
}

TEST(Mask, IdsAndAddressesAreHiddenInsideOthers) {
  Masker masker;
  masker.add_text("did:plc:abcdef");
  EXPECT_EQ(masker.mask("at://did:plc:abcdef/app/1"), "at://**************/app/1");
}

TEST(Mask, TooShortTermsAreNotTaken) {
  Masker masker;
  masker.add_word("xy");
  masker.add_text("12345");
  EXPECT_TRUE(masker.empty());
  EXPECT_FALSE(masker.finds("xy 12345"));
}

TEST(Mask, RunsThatCouldBeHandles) {
  EXPECT_EQ(handle_runs("hi @Anna.Example, see b-52 or a."), (std::vector<std::string>{"anna.example", "see", "b-52"}));
}

}  // namespace
}  // namespace resonanz::text
