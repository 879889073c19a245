// tests/impact/worlds.h: the demo register, a generated register and small written ones, under the
// shipped rulebooks; and temporary folders.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/model/rulebook.h"
#include "query/world/workspace.h"

namespace liancheng::impact {

std::shared_ptr<const model::RuleLibrary> ShippedLibrary();

query::Workspace WorkspaceOf(query::LoadedWorld world, const std::string& day,
                             std::shared_ptr<const model::RuleLibrary> library = ShippedLibrary());

// datasets/samples/demo on a day.
query::Workspace Demo(const std::string& day);
query::Workspace DemoUnder(std::shared_ptr<const model::RuleLibrary> library,
                           const std::string& day);
// 1 500 entities and 400 listings.
query::Workspace Generated(const std::string& day);
// Facts as JSON lines; a refused line fails the test.
query::Workspace Told(const std::vector<std::string>& lines, const std::string& day,
                      std::shared_ptr<const model::RuleLibrary> library = ShippedLibrary());

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

std::string ReadFile(const std::string& path);
void WriteFile(const std::string& path, const std::string& bytes);
// Relative path to bytes of every file below.
std::map<std::string, std::string> FilesBelow(const std::string& folder);

}  // namespace liancheng::impact
