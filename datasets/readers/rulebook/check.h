// datasets/readers/rulebook/check.h: checks parsed rulebook files against the table of shapes, and
// every id that is named against its definition. A tree that passed can be read without further
// checks.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/readers/rulebook/json.h"
#include "datasets/readers/rulebook/shape.h"

namespace liancheng::datasets {

class ShapeCheck {
 public:
  explicit ShapeCheck(Problems& problems) : problems_(problems) {}

  // Checks one file. `book` is the folder of the file: labels are known within one book.
  void File(std::string_view type, const Json& root, std::string_view file, std::string_view book);

  // Called after all files: reports ids that are named and not defined.
  void Names();

 private:
  struct Place {
    std::string_view file;
    std::string_view book;
    std::string pointer;
  };
  struct Use {
    shape::Thing thing;
    std::string id;
    Place place;
  };
  // Id to the file that defines it.
  using Definitions = std::map<std::string, std::string, std::less<>>;

  void Value(const shape::Type& type, const Json& value, const Place& place);
  void Scalar(const shape::Type& type, const Json& value, const Place& place);
  void Word(const shape::Type& type, const Json& value, const Place& place);
  void Object(const shape::Type& type, const Json& value, const Place& place);
  void Union(const shape::Type& type, const Json& value, const Place& place);
  void Field(const shape::Field& field, const Json& value, const Place& place);
  void Element(const shape::Field& field, const Json& value, const Place& place);
  void Note(const shape::Field& field, const std::string& id, const Place& place);
  void Add(const Place& place, std::string_view what);

  Problems& problems_;
  std::map<std::pair<shape::Thing, std::string>, Definitions> defined_;  // by thing and book
  std::map<shape::Thing, Definitions> offered_;
  std::vector<Use> uses_;
};

}  // namespace liancheng::datasets
