#include "storage/read/version_cursor.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"

namespace liancheng::storage {
namespace {

Table TableOf(HistClass of) {
  if (of == HistClass::kEntity) return Table::kEnt;
  return of == HistClass::kEdge ? Table::kOut : Table::kRec;
}

}  // namespace

RowCursor::RowCursor(const Tables& tables, Table table, const rocksdb::Snapshot* snapshot,
                     std::string prefix)
    : tables_(tables),
      table_(table),
      prefix_(std::move(prefix)),
      upper_(AfterPrefix(prefix_)),
      bound_(upper_),
      it_(tables.Iterate(table, snapshot, upper_.empty() ? nullptr : &bound_)) {
  it_->Seek(prefix_);
  PassDamage();
}

void RowCursor::Next() {
  it_->Next();
  PassDamage();
}

absl::Status RowCursor::status() const {
  if (it_->status().ok() || tables_.salvage()) return absl::OkStatus();
  return ToStatus(it_->status(), fmt::format("read {}", Name(table_)));
}

uint64_t RowCursor::NumberOf(std::string_view key) const {
  return key.size() < prefix_.size() + 8 ? 0 : GetBig(key.data() + prefix_.size(), 8);
}

bool RowCursor::ReadableFrom(uint64_t number) {
  it_->Seek(prefix_ + std::string(NumberKey(number).view()));
  return it_->Valid() || it_->status().ok();
}

// A block that cannot be read ends the iteration. Leaps of doubling length find a readable place
// behind it; then a binary search finds the nearest one.
void RowCursor::PassDamage() {
  if (it_->Valid()) {
    if (tables_.salvage()) last_ = NumberOf(key());
    return;
  }
  if (it_->status().ok() || !tables_.salvage()) return;
  const std::string why = it_->status().ToString();
  uint64_t bad = last_;
  uint64_t good = 0;
  for (uint64_t leap = 1;; leap *= 2) {
    good = leap > (UINT64_MAX - last_) / 2 ? UINT64_MAX : last_ + leap;
    if (ReadableFrom(good)) break;
    bad = good;
    if (good == UINT64_MAX) {
      lost_.push_back(fmt::format("{} from {} on ({})", Name(table_), last_, why));
      return;
    }
  }
  while (good - bad > 1) {
    const uint64_t middle = bad + (good - bad) / 2;
    (ReadableFrom(middle) ? good : bad) = middle;
  }
  ReadableFrom(good);
  lost_.push_back(fmt::format("{} from {} to before {} ({})", Name(table_), last_, good, why));
  last_ = good;
  PassDamage();
}

VersionCursor::VersionCursor(const Tables& tables, const rocksdb::Snapshot* snapshot, HistClass of,
                             model::Revision at, bool with_past)
    : at_(at), now_(tables, TableOf(of), snapshot, "") {
  if (with_past) {
    past_ = std::make_unique<RowCursor>(tables, Table::kHist, snapshot,
                                        std::string(1, static_cast<char>(of)));
  }
  SkipHidden();
}

void VersionCursor::SkipHidden() {
  while (now_.Valid()) {
    const auto known_from = KnownFrom(now_.value());
    if (!known_from || *known_from <= at_) break;  // the caller reports a row that cannot be read
    now_.Next();
  }
  while (past_ != nullptr && past_->Valid()) {
    const auto hist = DecodeHist(past_->value());
    if (!hist || (hist->known_from <= at_ && at_ < hist->known_to)) break;
    past_->Next();
  }
  Choose();
}

void VersionCursor::Choose() {
  in_past_ = past_ != nullptr && past_->Valid();
  if (!in_past_ || !now_.Valid()) return;
  const auto parts = ParseHistKey(past_->key());
  in_past_ = !parts || parts->row_key < now_.key();
}

bool VersionCursor::Valid() const {
  return now_.Valid() || (past_ != nullptr && past_->Valid());
}

std::string_view VersionCursor::key() const {
  if (!in_past_) return now_.key();
  const auto parts = ParseHistKey(past_->key());
  return parts ? parts->row_key : past_->key();
}

std::string_view VersionCursor::value() const {
  if (!in_past_) return now_.value();
  const auto hist = DecodeHist(past_->value());
  return hist ? hist->row_value : std::string_view();
}

void VersionCursor::Next() {
  if (in_past_) {
    past_->Next();
  } else {
    now_.Next();
  }
  SkipHidden();
}

absl::Status VersionCursor::status() const {
  if (const absl::Status now = now_.status(); !now.ok()) return now;
  return past_ == nullptr ? absl::OkStatus() : past_->status();
}

std::vector<std::string> VersionCursor::lost() const {
  std::vector<std::string> lost = now_.lost();
  if (past_ != nullptr) lost.insert(lost.end(), past_->lost().begin(), past_->lost().end());
  return lost;
}

}  // namespace liancheng::storage
