#include "storage/check/verify.h"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "rocksdb/sst_file_reader.h"
#include "storage/check/tally.h"
#include "storage/check/verify_journal.h"
#include "storage/check/verify_tables.h"
#include "storage/format/journal.h"
#include "storage/read/scan.h"

namespace liancheng::storage {
namespace {

using model::FactKind;

void CheckFiles(const Tables& tables, Problems& problems) {
  if (tables.db().VerifyChecksum().ok()) return;
  // RocksDB's own check stops at the first bad file; this one names all of them.
  std::vector<rocksdb::LiveFileMetaData> files;
  tables.db().GetLiveFilesMetaData(&files);
  for (const rocksdb::LiveFileMetaData& file : files) {
    const std::string path = file.db_path + file.name;
    std::error_code error;
    // A writer in another process may have replaced files that we hold open.
    if (tables.read_only() && !std::filesystem::exists(path, error)) continue;
    for (int i = 0; i < kTableCount; ++i) {
      const auto table = static_cast<Table>(i);
      if (file.column_family_name != Name(table)) continue;
      rocksdb::SstFileReader reader(TableOptions(table));
      rocksdb::Status read = reader.Open(path);
      if (read.ok()) read = reader.VerifyChecksum();
      if (read.ok()) continue;
      problems.Add(fmt::format("{}: file {}: {}", Name(table), file.name, read.ToString()));
    }
  }
}

void CheckCount(std::string_view what, uint64_t rows, uint64_t other, std::string_view by,
                Problems& problems) {
  if (rows == other) return;
  problems.Add(fmt::format("{}: {} rows, {} by {}", what, rows, other, by));
}

void CheckCounts(const VerifyReport& report, uint64_t superseded, const JournalCheck& journal,
                 const Head& head, Problems& problems) {
  uint64_t records = 0;
  for (int kind = static_cast<int>(FactKind::kListing); kind < model::kFactKindCount; ++kind) {
    records += journal.standing(static_cast<FactKind>(kind));
  }
  CheckCount("ent", report.entities, journal.standing(FactKind::kEntity), "the journal", problems);
  CheckCount("out", report.relations, journal.standing(FactKind::kRelation), "the journal",
             problems);
  CheckCount("rec", report.records, records, "the journal", problems);
  CheckCount("hist", superseded, journal.superseded(), "the journal", problems);
  CheckCount("ent", report.entities, head.entities, "the head in meta", problems);
  CheckCount("out", report.relations, head.relations, "the head in meta", problems);
  CheckCount("rec", report.records, head.records, "the head in meta", problems);
  CheckCount("hist", superseded, head.superseded, "the head in meta", problems);
}

Head ReadHead(const Tables& tables, const rocksdb::Snapshot* snapshot, Problems& problems) {
  rocksdb::PinnableSlice value;
  const auto found = tables.Get(Table::kMeta, kMetaHead, value, snapshot);
  if (!found.ok()) {
    problems.Add("meta: " + std::string(found.status().message()));
    return {};
  }
  const auto head = *found ? DecodeHead(ToView(value)) : std::optional<Head>();
  if (!head) problems.Add("meta: the row of the head is missing or cannot be read");
  return head.value_or(Head());
}

}  // namespace

VerifyReport VerifyStore(const Tables& tables, const SealedIds& sealed) {
  Problems problems;
  CheckFiles(tables, problems);
  const Snapshot snapshot(tables);
  const RowHasher hasher;
  const Head head = ReadHead(tables, snapshot.get(), problems);
  JournalCheck journal(tables, snapshot.get(), hasher, problems);
  journal.Run(head);
  TableCheck rows(tables, snapshot.get(), sealed, hasher, problems);
  rows.Run();
  if (rows.held() != journal.stated()) rows.NameDifferences(journal);
  VerifyReport report;
  report.revisions = journal.revisions();
  report.entities = rows.entities();
  report.relations = rows.relations();
  report.records = rows.records();
  CheckCounts(report, rows.superseded(), journal, head, problems);
  report.problems = problems.Take();
  return report;
}

}  // namespace liancheng::storage
