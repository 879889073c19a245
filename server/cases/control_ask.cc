#include "server/cases/control_ask.h"

#include "fmt/format.h"

namespace liancheng::cases {
namespace {

std::string Text(const wire::Json& ask, const char* key) {
  return ask.contains(key) && ask.at(key).is_string() ? ask.at(key).get<std::string>() : "";
}

}  // namespace

absl::StatusOr<query::ControlQuestion> ReadControlQuestion(const wire::Json& ask) {
  query::ControlQuestion question;
  question.subjects = {Text(ask, "subject")};
  if (ask.contains("subjects")) {
    question.subjects.clear();
    for (const wire::Json& subject : ask.at("subjects")) {
      question.subjects.push_back(subject.is_string() ? subject.get<std::string>() : "");
    }
  }
  const std::string direction = Text(ask, "direction");
  if (direction != "up" && direction != "down") {
    return absl::InvalidArgumentError(
        fmt::format("direction is \"up\" or \"down\", not \"{}\"", direction));
  }
  question.direction =
      direction == "up" ? query::ControlDirection::kUp : query::ControlDirection::kDown;
  const std::string method = Text(ask, "method");
  bool known = false;
  for (const auto each : {query::ControlMethod::kMajority, query::ControlMethod::kCascade,
                          query::ControlMethod::kMultiplied}) {
    if (Name(each) != method) continue;
    question.method = each;
    known = true;
  }
  if (!known) {
    return absl::InvalidArgumentError(
        fmt::format("method is \"majority\", \"cascade\" or \"multiplied\", not \"{}\"", method));
  }
  const bool multiplied = question.method == query::ControlMethod::kMultiplied;
  question.threshold_ppm = multiplied ? model::kWholePpm / 4 : model::kWholePpm / 2;
  if (ask.contains("threshold")) {
    const auto threshold = model::ParsePercent(Text(ask, "threshold"));
    if (!threshold.ok()) return threshold.status();
    question.threshold_ppm = *threshold;
  }
  return question;
}

}  // namespace liancheng::cases
