#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "datasets/readers/native/native.h"
#include "datasets/readers/native/record.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

using model::Date;

void AppendQuoted(std::string_view text, std::string* line) {
  line->push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      line->push_back('\\');
      line->push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      *line += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      line->push_back(c);
    }
  }
  line->push_back('"');
}

// Writes the keys one after the other; what is empty or unknown is left out.
class Line {
 public:
  Line(std::string_view kind, std::string_view value) {
    AppendQuoted(kind, &text_);
    text_ += ": ";
    AppendQuoted(value, &text_);
  }

  Line& Always(std::string_view key, std::string_view value) {
    Key(key);
    AppendQuoted(value, &text_);
    return *this;
  }
  Line& Always(Field field, std::string_view value) { return Always(Name(field), value); }
  Line& Put(Field field, std::string_view value) {
    return value.empty() ? *this : Always(field, value);
  }
  Line& Put(Field field, Date date) { return Put(field, model::FormatDate(date)); }
  Line& Put(Field field, const std::optional<Date>& date) {
    return date ? Put(field, *date) : *this;
  }
  Line& Put(Field field, const std::optional<model::Money>& amount) {
    return amount ? Put(field, model::FormatYuan(*amount)) : *this;
  }
  Line& PutBool(Field field, bool value) {
    Key(Name(field));
    text_ += value ? "true" : "false";
    return *this;
  }
  // One text plainly, several as an array.
  Line& Put(Field field, const std::vector<std::string>& values) {
    if (values.empty()) return *this;
    if (values.size() == 1 && field != Field::kFormerNames) return Put(field, values[0]);
    Key(Name(field));
    text_ += '[';
    for (size_t i = 0; i < values.size(); ++i) {
      if (i > 0) text_ += ", ";
      AppendQuoted(values[i], &text_);
    }
    text_ += ']';
    return *this;
  }

  std::string Close(std::string_view source) {
    Put(Field::kSource, source);
    return fmt::format("{{{}}}", text_);
  }

 private:
  void Key(std::string_view key) {
    text_ += ", ";
    AppendQuoted(key, &text_);
    text_ += ": ";
  }

  std::string text_;
};

Line Begin(model::FactKind kind, std::string_view id) {
  return Line(model::Name(kind), id);
}

Line Write(const model::EntityFact& f) {
  Line line = Begin(model::FactKind::kEntity, f.entity.key);
  line.Always(Field::kType, model::Name(f.type))
      .Put(Field::kName, f.name)
      .Put(Field::kFormerNames, f.former_names);
  for (const Field field : kIdentifierFields) {
    std::vector<std::string> values;
    for (const model::Identifier& identifier : f.identifiers) {
      if (identifier.scheme == Name(field)) values.push_back(identifier.value);
    }
    line.Put(field, values);
  }
  if (f.region.value != 0) line.Put(Field::kRegion, fmt::format("{:06}", f.region.value));
  line.Put(Field::kValidFrom, f.life.from).Put(Field::kValidTo, f.life.to);
  for (const auto& [name, value] : f.attributes) line.Always(name, value);
  return line;
}

Line Write(const model::RelationFact& f) {
  Line line = Begin(model::FactKind::kRelation, model::Name(f.relation));
  line.Put(Field::kId, f.id).Always(Field::kFrom, f.from.key).Always(Field::kTo, f.to.key);
  if (f.share) {
    line.Put(Field::kSharePercent, model::FormatPercent(f.share->lo_ppm));
    if (f.share->hi_ppm != f.share->lo_ppm) {
      line.Put(Field::kSharePercentMax, model::FormatPercent(f.share->hi_ppm));
    }
  }
  line.Put(Field::kPosition, f.position)
      .Put(Field::kValidFrom, f.valid.from)
      .Put(Field::kValidTo, f.valid.to);
  return line;
}

Line Write(const model::ListingFact& f) {
  Line line = Begin(model::FactKind::kListing, f.id);
  line.Always(Field::kList, f.list)
      .Always(Field::kSubject, f.subject.key)
      .Always(Field::kGround, f.ground);
  if (f.severity != model::Severity::kUnspecified) {
    line.Put(Field::kSeverity, model::Name(f.severity));
  }
  line.Put(Field::kDecider, f.decider)
      .Put(Field::kDocument, f.document)
      .Put(Field::kBasis, f.basis)
      .Put(Field::kDecidedOn, f.decided_on)
      .Put(Field::kProposedOn, f.proposed_on)
      .Put(Field::kPublishedOn, f.published_on)
      .Put(Field::kValidTo, f.valid_to)
      .Put(Field::kActOn, f.act_on)
      .Put(Field::kCorrectedOn, f.corrected_on);
  return line;
}

Line Write(const model::PenaltyFact& f) {
  Line line = Begin(model::FactKind::kPenalty, f.id);
  line.Always(Field::kSubject, f.subject.key)
      .Put(Field::kAct, f.act)
      .Always(Field::kGround, f.ground)
      .Put(Field::kAuthority, f.authority);
  if (f.procedure != model::Procedure::kUnknown) {
    line.Put(Field::kProcedure, model::Name(f.procedure));
  }
  line.Put(Field::kDocument, f.document)
      .Put(Field::kDecidedOn, f.decided_on)
      .Put(Field::kAmount, f.amount)
      .Put(Field::kIllegalGain, f.illegal_gain)
      .Put(Field::kSales, f.sales);
  return line;
}

Line Write(const model::AttributionFact& f) {
  Line line = Begin(model::FactKind::kAttribution, f.id);
  line.Always(Field::kPerson, f.person.key)
      .Always(Field::kAct, f.act)
      .Always(Field::kRole, model::Name(f.role))
      .Put(Field::kDecider, f.decider)
      .Put(Field::kDecidedOn, f.decided_on)
      .Put(Field::kDocument, f.document);
  return line;
}

Line Write(const model::ConfirmationFact& f) {
  Line line = Begin(model::FactKind::kConfirmation, f.id);
  line.Always(Field::kListing, f.listing)
      .Always(Field::kProvision, f.provision)
      .Always(Field::kParty, f.party.key)
      .Put(Field::kDecidedOn, f.decided_on)
      .Put(Field::kBasis, f.basis);
  return line;
}

Line Write(const model::EndingFact& f) {
  Line line = Begin(model::FactKind::kEnding, f.id);
  line.Always(Field::kListing, f.listing)
      .Always(Field::kHow, model::Name(f.how))
      .Put(Field::kOn, f.on);
  return line;
}

Line Write(const model::ObjectionFact& f) {
  Line line = Begin(model::FactKind::kObjection, f.id);
  line.Always(Field::kListing, f.listing).Put(Field::kOn, f.on);
  if (f.result) line.Put(Field::kResult, model::Name(*f.result));
  line.Put(Field::kAnsweredOn, f.answered_on);
  return line;
}

Line Write(const model::GradeFact& f) {
  Line line = Begin(model::FactKind::kGrade, f.id);
  line.Always(Field::kSubject, f.subject.key)
      .Always(Field::kValue, f.value)
      .Put(Field::kDecidedOn, f.decided_on);
  return line;
}

Line Write(const model::HonourFact& f) {
  Line line = Begin(model::FactKind::kHonour, f.id);
  line.Always(Field::kSubject, f.subject.key)
      .Always(Field::kName, f.name)
      .Put(Field::kAwarder, f.awarder)
      .Put(Field::kDecidedOn, f.decided_on)
      .Put(Field::kValidTo, f.valid_to);
  return line;
}

Line Write(const model::FeedbackFact& f) {
  Line line = Begin(model::FactKind::kFeedback, f.id);
  line.Always(Field::kListing, f.listing)
      .Always(Field::kMeasure, f.measure)
      .Always(Field::kParty, f.party.key)
      .Put(Field::kExecutor, f.executor)
      .PutBool(Field::kExecuted, f.executed)
      .Put(Field::kReason, f.reason)
      .Put(Field::kOn, f.on);
  return line;
}

Line Write(const model::NoticeFact& f) {
  Line line = Begin(model::FactKind::kNotice, f.id);
  line.Always(Field::kListing, f.listing)
      .Always(Field::kKind, f.kind)
      .Put(Field::kDeliveredOn, f.delivered_on);
  return line;
}

Line Write(const model::DemandFact& f) {
  Line line = Begin(model::FactKind::kDemand, f.id);
  line.Always(Field::kOperator, f.operator_party.key)
      .Always(Field::kMerchant, f.merchant.key)
      .Put(Field::kOn, f.on)
      .PutBool(Field::kCooperated, f.cooperated);
  return line;
}

Line Write(const model::RetractionFact& f) {
  Line line = Begin(model::FactKind::kRetraction, f.id);
  line.Always(Field::kTarget, f.target);
  return line;
}

Line Write(const model::StepFact& f) {
  Line line = Begin(model::FactKind::kStep, f.id);
  line.Always(Field::kListing, f.listing)
      .Always(Field::kTo, model::Name(f.to))
      .Put(Field::kOn, f.on)
      .Put(Field::kActor, f.actor)
      .Put(Field::kDocument, f.document)
      .Put(Field::kNote, f.note);
  return line;
}

}  // namespace

std::string WriteJsonFact(const model::Fact& fact) {
  return std::visit([&fact](const auto& f) { return Write(f).Close(fact.provenance.source); },
                    fact.statement);
}

}  // namespace liancheng::datasets
