#include "engine/graph/snapshot_form.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <limits>
#include <utility>

#include "engine/graph/parallel.h"
#include "fmt/format.h"

namespace liancheng::graph {
namespace {

constexpr std::array<char, 8> kMagic = {'L', 'C', 'G', 'R', 'A', 'P', 'H', '\n'};
constexpr uint32_t kVersion = 1;
constexpr uint32_t kByteOrder = 0x01020304;
constexpr size_t kPageBytes = 4096;
constexpr size_t kBlockBytes = size_t{4} << 20;
constexpr size_t kSections = 13;

struct Place {
  uint64_t offset = 0;
  uint64_t bytes = 0;
};

// The first page. Its last 8 bytes are the checksum of all before them.
struct Header {
  std::array<char, 8> magic = kMagic;
  uint32_t version = kVersion;
  uint32_t byte_order = kByteOrder;
  uint64_t words = 0;  // names of the attributes to which the values belong
  uint64_t revision = 0;
  std::array<char, 32> journal{};
  uint64_t file_bytes = 0;
  uint64_t checksum_of_checksums = 0;
  Place checksums;  // one for every block of the file between the first page and this place
  std::array<Place, kSections> sections;
};
static_assert(sizeof(Header) <= kPageBytes - 8 && std::is_trivially_copyable_v<Header>);

uint64_t Checksum(std::span<const char> bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

size_t RoundUp(size_t bytes) {
  return (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
}

uint64_t WordsHash() {
  std::string words;
  for (const std::string_view word : model::kRuleAttributes) words += std::string(word) + ";";
  return StableHash(words);
}

template <typename T>
std::span<const char> BytesOf(std::span<const T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

std::array<std::span<const char>, kSections> SectionsOf(const SnapshotArrays& g) {
  return {BytesOf(g.entities),     BytesOf(g.types),        BytesOf(g.regions),
          BytesOf(g.lives),        BytesOf(g.stable),       BytesOf(g.offsets),
          BytesOf(g.arcs),         BytesOf(g.rows),         BytesOf(g.attributes),
          BytesOf(g.values.ends),  BytesOf(g.values.bytes), BytesOf(g.sources.ends),
          BytesOf(g.sources.bytes)};
}

// Computes checksums block by block over the bytes it is given, in pieces of any length.
class BlockSums {
 public:
  BlockSums() { XXH3_64bits_reset(&state_); }

  void Add(std::span<const char> bytes) {
    while (!bytes.empty()) {
      const size_t take = std::min(bytes.size(), kBlockBytes - filled_);
      XXH3_64bits_update(&state_, bytes.data(), take);
      filled_ += take;
      bytes = bytes.subspan(take);
      if (filled_ == kBlockBytes) Close();
    }
  }

  std::string Finish() {
    if (filled_ > 0) Close();
    return std::move(sums_);
  }

 private:
  void Close() {
    const uint64_t sum = XXH3_64bits_digest(&state_);
    sums_.append(reinterpret_cast<const char*>(&sum), sizeof(sum));
    XXH3_64bits_reset(&state_);
    filled_ = 0;
  }

  XXH3_state_t state_;
  size_t filled_ = 0;
  std::string sums_;
};

absl::Status Damaged(std::string_view what) {
  return absl::DataLossError(fmt::format("the snapshot file is damaged: {}", what));
}

absl::Status Foreign(std::string_view what) {
  return absl::FailedPreconditionError(fmt::format("the snapshot file is of {}", what));
}

absl::StatusOr<Header> ReadHeader(std::span<const char> bytes) {
  if (bytes.size() < kPageBytes) return Damaged("it is shorter than its first page");
  Header header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.magic != kMagic) return Damaged("it does not begin as one");
  uint64_t sum = 0;
  std::memcpy(&sum, bytes.data() + kPageBytes - sizeof(sum), sizeof(sum));
  if (sum != Checksum(bytes.first(kPageBytes - sizeof(sum)))) return Damaged("the first page");
  if (header.version != kVersion) return Foreign(fmt::format("version {}", header.version));
  if (header.byte_order != kByteOrder) return Foreign("a machine of another byte order");
  if (header.words != WordsHash()) return Foreign("a program that kept other attributes");
  return header;
}

bool Within(const Place& place, size_t bytes) {
  return place.offset % kPageBytes == 0 && place.offset <= bytes &&
         place.bytes <= bytes - place.offset;
}

absl::Status CheckSums(std::span<const char> bytes, const Header& header, unsigned threads) {
  if (header.file_bytes != bytes.size()) {
    return Damaged(fmt::format("{} bytes of {}", bytes.size(), header.file_bytes));
  }
  const Place& place = header.checksums;
  if (!Within(place, bytes.size()) || place.offset < kPageBytes) return Damaged("the first page");
  const std::span<const char> sums = bytes.subspan(place.offset, place.bytes);
  const std::span<const char> body = bytes.subspan(kPageBytes, place.offset - kPageBytes);
  const size_t blocks = (body.size() + kBlockBytes - 1) / kBlockBytes;
  if (place.offset + place.bytes != bytes.size() || sums.size() != blocks * sizeof(uint64_t) ||
      Checksum(sums) != header.checksum_of_checksums) {
    return Damaged("the checksums");
  }
  std::atomic<size_t> next = 0;
  std::atomic<size_t> broken = blocks;
  InThreads(std::max(1u, std::min(threads, static_cast<unsigned>(blocks))), [&](unsigned) {
    for (size_t i = next++; i < blocks; i = next++) {
      uint64_t sum = 0;
      std::memcpy(&sum, sums.data() + i * sizeof(sum), sizeof(sum));
      const size_t begin = i * kBlockBytes;
      if (Checksum(body.subspan(begin, std::min(kBlockBytes, body.size() - begin))) != sum) {
        broken = i;
      }
    }
  });
  if (broken != blocks) {
    return Damaged(fmt::format("between byte {} and the next {}", kPageBytes + broken * kBlockBytes,
                               kBlockBytes));
  }
  return absl::OkStatus();
}

template <typename T>
bool Take(std::span<const char> bytes, const Place& place, std::span<const T>& values) {
  if (!Within(place, bytes.size()) || place.bytes % sizeof(T) != 0) return false;
  values = {reinterpret_cast<const T*>(bytes.data() + place.offset), place.bytes / sizeof(T)};
  return true;
}

absl::StatusOr<SnapshotArrays> ArraysIn(std::span<const char> bytes, const Header& header) {
  SnapshotArrays g;
  const Place* at = header.sections.data();
  const bool whole = Take(bytes, *at++, g.entities) && Take(bytes, *at++, g.types) &&
                     Take(bytes, *at++, g.regions) && Take(bytes, *at++, g.lives) &&
                     Take(bytes, *at++, g.stable) && Take(bytes, *at++, g.offsets) &&
                     Take(bytes, *at++, g.arcs) && Take(bytes, *at++, g.rows) &&
                     Take(bytes, *at++, g.attributes) && Take(bytes, *at++, g.values.ends) &&
                     Take(bytes, *at++, g.values.bytes) && Take(bytes, *at++, g.sources.ends) &&
                     Take(bytes, *at++, g.sources.bytes);
  if (!whole) return Damaged("the places of its arrays");
  return g;
}

}  // namespace

SnapshotForm::SnapshotForm(const GraphSnapshot& snapshot, const SnapshotStamp& stamp) {
  static constexpr std::array<char, kPageBytes> kZeros{};
  Header header;
  header.words = WordsHash();
  header.revision = stamp.revision.value;
  header.journal = stamp.journal;
  BlockSums sums;
  size_t offset = kPageBytes;
  pieces_.emplace_back();  // the header, filled in later
  const auto sections = SectionsOf(snapshot.arrays());
  for (size_t i = 0; i < kSections; ++i) {
    header.sections[i] = {offset, sections[i].size()};
    const size_t whole = RoundUp(sections[i].size());
    for (const std::span<const char> piece :
         {sections[i], std::span<const char>(kZeros).first(whole - sections[i].size())}) {
      sums.Add(piece);
      pieces_.push_back(piece);
    }
    offset += whole;
  }
  checksums_ = sums.Finish();
  header.checksums = {offset, checksums_.size()};
  header.checksum_of_checksums = Checksum(checksums_);
  header.file_bytes = offset + checksums_.size();
  pieces_.push_back(checksums_);
  header_.assign(kPageBytes, '\0');
  std::memcpy(header_.data(), &header, sizeof(header));
  const uint64_t sum =
      Checksum(std::span<const char>(header_).first(kPageBytes - sizeof(uint64_t)));
  std::memcpy(header_.data() + kPageBytes - sizeof(sum), &sum, sizeof(sum));
  pieces_.front() = header_;
}

absl::StatusOr<SnapshotStamp> StampOf(std::span<const char> bytes) {
  const auto header = ReadHeader(bytes);
  if (!header.ok()) return header.status();
  return SnapshotStamp{{header->revision}, header->journal};
}

absl::StatusOr<std::shared_ptr<const GraphSnapshot>> SnapshotFromBytes(
    std::span<const char> bytes, std::shared_ptr<const void> keep, const SnapshotStamp& wanted,
    unsigned threads) {
  const auto header = ReadHeader(bytes);
  if (!header.ok()) return header.status();
  if (SnapshotStamp{{header->revision}, header->journal} != wanted) {
    return Foreign(fmt::format("another store, or of revision {}", header->revision));
  }
  if (absl::Status sound = CheckSums(bytes, *header, threads); !sound.ok()) return sound;
  const auto arrays = ArraysIn(bytes, *header);
  if (!arrays.ok()) return arrays.status();
  if (absl::Status fit = CheckArrays(*arrays, threads); !fit.ok()) return fit;
  return std::make_shared<const GraphSnapshot>(wanted.revision, *arrays, std::move(keep));
}

}  // namespace liancheng::graph
