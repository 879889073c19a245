#include "fmt/format.h"
#include "tests/oracle/worlds.h"

namespace liancheng::oracle {
namespace {

using model::Date;

std::string SpanText(model::DateRange span) {
  return fmt::format("[{}..{})", model::FormatDate(span.from), model::FormatDate(span.to));
}

std::string DateText(const std::optional<Date>& date) {
  return date.has_value() ? model::FormatDate(*date) : "-";
}

struct Line {
  std::string operator()(const model::EntityFact& f) const {
    std::string text = fmt::format("{} {}", model::Name(f.type), f.region.value);
    for (const auto& [name, value] : f.attributes) text += fmt::format(" {}={}", name, value);
    return text;
  }
  std::string operator()(const model::RelationFact& f) const {
    const std::string share =
        f.share.has_value() ? fmt::format(" {}-{} ppm", f.share->lo_ppm, f.share->hi_ppm) : "";
    return fmt::format("{} -{}-> {} {}{}", f.from.key, model::Name(f.relation), f.to.key,
                       SpanText(f.valid), share);
  }
  std::string operator()(const model::ListingFact& f) const {
    return fmt::format(
        "{} {} ground {} {} decided {} proposed {} published {} act {} valid_to {} basis \"{}\"",
        f.list, f.subject.key, f.ground, model::Name(f.severity), model::FormatDate(f.decided_on),
        DateText(f.proposed_on), DateText(f.published_on), DateText(f.act_on), DateText(f.valid_to),
        f.basis);
  }
  std::string operator()(const model::PenaltyFact& f) const {
    return fmt::format("{} ground {} by {} {} {} sales {} gain {}", f.subject.key, f.ground,
                       f.authority, model::Name(f.procedure), model::FormatDate(f.decided_on),
                       f.sales.has_value() ? model::FormatYuan(*f.sales) : "-",
                       f.illegal_gain.has_value() ? model::FormatYuan(*f.illegal_gain) : "-");
  }
  std::string operator()(const model::AttributionFact& f) const {
    return fmt::format("{} for {} as {} {}", f.person.key, f.act, model::Name(f.role),
                       model::FormatDate(f.decided_on));
  }
  std::string operator()(const model::ConfirmationFact& f) const {
    return fmt::format("{} {} {} {}", f.listing, f.provision, f.party.key,
                       model::FormatDate(f.decided_on));
  }
  std::string operator()(const model::EndingFact& f) const {
    return fmt::format("{} {} {}", f.listing, model::Name(f.how), model::FormatDate(f.on));
  }
  std::string operator()(const model::ObjectionFact& f) const {
    if (!f.result) return fmt::format("{} {}", f.listing, model::FormatDate(f.on));
    return fmt::format("{} {} {} {}", f.listing, model::FormatDate(f.on), model::Name(*f.result),
                       model::FormatDate(*f.answered_on));
  }
  std::string operator()(const model::GradeFact& f) const {
    return fmt::format("{} {} {}", f.subject.key, f.value, model::FormatDate(f.decided_on));
  }
  std::string operator()(const model::HonourFact& f) const {
    return fmt::format("{} {} to {}", f.subject.key, model::FormatDate(f.decided_on),
                       DateText(f.valid_to));
  }
  std::string operator()(const model::DemandFact& f) const {
    return fmt::format("operator {} merchant {} {} {}", f.operator_party.key, f.merchant.key,
                       model::FormatDate(f.on), f.cooperated ? "followed" : "not followed");
  }
  std::string operator()(const model::RetractionFact& f) const { return f.target; }
  std::string operator()(const model::FeedbackFact& f) const { return f.listing; }
  std::string operator()(const model::NoticeFact& f) const { return f.listing; }
  std::string operator()(const model::StepFact& f) const {
    return fmt::format("{} to {} {}", f.listing, model::Name(f.to), model::FormatDate(f.on));
  }
};

}  // namespace

std::string Describe(const World& world) {
  std::string text = fmt::format("world of seed {}\n", world.seed);
  for (const model::Fact& fact : world.facts) {
    text += fmt::format("  {}: {}\n", model::FactKey(fact), std::visit(Line(), fact.statement));
  }
  return text;
}

}  // namespace liancheng::oracle
