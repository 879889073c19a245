#include "server/impact/listing_file.h"

#include <gtest/gtest.h>

#include "tests/impact/worlds.h"

namespace liancheng::impact {
namespace {

std::vector<std::string> Ids(const std::vector<const rules::Act*>& acts) {
  std::vector<std::string> ids;
  for (const rules::Act* act : acts) ids.push_back(act->id);
  return ids;
}

TEST(ListingFile, TakesIdsInOrderAndEachOnce) {
  const struct {
    const char* bytes;
    std::vector<std::string> ids;
  } rows[] = {
      {"L101\n", {"L101"}},
      {"L131\nL101\nL131\n", {"L101", "L131"}},
      {"\xef\xbb\xbfid,note\r\nL107,\"a, b\"\r\nL101,\r\n", {"L101", "L107"}},
      {"listing\n\n L101 \n\n", {"L101"}},
      {"D201\n", {"D201"}},
      {"", {}},
      {"id\n", {}},
  };
  const query::Workspace workspace = Demo("2020-06-01");
  const TemporaryFolder folder;
  for (const auto& row : rows) {
    WriteFile(folder / "f.csv", row.bytes);
    const auto acts = ReadListings(folder / "f.csv", workspace);
    ASSERT_TRUE(acts.ok()) << row.bytes << acts.status();
    EXPECT_EQ(Ids(*acts), row.ids) << row.bytes;
  }
}

TEST(ListingFile, NamesTheLineOfAnUnknownListing) {
  const query::Workspace workspace = Demo("2020-06-01");
  const TemporaryFolder folder;
  // A header is one only in the first line.
  WriteFile(folder / "f.csv", "L101\nL999\nlisting\n\"open\n");
  const auto acts = ReadListings(folder / "f.csv", workspace);
  EXPECT_EQ(acts.status().code(), absl::StatusCode::kInvalidArgument);
  const std::string message(acts.status().message());
  EXPECT_NE(message.find("line 2: there is no listing or demand \"L999\""), std::string::npos);
  EXPECT_NE(message.find("line 3: there is no listing or demand \"listing\""), std::string::npos);
  EXPECT_NE(message.find("line 4: "), std::string::npos) << message;
}

TEST(ListingFile, CountsTheProblemsItDoesNotShow) {
  const TemporaryFolder folder;
  std::string bytes;
  for (int i = 0; i < 13; ++i) bytes += "X" + std::to_string(i) + "\n";
  WriteFile(folder / "f.csv", bytes);
  const auto acts = ReadListings(folder / "f.csv", Demo("2020-06-01"));
  EXPECT_NE(std::string(acts.status().message()).find("... and 3 more"), std::string::npos)
      << acts.status();
}

TEST(ListingFile, SaysThatThereIsNone) {
  EXPECT_EQ(ReadListings("nowhere.csv", Demo("2020-06-01")).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace liancheng::impact
