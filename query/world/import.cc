#include "query/world/import.h"

#include <utility>

#include "storage/format/bytes.h"

namespace liancheng::query {
class IssueKeeper : public model::IssueSink {
 public:
  IssueKeeper(model::IssueSink& issues, bool keeps) : issues_(issues), keeps_(keeps) {}
  void Report(model::Issue issue) override {
    if (keeps_) Keep(issue);
    issues_.Report(std::move(issue));
  }
  const std::string& kept() const { return kept_; }

 private:
  void Keep(const model::Issue& issue) {
    storage::ByteWriter to(kept_);
    to.Byte(static_cast<uint8_t>(issue.grade));
    to.Signed(issue.row);
    for (const std::string* text :
         {&issue.file, &issue.column, &issue.value, &issue.problem, &issue.expected}) {
      to.Text(*text);
    }
  }

  model::IssueSink& issues_;
  const bool keeps_;
  std::string kept_;
};

Importer::Importer(storage::FactStore& store) : store_(&store) {}
model::IssueSink& Importer::issues() {
  return *issues_;
}

Importer::~Importer() = default;
Importer::Importer(Importer&&) noexcept = default;
Importer& Importer::operator=(Importer&&) noexcept = default;

absl::StatusOr<Importer> Importer::Begin(storage::FactStore& store, model::IssueSink& issues,
                                         const BulkOptions* bulk) {
  Importer importer(store);
  importer.issues_ =
      std::make_unique<IssueKeeper>(issues, bulk != nullptr && !bulk->fingerprint.empty());
  importer.totals_.head = store.head();
  if (bulk != nullptr) {
    auto load = store.BeginBulk(*bulk);
    if (!load.ok()) return load.status();
    importer.bulk_ = *std::move(load);
  }
  return importer;
}

absl::Status Importer::Add(model::FactSource& source) {
  if (bulk_ != nullptr && bulk_->gathered()) return Replay();
  while (true) {
    const auto batch = source.Next();
    if (!batch.ok()) return batch.status();
    if (batch->empty()) return absl::OkStatus();
    if (absl::Status added = AddBatch(*batch); !added.ok()) return added;
  }
}

absl::Status Importer::AddBatch(std::span<const model::Fact> batch) {
  if (bulk_ != nullptr) {
    const auto added = bulk_->Add(batch, *issues_);
    if (!added.ok()) return added.status();
    if (*added) {
      Sum(batch.size(), **added);
      return absl::OkStatus();
    }
    // The batch changes an earlier statement, which only a commit can do.
    if (absl::Status finished = Finish(); !finished.ok()) return finished;
  }
  const auto committed = store_->Commit(batch, *issues_);
  if (!committed.ok()) return committed.status();
  Sum(batch.size(), *committed);
  return absl::OkStatus();
}

void Importer::Sum(size_t facts, const storage::CommitResult& result) {
  totals_.read += facts;
  totals_.stored += result.stored;
  totals_.unchanged += result.unchanged;
  totals_.refused += result.refused;
  totals_.head = result.revision;
}

absl::Status Importer::Finish() {
  if (bulk_ == nullptr) return absl::OkStatus();
  if (!bulk_->gathered()) bulk_->SetNote(Note());
  const absl::Status finished = bulk_->Finish();
  bulk_.reset();
  return finished;
}

std::string Importer::Note() const {
  std::string note;
  storage::ByteWriter to(note);
  for (const uint64_t number :
       {totals_.read, totals_.stored, totals_.unchanged, totals_.refused, totals_.head.value}) {
    to.Varint(number);
  }
  to.Raw(issues_->kept());
  return note;
}

absl::Status Importer::Replay() {
  if (std::exchange(replayed_, true)) return absl::OkStatus();
  storage::ByteReader in(*bulk_->gathered());
  for (uint64_t* number : {&totals_.read, &totals_.stored, &totals_.unchanged, &totals_.refused,
                           &totals_.head.value}) {
    *number = in.Varint();
  }
  while (in.ok() && !in.AtEnd()) {
    model::Issue issue;
    issue.grade = static_cast<model::IssueGrade>(in.Byte());
    issue.row = in.Signed();
    for (std::string* text :
         {&issue.file, &issue.column, &issue.value, &issue.problem, &issue.expected}) {
      *text = in.Text();
    }
    issues_->Report(std::move(issue));
  }
  if (!in.ok()) return absl::DataLossError("the note of the earlier load cannot be read");
  return absl::OkStatus();
}

absl::StatusOr<ImportTotals> Import(model::FactSource& source, storage::FactStore& store,
                                    model::IssueSink& issues) {
  auto importer = Importer::Begin(store, issues, nullptr);
  if (!importer.ok()) return importer.status();
  if (absl::Status added = importer->Add(source); !added.ok()) return added;
  return importer->totals();
}

}  // namespace liancheng::query
