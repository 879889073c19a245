#include "datasets/readers/native/json_fact_object.h"

#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace liancheng::datasets {

using Json = nlohmann::json;

// Depth 1 is inside the object, depth 2 inside an array or object that is one of its values.
class FlatObjectSax : public nlohmann::json_sax<Json> {
 public:
  explicit FlatObjectSax(FlatObject* object) : object_(object) {}

  bool null() override { return Take(FlatObject::Form::kNull, ""); }
  bool boolean(bool value) override {
    return Take(FlatObject::Form::kBool, value ? "true" : "false");
  }
  bool number_integer(number_integer_t value) override {
    return Take(FlatObject::Form::kNumber, fmt::format_int(value).c_str());
  }
  bool number_unsigned(number_unsigned_t value) override {
    return Take(FlatObject::Form::kNumber, fmt::format_int(value).c_str());
  }
  bool number_float(number_float_t, const string_t& written) override {
    return Take(FlatObject::Form::kNumber, written);
  }
  bool string(string_t& value) override { return Take(FlatObject::Form::kText, value); }
  bool binary(binary_t&) override { return false; }

  bool start_object(size_t) override { return Open(FlatObject::Form::kOther); }
  bool end_object() override { return Close(); }
  bool start_array(size_t) override { return Open(FlatObject::Form::kTexts); }
  bool end_array() override { return Close(); }

  bool key(string_t& name) override {
    if (depth_ != 1) return true;
    for (const FlatObject::Entry& entry : object_->entries()) {
      if (entry.key == name) return Stop(fmt::format("names the key {} twice", name));
    }
    if (object_->count_ == FlatObject::kKeysMax) {
      return Stop(fmt::format("has over {} keys", FlatObject::kKeysMax));
    }
    if (object_->count_ == object_->entries_.size()) object_->entries_.emplace_back();
    FlatObject::Entry& entry = object_->entries_[object_->count_++];
    entry.key.assign(name);
    entry.text.clear();
    entry.texts.clear();
    return true;
  }

  bool parse_error(size_t position, const std::string&, const Json::exception&) override {
    return Stop(fmt::format("is not JSON from byte {} on", position));
  }

 private:
  bool Stop(std::string error) {
    object_->error_ = std::move(error);
    return false;
  }

  FlatObject::Entry& Last() { return object_->entries_[object_->count_ - 1]; }

  bool Take(FlatObject::Form form, std::string_view text) {
    if (depth_ == 0) return Stop("is not a JSON object");
    if (depth_ == 1) {
      Last().form = form;
      Last().text.assign(text);
    } else if (depth_ == 2 && Last().form == FlatObject::Form::kTexts &&
               form == FlatObject::Form::kText) {
      Last().texts.emplace_back(text);
    } else {
      Last().form = FlatObject::Form::kOther;
    }
    return true;
  }

  bool Open(FlatObject::Form form) {
    if (depth_ == 0 && form == FlatObject::Form::kTexts) return Stop("is not a JSON object");
    if (depth_ == 1) Last().form = form;
    if (depth_ >= 2) Last().form = FlatObject::Form::kOther;
    ++depth_;
    return true;
  }

  bool Close() {
    --depth_;
    return true;
  }

  FlatObject* object_;
  size_t depth_ = 0;
};

bool FlatObject::Parse(std::string_view text) {
  count_ = 0;
  error_.clear();
  FlatObjectSax sax(this);
  return Json::sax_parse(text.begin(), text.end(), &sax);
}

}  // namespace liancheng::datasets
