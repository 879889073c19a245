#include "storage/check/verify_journal.h"

#include <optional>

#include "fmt/format.h"
#include "storage/format/rows.h"

namespace liancheng::storage {
namespace {

using model::FactKind;

Stated StatedBy(const Operation& operation, model::Revision revision) {
  Stated stated{operation.kind, operation.number, revision, operation.row,
                operation.file, operation.body,   false};
  if (operation.kind == FactKind::kRelation) {
    stated.row = 0;
    stated.file = {};
  }
  return stated;
}

// The statement that operation `by` replaced within one revision: it left no row. Such cases are
// rare, so the revision is simply read again up to `by`.
std::optional<Operation> Replaced(const LogRow& row, const Operation& by) {
  OperationReader operations(row.operations);
  Operation operation;
  std::optional<Operation> last;
  while (operations.Next(operation) && operation.body.data() < by.body.data()) {
    if (operation.kind == by.kind && operation.number == by.number) last = operation;
  }
  return last;
}

}  // namespace

void JournalCheck::Run(const Head& head) {
  const auto it = tables_.Iterate(Table::kLog, snapshot_);
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    const auto revision = ParseNumberKey(ToView(it->key()));
    const auto row = DecodeLogRow(ToView(it->value()));
    if (!revision || !row) {
      problems_.Add(fmt::format("log: row {} cannot be read", Hex(ToView(it->key()))));
      continue;
    }
    CheckRow(model::Revision{*revision}, *row);
  }
  if (!it->status().ok()) {
    problems_.Add(fmt::format("log: {}", it->status().ToString()));
    return;
  }
  if (last_ != head.revision) {
    problems_.Add(
        fmt::format("log: ends at revision {}, meta says {}", last_.value, head.revision.value));
  } else if (hash_ != head.hash) {
    problems_.Add(fmt::format("log: the hash of revision {} is not the one in meta", last_.value));
  }
}

void JournalCheck::CheckRow(model::Revision revision, const LogRow& row) {
  ++revisions_;
  if (revision.value != last_.value + 1) {
    problems_.Add(fmt::format("log: revision {} follows {}", revision.value, last_.value));
  } else if (row.previous != hash_) {
    problems_.Add(
        fmt::format("log: revision {} does not continue revision {}", revision.value, last_.value));
  }
  if (HashOf(row.previous, revision, row.time_s, row.operations) != row.hash) {
    problems_.Add(fmt::format("log: revision {} was changed: its hash does not fit its content",
                              revision.value));
  }
  last_ = revision;
  hash_ = row.hash;
  OperationReader operations(row.operations);
  Operation operation;
  while (operations.Next(operation)) {
    uint64_t& standing = standing_[static_cast<size_t>(operation.kind)];
    if (operation.verb == Verb::kOpen) ++standing;
    if (operation.verb == Verb::kClose || operation.verb == Verb::kCloseInRevision) --standing;
    if (operation.verb == Verb::kClose || operation.verb == Verb::kSupersede) ++superseded_;
  }
  const bool read = VisitRevision(revision, row, [this](const Stated& stated, bool taken_back) {
    if (taken_back) {
      stated_.Remove(hasher_.Of(stated));
    } else {
      stated_.Add(hasher_.Of(stated));
    }
  });
  if (!read) {
    problems_.Add(
        fmt::format("log: revision {} has an operation that cannot be read", revision.value));
  }
}

bool JournalCheck::VisitRevision(
    model::Revision revision, const LogRow& row,
    absl::FunctionRef<void(const Stated&, bool taken_back)> visit) const {
  OperationReader operations(row.operations);
  Operation operation;
  while (operations.Next(operation)) {
    if (operation.verb == Verb::kReplaceInRevision || operation.verb == Verb::kCloseInRevision) {
      if (const auto before = Replaced(row, operation)) visit(StatedBy(*before, revision), true);
    }
    if (operation.verb == Verb::kSupersede || operation.verb == Verb::kClose) {
      visit({operation.kind, operation.number, revision, 0, {}, {}, true}, false);
    }
    if (operation.verb != Verb::kClose && operation.verb != Verb::kCloseInRevision) {
      visit(StatedBy(operation, revision), false);
    }
  }
  return operations.ok();
}

void JournalCheck::VisitStatements(
    absl::FunctionRef<void(const Stated&, bool taken_back)> visit) const {
  const auto it = tables_.Iterate(Table::kLog, snapshot_);
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    const auto revision = ParseNumberKey(ToView(it->key()));
    const auto row = DecodeLogRow(ToView(it->value()));
    if (revision && row) VisitRevision(model::Revision{*revision}, *row, visit);
  }
}

}  // namespace liancheng::storage
