#include "storage/format/rows.h"

#include "storage/format/bytes.h"

namespace liancheng::storage {
namespace {

constexpr uint8_t kHasShare = 1;

void SkipHeader(ByteReader& in, RowHeader& header) {
  header.known_from.value = in.Big(8);
  header.row = in.Signed();
  header.file = in.Text();
}

template <typename Word>
Word ReadWord(ByteReader& in, uint8_t count, bool& known) {
  const uint8_t value = in.Byte();
  if (value >= count) known = false;
  return static_cast<Word>(value);
}

}  // namespace

void AppendRow(const RowHeader& header, std::string_view body, std::string& out) {
  ByteWriter to(out);
  to.Big(header.known_from.value, 8);
  to.Signed(header.row);
  to.Text(header.file);
  to.Raw(body);
}

std::optional<SplitRow> Split(std::string_view value) {
  ByteReader in(value);
  SplitRow split;
  SkipHeader(in, split.header);
  if (!in.ok()) return std::nullopt;
  split.body = in.rest();
  return split;
}

void AppendEntityBody(const model::EntityFact& fact, std::span<const model::Identifier> identifiers,
                      const SealedAttributes& sealed, std::string_view source, std::string& out) {
  ByteWriter to(out);
  to.Text(source);
  to.Text(fact.entity.key);
  to.Byte(static_cast<uint8_t>(fact.type));
  to.Varint(fact.region.value);
  to.Day(fact.life.from);
  to.Day(fact.life.to);
  to.Text(fact.name);
  to.Varint(fact.former_names.size());
  for (const std::string& name : fact.former_names) to.Text(name);
  to.Varint(identifiers.size());
  for (const model::Identifier& identifier : identifiers) {
    to.Text(identifier.scheme);
    to.Text(identifier.value);
  }
  to.Varint(fact.attributes.size());
  for (const auto& [name, value] : fact.attributes) {
    const auto hidden = sealed.find(name);
    to.Text(name);
    to.Byte(hidden == sealed.end() ? 0 : 1);
    to.Text(hidden == sealed.end() ? value : hidden->second);
  }
}

std::optional<EntityBody> DecodeEntityBody(std::string_view body) {
  ByteReader in(body);
  EntityBody out;
  model::EntityFact& fact = out.fact;
  bool known = true;
  out.source = in.Text();
  fact.entity.key = in.Text();
  fact.type = ReadWord<model::EntityType>(in, model::kEntityTypeCount, known);
  fact.region.value = static_cast<uint32_t>(in.Varint());
  fact.life.from = in.Day();
  fact.life.to = in.Day();
  fact.name = in.Text();
  for (uint64_t n = in.Varint(); n > 0 && in.ok(); --n) fact.former_names.emplace_back(in.Text());
  for (uint64_t n = in.Varint(); n > 0 && in.ok(); --n) {
    model::Identifier& identifier = fact.identifiers.emplace_back();
    identifier.scheme = in.Text();
    identifier.value = in.Text();
  }
  for (uint64_t n = in.Varint(); n > 0 && in.ok(); --n) {
    std::string name(in.Text());
    const bool hidden = in.Byte() == 1;
    std::string value(in.Text());
    if (hidden) {
      out.sealed.emplace(std::move(name), std::move(value));
    } else {
      fact.attributes.emplace_hint(fact.attributes.end(), std::move(name), std::move(value));
    }
  }
  if (!in.Finished() || !known) return std::nullopt;
  return out;
}

std::optional<std::string_view> EntityKeyOf(std::string_view value) {
  ByteReader in(value);
  RowHeader header;
  SkipHeader(in, header);
  in.Text();
  const std::string_view key = in.Text();
  if (!in.ok()) return std::nullopt;
  return key;
}

void AppendEdgeRow(const EdgeRow& row, std::string& out) {
  ByteWriter to(out);
  to.Big(row.known_from.value, 8);
  to.Big(row.number.value, 8);
  to.Big(OrderedDays(row.to), 4);
  to.Big(row.share ? row.share->lo_ppm : 0, 4);
  to.Big(row.share ? row.share->hi_ppm : 0, 4);
  to.Byte(row.share ? kHasShare : 0);
  to.Text(row.source);
  to.Text(row.position);
  to.Text(row.id);
}

std::optional<EdgeRow> DecodeEdgeRow(std::string_view value) {
  ByteReader in(value);
  EdgeRow row;
  row.known_from.value = in.Big(8);
  row.number.value = in.Big(8);
  row.to = FromOrderedDays(static_cast<uint32_t>(in.Big(4)));
  const auto lo = static_cast<uint32_t>(in.Big(4));
  const auto hi = static_cast<uint32_t>(in.Big(4));
  const uint8_t flags = in.Byte();
  if (flags == kHasShare) row.share = model::ShareBand{lo, hi};
  row.source = in.Text();
  row.position = in.Text();
  row.id = in.Text();
  if (!in.Finished() || flags > kHasShare) return std::nullopt;
  return row;
}

std::string HistValue(model::Revision known_to, std::string_view row_value) {
  std::string value;
  ByteWriter to(value);
  to.Big(known_to.value, 8);
  to.Raw(row_value);
  return value;
}

std::optional<HistRow> DecodeHist(std::string_view value) {
  if (value.size() < 16) return std::nullopt;
  return HistRow{model::Revision{GetBig(value.data() + 8, 8)},
                 model::Revision{GetBig(value.data(), 8)}, value.substr(8)};
}

std::optional<model::Revision> KnownFrom(std::string_view row_value) {
  if (row_value.size() < 8) return std::nullopt;
  return model::Revision{GetBig(row_value.data(), 8)};
}

}  // namespace liancheng::storage
