// Users of tokens, remits, and changes of the access file while it is in use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "server/access/access_file.h"
#include "server/access/state_file.h"

namespace liancheng::access {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr int64_t kNow = 1'600'000'000;
constexpr int64_t kEnd = kNow + 1'000;

class Folder {
 public:
  Folder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "liancheng-access-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

AccessBook OneUser() {
  AccessBook book;
  EXPECT_TRUE(
      book.Put(Unit{"fin", "财政局", model::UnitKind::kDepartment, {{152224}}, {"CS-6-(四)"}, ""})
          .ok());
  EXPECT_TRUE(book.Put(User{"u1", "fin", Role::kDepartment}).ok());
  return book;
}

TEST(Token, OnlyTheWholeTokenLetsIn) {
  AccessBook book = OneUser();
  const MadeToken made = MakeToken("u1", kNow, kEnd);
  book.Put(made.kept);
  std::string other_secret = made.text;
  other_secret.back() = other_secret.back() == '0' ? '1' : '0';
  const MadeToken stranger = MakeToken("u1", kNow, kEnd);
  struct Row {
    const char* what;
    std::string token;
    int64_t at;
    bool in;
  };
  const Row rows[] = {
      {"the token", made.text, kNow, true},
      {"its last second", made.text, kEnd - 1, true},
      {"the second it ends", made.text, kEnd, false},
      {"another secret", other_secret, kNow, false},
      {"cut", made.text.substr(0, made.text.size() - 1), kNow, false},
      {"lengthened", made.text + "0", kNow, false},
      {"the hash for the secret", "lct_" + made.kept.id + "_" + made.kept.hash, kNow, false},
      {"without prefix", made.text.substr(4), kNow, false},
      {"one that was never kept", stranger.text, kNow, false},
      {"nothing", "", kNow, false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(book.Authenticate(row.token, row.at).ok(), row.in) << row.what;
  }
}

TEST(Token, RevokedItLetsNobodyIn) {
  AccessBook book = OneUser();
  const MadeToken made = MakeToken("u1", kNow, kEnd);
  Token revoked = made.kept;
  revoked.revoked_s = kNow;
  book.Put(revoked);
  EXPECT_FALSE(book.Authenticate(made.text, kNow).ok());
}

TEST(Token, TheFileHoldsNoSecret) {
  AccessBook book = OneUser();
  const MadeToken made = MakeToken("u1", kNow, kEnd);
  book.Put(made.kept);
  const std::string secret = made.text.substr(made.text.rfind('_') + 1);
  EXPECT_EQ(secret.size(), 64u);
  EXPECT_THAT(book.Write(), Not(HasSubstr(secret)));
}

TEST(Token, SaysWhoAsks) {
  AccessBook book = OneUser();
  const MadeToken made = MakeToken("u1", kNow, kEnd);
  book.Put(made.kept);
  const auto who = book.Authenticate(made.text, kNow);
  ASSERT_TRUE(who.ok());
  EXPECT_EQ(who->user, "u1");
  EXPECT_EQ(who->role, Role::kDepartment);
  EXPECT_EQ(who->unit.name, "财政局");
}

TEST(AccessFile, IsReadBackAsItWasWritten) {
  AccessBook book = OneUser();
  book.Put(MakeToken("u1", kNow, kEnd).kept);
  ASSERT_TRUE(book.Put(Consent{"C1", "P1", "fin", {"信贷审批"}, {}}).ok());
  const std::string text = book.Write();
  const auto again = AccessBook::Parse(text, "access.json");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->Write(), text);
  EXPECT_EQ(again->units().at("fin").measures, std::vector<std::string>{"CS-6-(四)"});
}

TEST(AccessFile, WhatIsWrongIsNamedByItsPointer) {
  struct Row {
    const char* text;
    const char* told;
  };
  const Row rows[] = {
      {"", "access.json: /: expected an object"},
      {"[]", "access.json: /: expected an object"},
      {R"({"units": {}, "users": [], "tokens": [], "consents": []})", "/units"},
      {R"({"units": [], "users": [{"id": "u", "unit": "x", "role": "steward"}], "tokens": [],
           "consents": []})",
       "there is no unit \"x\""},
      {R"({"units": [{"id": "x", "name": "X", "regions": [], "measures": [], "kind": "other",
           "party": ""}], "users": [{"id": "u", "unit": "x", "role": "boss"}], "tokens": [],
           "consents": []})",
       "/users/0/role"},
      {R"({"units": [{"id": "x", "name": "X", "regions": ["a"], "measures": [],
           "kind": "other", "party": ""}], "users": [], "tokens": [], "consents": []})",
       "/units/0/regions"},
      {R"({"units": [{"id": "x", "name": "X", "regions": [], "measures": [], "kind": "ministry",
           "party": ""}], "users": [], "tokens": [], "consents": []})",
       "/units/0/kind: expected one of department, platform"},
      {R"({"units": [{"id": "x", "name": "X", "regions": [0], "measures": [], "kind": "other",
           "party": ""}], "users": [], "tokens": [], "consents": []})",
       "/units/0: unit x: 0 is no region"},
  };
  for (const Row& row : rows) {
    const auto book = AccessBook::Parse(row.text, "access.json");
    ASSERT_FALSE(book.ok()) << row.text;
    EXPECT_THAT(std::string(book.status().message()), HasSubstr(row.told));
  }
}

TEST(AccessFile, AChangeByAnotherHoldsForTheNextQuestion) {
  const Folder folder;
  const AccessFile reader(folder / "access.json");
  ASSERT_TRUE(reader.Book().ok());
  EXPECT_TRUE((*reader.Book())->users().empty());
  AccessFile writer(folder / "access.json");
  ASSERT_TRUE(writer
                  .Change([](AccessBook& book) {
                    book = OneUser();
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ((*reader.Book())->users().size(), 1u);
}

TEST(AccessFile, AChangeThatFailsWritesNothing) {
  const Folder folder;
  AccessFile file(folder / "access.json");
  EXPECT_FALSE(file.Change([](AccessBook& book) {
                     book = OneUser();
                     return absl::Status(absl::NotFoundError("no"));
                   })
                   .ok());
  EXPECT_FALSE(std::filesystem::exists(folder / "access.json"));
}

TEST(AccessFile, ABrokenFileLetsNobodyIn) {
  const Folder folder;
  ASSERT_TRUE(ReplaceWhole(folder / "access.json", "{").ok());
  EXPECT_FALSE(AccessFile(folder / "access.json").Book().ok());
}

}  // namespace
}  // namespace liancheng::access
