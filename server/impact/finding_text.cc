#include "server/impact/finding_text.h"

#include <iterator>
#include <vector>

#include "fmt/format.h"
#include "server/wire/shapes.h"

namespace liancheng::impact {
namespace {

class CsvLine {
 public:
  explicit CsvLine(std::string* out) : out_(*out) {}

  CsvLine& Field(std::string_view text) {
    Separate();
    AppendCsvField(text, &out_);
    return *this;
  }
  CsvLine& Field(const std::vector<std::string>& words) {
    std::string joined;
    for (const std::string& word : words) {
      if (!joined.empty()) joined += "; ";
      joined += word;
    }
    return Field(joined);
  }
  CsvLine& Field(const std::vector<model::BasisCited>& basis) {
    std::string joined;
    for (const model::BasisCited& cited : basis) {
      fmt::format_to(std::back_inserter(joined), "{}{}{} ({})", joined.empty() ? "" : "; ",
                     cited.name, cited.article, Name(cited.status));
    }
    return Field(joined);
  }
  CsvLine& Field(const query::Parties& parties, const std::vector<model::PathEdge>& path) {
    std::string joined;
    for (const model::PathEdge& edge : path) {
      if (!joined.empty()) joined += "; ";
      joined += query::EdgeText(parties, edge);
    }
    return Field(joined);
  }
  void End() { out_ += "\r\n"; }

 private:
  void Separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace

void AppendCsvField(std::string_view text, std::string* out) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    *out += text;
    return;
  }
  *out += '"';
  for (const char c : text) {
    if (c == '"') *out += '"';
    *out += c;
  }
  *out += '"';
}

std::string RegionText(model::RegionCode region) {
  return region.value == 0 ? std::string() : std::to_string(region.value);
}

void AppendFindingCsv(const query::Parties& parties, const model::Finding& finding,
                      std::string* out) {
  const query::PartyCard& subject = parties[finding.subject];
  CsvLine line(out);
  line.Field(finding.listing).Field(finding.list).Field(subject.key).Field(subject.name);
  line.Field(Name(subject.type)).Field(RegionText(subject.region));
  line.Field(finding.measure).Field(finding.name).Field(Name(finding.standing));
  line.Field(Name(finding.tier)).Field(Name(finding.force)).Field(Name(finding.modality));
  line.Field(Name(finding.kind)).Field(finding.incentive ? "true" : "false");
  line.Field(finding.executors).Field(finding.matters);
  line.Field(finding.rulebook).Field(finding.provision).Field(finding.movement);
  line.Field(finding.basis).Field(std::to_string(finding.path.size()));
  line.Field(parties, finding.path);
  line.Field(model::FormatDate(finding.effect.from)).Field(model::FormatDate(finding.effect.to));
  line.Field(finding.missing).Field(finding.notes);
  line.End();
}

void AppendDepartmentCsv(const query::Parties& parties, const model::Finding& finding,
                         std::string* out) {
  const query::PartyCard& subject = parties[finding.subject];
  CsvLine line(out);
  line.Field(subject.key).Field(subject.name).Field(Name(subject.type));
  line.Field(RegionText(subject.region)).Field(finding.measure).Field(finding.name);
  line.Field(Name(finding.force)).Field(Name(finding.modality)).Field(finding.matters);
  line.Field(model::FormatDate(finding.effect.from)).Field(model::FormatDate(finding.effect.to));
  line.Field(finding.listing).Field(finding.list).Field(finding.provision);
  line.Field(finding.basis).Field(finding.missing);
  line.End();
}

void AppendFindingJson(const query::Parties& parties, const model::Finding& finding,
                       std::string* out) {
  wire::JsonText(out).Whole(
      [&](wire::JsonText& json) { wire::PutFinding(json, parties, finding); });
  *out += '\n';
}

}  // namespace liancheng::impact
