#include "datasets/generator/shape.h"

#include <algorithm>
#include <numeric>

#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

// Parties of each population in a million; the rest are enterprises.
constexpr std::array<uint32_t, kPopulationCount> kPerMillion = {
    570'000, 0, 40'000, 20'000, 70'000, 10, 10'000, 500, 1'000, 3'500, 30'000, 20'000};
constexpr std::array<std::string_view, kPopulationCount> kPrefixes = {
    "P", "E", "G", "B", "S", "T", "W", "O", "I", "A", "address:示例路", "phone:0000"};

constexpr uint64_t kLevelOnePpm = 190'000;  // of enterprises; each further level has half as many
constexpr uint64_t kRingBlock = 14;         // one ring each of 2, 3, 4 and 5 enterprises
constexpr uint64_t kRingPpm = 4'000;
constexpr uint64_t kSerialOneIn = 10;  // persons
constexpr uint32_t kOwnRepresentativePpm = 850'000;
constexpr uint32_t kEndedPpm = 150'000;

uint64_t Share(uint64_t whole, uint64_t ppm) {
  return whole * ppm / 1'000'000;
}

// A step that visits every residue below `count` once and leads far away from neighbours.
uint64_t ScatterStep(uint64_t count) {
  uint64_t step = std::max<uint64_t>(1, Share(count, 618'034));
  while (std::gcd(step, count) != 1) ++step;
  return step;
}

size_t Index(Population population) {
  return static_cast<size_t>(population);
}

}  // namespace

Shape::Shape(const WorldOptions& options) : seed_(options.seed) {
  uint64_t others = 0;
  for (size_t i = 0; i < counts_.size(); ++i) {
    if (i == Index(Population::kEnterprise)) continue;
    counts_[i] = std::max<uint64_t>(2, Share(options.entities, kPerMillion[i]));
    others += counts_[i];
  }
  const uint64_t enterprises = options.entities - others;
  counts_[Index(Population::kEnterprise)] = enterprises;
  for (size_t i = 0; i < counts_.size(); ++i) steps_[i] = ScatterStep(counts_[i]);

  levels_[kLevels] = enterprises;
  for (int level = kLevels - 1; level > 0; --level) {
    const uint64_t size = std::max<uint64_t>(1, Share(enterprises, kLevelOnePpm) >> (level - 1));
    levels_[static_cast<size_t>(level)] = levels_[static_cast<size_t>(level) + 1] - size;
  }
  const uint64_t ringed = std::max<uint64_t>(1, Share(enterprises, kRingPpm) / kRingBlock);
  ring_begin_ = levels_[1] - ringed * kRingBlock;
  serial_count_ = CountOf(Population::kPerson) / kSerialOneIn;

  // Every enterprise has a representative and a first stake; then come the optional ties. Stakes of
  // firms and of rings are counted exactly.
  const uint64_t each = 2'000'000 + kFormerRepresentativePpm + kSharedAddressPpm + kSharedPhonePpm +
                        kMemberPpm + kActualControllerPpm;
  const uint64_t owners = CountOf(Population::kIndividualBusiness);
  const uint64_t shops = CountOf(Population::kShop);
  const uint64_t fixed = Share(enterprises, each) + (enterprises - levels_[1]) +
                         ringed * kRingBlock + owners + Share(owners, kOwnerAtAddressPpm) +
                         2 * CountOf(Population::kBranch) + 2 * shops +
                         Share(shops, kSuccessorShopPpm) + CountOf(Population::kPlatform) +
                         3 * CountOf(Population::kSite) + CountOf(Population::kInstitution);
  const uint64_t wanted = options.entities * options.relations_permille / 1000;
  extra_permille_ = wanted > fixed ? (wanted - fixed) * 1000 / enterprises : 0;
}

Member Shape::MemberAt(uint64_t row) const {
  size_t i = 0;
  while (row >= counts_[i]) row -= counts_[i++];
  return {static_cast<Population>(i), row};
}

uint64_t Shape::NumberOf(Member member) const {
  const size_t i = Index(member.population);
  return member.rank * steps_[i] % counts_[i];
}

void Shape::AppendId(Member member, std::string& out) const {
  out += kPrefixes[Index(member.population)];
  const uint64_t number = NumberOf(member) + 1;
  const fmt::format_int digits(number);
  if (member.population == Population::kPhone && digits.size() < 8) {
    out.append(8 - digits.size(), '0');
  }
  out.append(digits.data(), digits.size());
  if (member.population == Population::kAddress) out += "号";
}

Random Shape::Draw(Stream stream, Member member) const {
  const uint64_t index = (static_cast<uint64_t>(member.population) << 40) + member.rank;
  return Random(seed_, stream, index);
}

model::DateRange Shape::LifeOf(Member member) const {
  Random random = Draw(Stream::kLife, member);
  const int32_t age = static_cast<int32_t>(random.Steep(kLastDay - kFirstDay - 60, 2)) + 60;
  const model::Date founded{kLastDay - age};
  if (!random.Chance(kEndedPpm)) return {founded, model::kOpenEnd};
  const auto lived = static_cast<int32_t>(30 + random.Below(static_cast<uint64_t>(age) - 30));
  return {founded, model::Date{founded.days + lived}};
}

int Shape::LevelOf(uint64_t enterprise) const {
  int level = 0;
  while (enterprise >= levels_[static_cast<size_t>(level) + 1]) ++level;
  return level;
}

uint64_t Shape::ParentOf(uint64_t enterprise, Random& random) const {
  const auto above = static_cast<size_t>(LevelOf(enterprise) - 1);
  return levels_[above] + random.Steep(levels_[above + 1] - levels_[above], 3);
}

std::optional<uint64_t> Shape::RingHolderOf(uint64_t enterprise) const {
  if (enterprise < ring_begin_ || enterprise >= levels_[1]) return std::nullopt;
  uint64_t place = (enterprise - ring_begin_) % kRingBlock;
  uint64_t first = enterprise - place;
  uint64_t size = 2;
  while (place >= size) {
    place -= size;
    first += size++;
  }
  return first + (place + size - 1) % size;
}

HomePersons Shape::HomeOf(uint64_t enterprise) const {
  const uint64_t owners = CountOf(Population::kIndividualBusiness);
  const uint64_t persons = CountOf(Population::kPerson) - owners;
  const uint64_t enterprises = CountOf(Population::kEnterprise);
  const auto begin = [&](uint64_t rank) {
    return owners + persons * std::min(rank, enterprises) / enterprises;
  };
  // The first enterprise of a cell is large; every second one of the others has two persons.
  const uint64_t cell = enterprise / kCell * kCell;
  const auto taken = [](uint64_t others) { return others + (others + 1) / 2; };
  const uint64_t place = enterprise - cell;
  if (place > 0) return {begin(cell) + taken(place - 1), taken(place) - taken(place - 1)};
  const uint64_t by_others = taken(std::min(kCell, enterprises - cell) - 1);
  return {begin(cell) + by_others, begin(cell + kCell) - begin(cell) - by_others};
}

uint64_t Shape::SerialPerson(Random& random) const {
  return random.Steep(serial_count_, 2) * kSerialOneIn;
}

uint64_t Shape::RepresentativeOf(uint64_t enterprise) const {
  Random random = Draw(Stream::kRepresentative, {Population::kEnterprise, enterprise});
  if (random.Chance(kOwnRepresentativePpm)) return HomeOf(enterprise).first;
  return SerialPerson(random);
}

uint64_t Shape::FirmOfBranch(uint64_t branch) const {
  Random random = Draw(Stream::kRow, {Population::kBranch, branch});
  return random.Steep(CountOf(Population::kEnterprise) / kCell, 3) * kCell;
}

uint64_t Shape::ExtraTies(uint64_t enterprise, Random& random) const {
  // A large enterprise has ten times the mean, the others share what is left. Each number is
  // multiplied by 3 u^2, whose mean is 1.
  constexpr uint64_t kLargeTimes = 10;
  const uint64_t mean_permille = IsLarge(enterprise)
                                     ? extra_permille_ * kLargeTimes
                                     : extra_permille_ * (kCell - kLargeTimes) / (kCell - 1);
  const uint64_t u = random.Next();
  const uint64_t permille = mean_permille * 3 * (u * u >> 32) >> 32;
  return permille / 1000 + (random.Below(1000) < permille % 1000 ? 1 : 0);
}

}  // namespace liancheng::datasets
