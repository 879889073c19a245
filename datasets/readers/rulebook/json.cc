#include "datasets/readers/rulebook/json.h"

#include <functional>
#include <set>

#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

constexpr size_t kShownBytesMax = 60;

// Follows the parser's events, to know the keys that the current object has had and its place in
// the document.
class KeyWatch {
 public:
  KeyWatch(std::string_view file, Problems& problems) : file_(file), problems_(problems) {}

  bool operator()(int /*depth*/, Json::parse_event_t event, Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
        frames_.push_back({.is_object = true});
        break;
      case Json::parse_event_t::array_start:
        frames_.push_back({.is_object = false});
        break;
      case Json::parse_event_t::key:
        Key(parsed.get_ref<const std::string&>());
        break;
      case Json::parse_event_t::object_end:
      case Json::parse_event_t::array_end:
        frames_.pop_back();
        ElementDone();
        break;
      case Json::parse_event_t::value:
        ElementDone();
        break;
    }
    return true;
  }

 private:
  struct Frame {
    bool is_object = false;
    std::set<std::string> seen = {};
    std::string key = {};
    size_t index = 0;
  };

  void Key(const std::string& key) {
    Frame& frame = frames_.back();
    frame.key = key;
    if (!frame.seen.insert(key).second) {
      problems_.Add(file_, Pointer(), "key given twice, expected once");
    }
  }

  void ElementDone() {
    if (!frames_.empty() && !frames_.back().is_object) ++frames_.back().index;
  }

  std::string Pointer() const {
    std::string pointer;
    for (const Frame& frame : frames_) {
      pointer = frame.is_object ? Child(pointer, frame.key) : Child(pointer, frame.index);
    }
    return pointer;
  }

  std::string_view file_;
  Problems& problems_;
  std::vector<Frame> frames_;
};

std::string CutToShow(std::string text) {
  if (text.size() <= kShownBytesMax) return text;
  size_t end = kShownBytesMax;
  // Never inside a UTF-8 character.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

}  // namespace

void Problems::Add(std::string_view file, std::string_view pointer, std::string_view what) {
  ++count_;
  if (lines_.size() >= kLinesMax) return;
  lines_.push_back(fmt::format("{}: {}: {}", file, pointer.empty() ? "/" : pointer, what));
}

std::string Problems::Text() const {
  std::string text = fmt::format("{}", fmt::join(lines_, "\n"));
  if (count_ > lines_.size()) text += fmt::format("\nand {} more problems", count_ - lines_.size());
  return text;
}

std::string Child(std::string_view pointer, std::string_view key) {
  std::string child = fmt::format("{}/", pointer);
  for (const char c : key) {
    if (c == '~') {
      child += "~0";
    } else if (c == '/') {
      child += "~1";
    } else {
      child += c;
    }
  }
  return child;
}

std::string Child(std::string_view pointer, size_t index) {
  return fmt::format("{}/{}", pointer, index);
}

std::string Shown(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  return CutToShow(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::optional<Json> ParseJson(std::string_view text, std::string_view file, Problems& problems) {
  KeyWatch watch(file, problems);
  // The library reports the place of a syntax error only by an exception, which is caught here.
  try {
    return Json::parse(text.begin(), text.end(), std::ref(watch));
  } catch (const Json::exception& error) {
    std::string_view what = error.what();
    const size_t prefix = what.find("] ");
    if (prefix != std::string_view::npos) what.remove_prefix(prefix + 2);
    problems.Add(file, "", fmt::format("{}, expected JSON", what));
    return std::nullopt;
  }
}

}  // namespace liancheng::datasets
