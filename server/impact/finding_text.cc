#include "server/impact/finding_text.h"

#include <iterator>
#include <vector>

#include "fmt/format.h"
#include "query/why.h"

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

// An object whose keys are written in the order of the calls.
class JsonLine {
 public:
  explicit JsonLine(std::string* out) : out_(*out) {}

  void Open() {
    out_ += '{';
    first_ = true;
  }
  void Close() { out_ += '}'; }
  void Key(std::string_view key) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += '"';
    out_ += key;
    out_ += "\":";
  }
  void Text(std::string_view key, std::string_view value) {
    Key(key);
    Quote(value);
  }
  void Flag(std::string_view key, bool value) {
    Key(key);
    out_ += value ? "true" : "false";
  }
  void Day(std::string_view key, model::Date day) {
    if (day != model::kOpenStart && day != model::kOpenEnd) {
      return Text(key, model::FormatDate(day));
    }
    Key(key);
    out_ += "null";
  }
  void Texts(std::string_view key, const std::vector<std::string>& values) {
    Array(key, values, [this](const std::string& value) { Quote(value); });
  }
  template <typename Items, typename Write>
  void Array(std::string_view key, const Items& items, Write write) {
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

 private:
  void Quote(std::string_view text) {
    out_ += '"';
    size_t plain = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      const bool control = static_cast<unsigned char>(c) < 0x20;
      if (c != '"' && c != '\\' && !control) continue;
      out_ += text.substr(plain, i - plain);
      plain = i + 1;
      if (control) {
        fmt::format_to(std::back_inserter(out_), "\\u{:04x}", static_cast<unsigned>(c));
      } else {
        out_ += '\\';
        out_ += c;
      }
    }
    out_ += text.substr(plain);
    out_ += '"';
  }

  std::string& out_;
  bool first_ = true;
};

void AppendEdge(const query::Parties& parties, const model::PathEdge& edge, JsonLine* json) {
  json->Open();
  json->Text("from", parties[edge.from].key);
  json->Text("relation", Name(edge.relation));
  json->Text("to", parties[edge.to].key);
  json->Day("valid_from", edge.valid.from);
  json->Day("valid_to", edge.valid.to);
  json->Text("source", edge.source);
  if (edge.share) {
    json->Text("share_percent", model::FormatPercent(edge.share->lo_ppm));
    if (edge.share->hi_ppm != edge.share->lo_ppm) {
      json->Text("share_percent_max", model::FormatPercent(edge.share->hi_ppm));
    }
  }
  json->Close();
}

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
  JsonLine json(out);
  json.Open();
  json.Text("subject", parties[finding.subject].key);
  json.Text("subject_name", parties[finding.subject].name);
  json.Text("measure", finding.measure);
  json.Text("name", finding.name);
  json.Text("standing", Name(finding.standing));
  json.Text("tier", Name(finding.tier));
  json.Text("force", Name(finding.force));
  json.Text("modality", Name(finding.modality));
  json.Text("kind", Name(finding.kind));
  json.Flag("incentive", finding.incentive);
  json.Texts("executors", finding.executors);
  json.Texts("matters", finding.matters);
  json.Text("listing", finding.listing);
  json.Text("list", finding.list);
  json.Text("rulebook", finding.rulebook);
  json.Text("provision", finding.provision);
  json.Text("movement", finding.movement);
  json.Array("basis", finding.basis, [&json](const model::BasisCited& cited) {
    json.Open();
    json.Text("name", cited.name);
    json.Text("article", cited.article);
    json.Text("status", Name(cited.status));
    json.Close();
  });
  json.Array("path", finding.path,
             [&](const model::PathEdge& edge) { AppendEdge(parties, edge, &json); });
  json.Day("from", finding.effect.from);
  json.Day("to", finding.effect.to);
  json.Text("why", query::Why(parties, finding));
  json.Texts("missing", finding.missing);
  json.Texts("notes", finding.notes);
  json.Close();
  *out += '\n';
}

}  // namespace liancheng::impact
