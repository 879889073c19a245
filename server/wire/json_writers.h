// server/wire/json_writers.h: two writers of one shape. A shape is a function template over a
// writer, so that an answer as text (for the wire) and as a tree (for tables, pages and case files)
// cannot come apart: JsonTree dumped gives the bytes of JsonText.
// Keys:    in the order of the calls; each once.
// Texts:   bytes that are no UTF-8 become U+FFFD, as the library does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/date.h"
#include "nlohmann/json.hpp"

namespace liancheng::wire {

// The text with its quotes.
void AppendQuoted(std::string_view text, std::string* out);

// Appends to a text, without a tree: for what is asked often.
class JsonText {
 public:
  explicit JsonText(std::string* out) : out_(*out) {}

  // One object by a fill(JsonText&).
  template <typename Fill>
  void Whole(Fill fill) {
    out_ += '{';
    first_ = true;
    fill(*this);
    out_ += '}';
    first_ = false;
  }

  void Text(std::string_view key, std::string_view value) {
    Key(key);
    AppendQuoted(value, &out_);
  }
  void Flag(std::string_view key, bool value) {
    Key(key);
    out_ += value ? "true" : "false";
  }
  void Number(std::string_view key, uint64_t value) {
    Key(key);
    out_ += std::to_string(value);
  }
  void Null(std::string_view key) {
    Key(key);
    out_ += "null";
  }
  void Texts(std::string_view key, const std::vector<std::string>& values) {
    List(key, values, [this](const std::string& value) { AppendQuoted(value, &out_); });
  }
  template <typename Fill>
  void Object(std::string_view key, Fill fill) {
    Key(key);
    Whole(fill);
  }
  // fill(JsonText&, item) for each.
  template <typename Items, typename Fill>
  void Objects(std::string_view key, const Items& items, Fill fill) {
    List(key, items, [&](const auto& item) { Whole([&](JsonText& one) { fill(one, item); }); });
  }

 private:
  void Key(std::string_view key) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += '"';
    out_ += key;
    out_ += "\":";
  }
  template <typename Items, typename Write>
  void List(std::string_view key, const Items& items, Write write) {
    Key(key);
    out_ += '[';
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += ',';
      first = false;
      write(item);
    }
    out_ += ']';
    first_ = false;
  }

  std::string& out_;
  bool first_ = true;
};

class JsonTree {
 public:
  using Json = nlohmann::ordered_json;

  template <typename Fill>
  static Json Of(Fill fill) {
    JsonTree tree;
    fill(tree);
    return std::move(tree.object_);
  }

  void Text(std::string_view key, std::string_view value) { Put(key, value); }
  void Flag(std::string_view key, bool value) { Put(key, value); }
  void Number(std::string_view key, uint64_t value) { Put(key, value); }
  void Null(std::string_view key) { Put(key, nullptr); }
  void Texts(std::string_view key, const std::vector<std::string>& values) { Put(key, values); }
  template <typename Fill>
  void Object(std::string_view key, Fill fill) {
    Put(key, Of(fill));
  }
  template <typename Items, typename Fill>
  void Objects(std::string_view key, const Items& items, Fill fill) {
    Json list = Json::array();
    for (const auto& item : items) {
      list.push_back(Of([&](JsonTree& one) { fill(one, item); }));
    }
    Put(key, std::move(list));
  }

 private:
  JsonTree() : object_(Json::object()) {}
  void Put(std::string_view key, Json value) {
    object_.get_ref<Json::object_t&>().emplace_back(std::string(key), std::move(value));
  }

  Json object_;
};

// Null for an open end.
template <typename Out>
void PutDay(Out& out, std::string_view key, model::Date day) {
  if (day == model::kOpenStart || day == model::kOpenEnd) return out.Null(key);
  out.Text(key, model::FormatDate(day));
}

}  // namespace liancheng::wire
