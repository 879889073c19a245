// The bodies of rec rows: for each kind one function that writes the fields and one that reads them
// in the same order.
#include <type_traits>
#include <variant>

#include "storage/format/bytes.h"
#include "storage/format/rows.h"

namespace liancheng::storage {
namespace {

using model::FactKind;

void PutMoney(ByteWriter& to, const std::optional<model::Money>& money) {
  to.Byte(money ? 1 : 0);
  if (money) to.Signed(money->fen);
}

std::optional<model::Money> GetMoney(ByteReader& in) {
  if (in.Byte() == 0) return std::nullopt;
  return model::Money{in.Signed()};
}

// --- fields of each kind, after source, id, parties and parent ---

void Put(ByteWriter& to, const model::ListingFact& f) {
  to.Text(f.list);
  to.Text(f.ground);
  to.Byte(static_cast<uint8_t>(f.severity));
  to.Text(f.decider);
  to.Text(f.document);
  to.Text(f.basis);
  to.Day(f.decided_on);
  to.OptionalDay(f.proposed_on);
  to.OptionalDay(f.published_on);
  to.OptionalDay(f.valid_to);
  to.OptionalDay(f.act_on);
  to.OptionalDay(f.corrected_on);
}
bool Get(ByteReader& in, model::ListingFact& f) {
  f.list = in.Text();
  f.ground = in.Text();
  const uint8_t severity = in.Byte();
  f.severity = static_cast<model::Severity>(severity);
  f.decider = in.Text();
  f.document = in.Text();
  f.basis = in.Text();
  f.decided_on = in.Day();
  f.proposed_on = in.OptionalDay();
  f.published_on = in.OptionalDay();
  f.valid_to = in.OptionalDay();
  f.act_on = in.OptionalDay();
  f.corrected_on = in.OptionalDay();
  return severity <= static_cast<uint8_t>(model::Severity::kUnspecified);
}

void Put(ByteWriter& to, const model::PenaltyFact& f) {
  to.Text(f.act);
  to.Text(f.ground);
  to.Text(f.authority);
  to.Byte(static_cast<uint8_t>(f.procedure));
  to.Text(f.document);
  to.Day(f.decided_on);
  PutMoney(to, f.amount);
  PutMoney(to, f.illegal_gain);
  PutMoney(to, f.sales);
}
bool Get(ByteReader& in, model::PenaltyFact& f) {
  f.act = in.Text();
  f.ground = in.Text();
  f.authority = in.Text();
  const uint8_t procedure = in.Byte();
  f.procedure = static_cast<model::Procedure>(procedure);
  f.document = in.Text();
  f.decided_on = in.Day();
  f.amount = GetMoney(in);
  f.illegal_gain = GetMoney(in);
  f.sales = GetMoney(in);
  return procedure <= static_cast<uint8_t>(model::Procedure::kUnknown);
}

void Put(ByteWriter& to, const model::AttributionFact& f) {
  to.Text(f.act);
  to.Byte(static_cast<uint8_t>(f.role));
  to.Text(f.decider);
  to.Day(f.decided_on);
  to.Text(f.document);
}
bool Get(ByteReader& in, model::AttributionFact& f) {
  f.act = in.Text();
  const uint8_t role = in.Byte();
  f.role = static_cast<model::ResponsibleRole>(role);
  f.decider = in.Text();
  f.decided_on = in.Day();
  f.document = in.Text();
  return role <= static_cast<uint8_t>(model::ResponsibleRole::kPractitioner);
}

void Put(ByteWriter& to, const model::ConfirmationFact& f) {
  to.Text(f.listing);
  to.Text(f.provision);
  to.Day(f.decided_on);
  to.Text(f.basis);
}
bool Get(ByteReader& in, model::ConfirmationFact& f) {
  f.listing = in.Text();
  f.provision = in.Text();
  f.decided_on = in.Day();
  f.basis = in.Text();
  return true;
}

void Put(ByteWriter& to, const model::EndingFact& f) {
  to.Text(f.listing);
  to.Byte(static_cast<uint8_t>(f.how));
  to.Day(f.on);
}
bool Get(ByteReader& in, model::EndingFact& f) {
  f.listing = in.Text();
  const uint8_t how = in.Byte();
  f.how = static_cast<model::EndingHow>(how);
  f.on = in.Day();
  return how <= static_cast<uint8_t>(model::EndingHow::kSuperseded);
}

void Put(ByteWriter& to, const model::ObjectionFact& f) {
  to.Text(f.listing);
  to.Day(f.on);
  to.Byte(f.result ? static_cast<uint8_t>(*f.result) + 1 : 0);
  to.OptionalDay(f.answered_on);
}
bool Get(ByteReader& in, model::ObjectionFact& f) {
  f.listing = in.Text();
  f.on = in.Day();
  const uint8_t result = in.Byte();
  if (result > 0) f.result = static_cast<model::ObjectionResult>(result - 1);
  f.answered_on = in.OptionalDay();
  return result <= 1 + static_cast<uint8_t>(model::ObjectionResult::kUpheld);
}

void Put(ByteWriter& to, const model::GradeFact& f) {
  to.Text(f.value);
  to.Day(f.decided_on);
}
bool Get(ByteReader& in, model::GradeFact& f) {
  f.value = in.Text();
  f.decided_on = in.Day();
  return true;
}

void Put(ByteWriter& to, const model::HonourFact& f) {
  to.Text(f.name);
  to.Text(f.awarder);
  to.Day(f.decided_on);
  to.OptionalDay(f.valid_to);
}
bool Get(ByteReader& in, model::HonourFact& f) {
  f.name = in.Text();
  f.awarder = in.Text();
  f.decided_on = in.Day();
  f.valid_to = in.OptionalDay();
  return true;
}

void Put(ByteWriter& to, const model::FeedbackFact& f) {
  to.Text(f.listing);
  to.Text(f.measure);
  to.Text(f.executor);
  to.Byte(f.executed ? 1 : 0);
  to.Text(f.reason);
  to.Day(f.on);
}
bool Get(ByteReader& in, model::FeedbackFact& f) {
  f.listing = in.Text();
  f.measure = in.Text();
  f.executor = in.Text();
  f.executed = in.Byte() == 1;
  f.reason = in.Text();
  f.on = in.Day();
  return true;
}

void Put(ByteWriter& to, const model::NoticeFact& f) {
  to.Text(f.listing);
  to.Text(f.kind);
  to.Day(f.delivered_on);
}
bool Get(ByteReader& in, model::NoticeFact& f) {
  f.listing = in.Text();
  f.kind = in.Text();
  f.delivered_on = in.Day();
  return true;
}

void Put(ByteWriter& to, const model::DemandFact& f) {
  to.Day(f.on);
  to.Byte(f.cooperated ? 1 : 0);
}
bool Get(ByteReader& in, model::DemandFact& f) {
  f.on = in.Day();
  f.cooperated = in.Byte() == 1;
  return true;
}

void Put(ByteWriter& to, const model::StepFact& f) {
  to.Text(f.listing);
  to.Byte(static_cast<uint8_t>(f.to));
  to.Day(f.on);
  to.Text(f.actor);
  to.Text(f.document);
  to.Text(f.note);
}
bool Get(ByteReader& in, model::StepFact& f) {
  f.listing = in.Text();
  const uint8_t state = in.Byte();
  f.to = static_cast<model::ListingState>(state);
  f.on = in.Day();
  f.actor = in.Text();
  f.document = in.Text();
  f.note = in.Text();
  return state < model::kListingStateCount;
}

template <typename F>
inline constexpr bool kIsRecord =
    !std::is_same_v<F, model::EntityFact> && !std::is_same_v<F, model::RelationFact> &&
    !std::is_same_v<F, model::RetractionFact>;

// An empty statement of `kind`, to be filled.
template <size_t I = 0>
std::optional<model::Statement> Empty(FactKind kind) {
  if constexpr (I < static_cast<size_t>(model::kFactKindCount)) {
    if (static_cast<size_t>(kind) == I) return model::Statement(std::in_place_index<I>);
    return Empty<I + 1>(kind);
  } else {
    return std::nullopt;
  }
}

}  // namespace

void AppendRecordBody(const model::Statement& statement, const RecordParties& parties,
                      std::string_view source, std::string& out) {
  ByteWriter to(out);
  to.Text(source);
  std::visit(
      [&](const auto& f) {
        if constexpr (kIsRecord<std::decay_t<decltype(f)>>) {
          to.Text(f.id);
          to.Varint(parties.first.value);
          to.Varint(parties.second.value);
          to.Varint(parties.parent);
          Put(to, f);
        }
      },
      statement);
}

std::optional<RecordBody> DecodeRecordBody(FactKind kind, std::string_view body) {
  ByteReader in(body);
  std::optional<model::Statement> statement = Empty(kind);
  if (!statement) return std::nullopt;
  RecordBody out{std::move(*statement), {}, std::string(in.Text())};
  const bool good = std::visit(
      [&](auto& f) {
        if constexpr (kIsRecord<std::decay_t<decltype(f)>>) {
          f.id = in.Text();
          out.parties.first.value = in.Varint();
          out.parties.second.value = in.Varint();
          out.parties.parent = in.Varint();
          return Get(in, f);
        } else {
          return false;
        }
      },
      out.statement);
  if (!good || !in.Finished()) return std::nullopt;
  const std::vector<model::EntityRef*> named = model::PartiesOf(out.statement);
  if (!named.empty()) named[0]->id = out.parties.first;
  if (named.size() > 1) named[1]->id = out.parties.second;
  return out;
}

bool HangsOnRecord(FactKind kind) {
  switch (kind) {
    case FactKind::kAttribution:
    case FactKind::kConfirmation:
    case FactKind::kEnding:
    case FactKind::kObjection:
    case FactKind::kFeedback:
    case FactKind::kNotice:
    case FactKind::kStep:
      return true;
    default:
      return false;
  }
}

model::Date DateOf(const model::Statement& record) {
  return std::visit(
      [](const auto& f) -> model::Date {
        if constexpr (requires { f.decided_on; }) {
          return f.decided_on;
        } else if constexpr (requires { f.delivered_on; }) {
          return f.delivered_on;
        } else if constexpr (requires { f.on; }) {
          return f.on;
        } else {
          return model::kOpenStart;
        }
      },
      record);
}

const std::string& IdOf(const model::Statement& record) {
  return std::visit(
      [](const auto& f) -> const std::string& {
        if constexpr (requires { f.id; }) {
          return f.id;
        } else {
          return f.entity.key;
        }
      },
      record);
}

}  // namespace liancheng::storage
