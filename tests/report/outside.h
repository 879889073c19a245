// tests/report/outside.h: temporary files of a test, and calls of other programs that read them.
#pragma once

#include <string>

#include "server/report/book.h"

namespace liancheng::report {

// A folder that is gone at the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

std::string BytesOf(const std::string& path);

// The output of a command; the test fails when its exit code is not 0.
std::string OutputOf(const std::string& command);

// A book with each kind of cell, two sheets of one title, each kind of chart and a reach map.
Book SmallBook();

}  // namespace liancheng::report
