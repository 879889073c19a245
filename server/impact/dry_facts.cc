#include "server/impact/dry_facts.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include "datasets/readers/native/native.h"
#include "fmt/format.h"

namespace liancheng::impact {
namespace {

namespace fs = std::filesystem;

absl::StatusOr<std::string> FolderBeside(std::string store) {
  while (store.size() > 1 && store.back() == '/') store.pop_back();
  std::string pattern = store + ".dry-run-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) {
    return absl::UnavailableError(
        fmt::format("cannot make a folder beside {}: {}", store, std::strerror(errno)));
  }
  return pattern;
}

absl::Status ImportOne(const std::string& path, const datasets::KnownWords& words,
                       query::Importer& importer) {
  datasets::ReadOptions reading;
  reading.words = &words;
  reading.issues = &importer.issues();
  const auto source = datasets::OpenNative(path, reading);
  if (!source.ok()) return source.status();
  return importer.Add(**source);
}

}  // namespace

absl::StatusOr<std::unique_ptr<DryFacts>> DryFacts::Make(DryStore of,
                                                         const std::vector<std::string>& paths,
                                                         const datasets::KnownWords& words,
                                                         model::IssueSink& issues) {
  query::ArchiveOptions store = std::move(of.options);
  const auto folder = FolderBeside(store.path);
  if (!folder.ok()) return folder.status();
  std::unique_ptr<DryFacts> dry(new DryFacts(*folder));
  const std::string fork = *folder + "/store";
  if (absl::Status forked = of.fork_to(fork); !forked.ok()) return forked;
  if (store.key_file.empty()) store.key_file = store.path + ".key";
  std::error_code error;
  if (!fs::exists(store.key_file, error)) store.key_file = *folder + "/key";
  store.path = fork;
  store.read_only = false;
  store.create = false;
  store.salvage = false;
  // The snapshot file of the original is read and brought up to date; none is written for a fork
  // that is removed again.
  of.files.rows_min = std::numeric_limits<uint64_t>::max();
  auto archive = query::Archive::Open(std::move(store), std::move(of.files));
  if (!archive.ok()) return archive.status();
  dry->archive_ = *std::move(archive);
  dry->base_ = dry->archive_->head();
  auto importer = dry->archive_->BeginImport(issues, nullptr);
  if (!importer.ok()) return importer.status();
  for (const std::string& path : paths) {
    if (absl::Status read = ImportOne(path, words, *importer); !read.ok()) return read;
  }
  if (absl::Status finished = importer->Finish(); !finished.ok()) return finished;
  dry->totals_ = importer->totals();
  return dry;
}

DryFacts::~DryFacts() {
  archive_.reset();
  std::error_code error;
  fs::remove_all(folder_, error);
}

}  // namespace liancheng::impact
