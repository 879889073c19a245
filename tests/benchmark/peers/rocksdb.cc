// Raw RocksDB: one synced put of 100 bytes, the least that a commit on it can cost.
#include <filesystem>

#include "fmt/format.h"
#include "rocksdb/db.h"
#include "rocksdb/version.h"
#include "tests/benchmark/peers/peer.h"

namespace liancheng::peers {
namespace {

class RawRocksDb : public Peer {
 public:
  explicit RawRocksDb(std::string path) : path_(std::move(path)) {}

  std::string Version() const override {
    return fmt::format("raw RocksDB {}.{}.{}", ROCKSDB_MAJOR, ROCKSDB_MINOR, ROCKSDB_PATCH);
  }
  // It only writes and has no graph.
  void Load(const std::string&) override {
    db_.reset();
    std::filesystem::remove_all(path_);
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* db = nullptr;
    if (const auto status = rocksdb::DB::Open(options, path_, &db); !status.ok()) {
      Fail(status.ToString());
    }
    db_.reset(db);
  }
  bool Walk(uint32_t, uint32_t hops) override { return db_ != nullptr && hops < kNoLimit; }
  void Answer(std::vector<uint32_t>*) const override {}
  bool Commit(uint64_t turn) override {
    rocksdb::WriteOptions synced;
    synced.sync = true;
    return db_->Put(synced, fmt::format("{:020}", turn), std::string(100, 'v')).ok();
  }
  bool CommitsTogether() const override { return true; }

 private:
  std::string path_;
  std::unique_ptr<rocksdb::DB> db_;
};

}  // namespace
}  // namespace liancheng::peers

int main(int argc, char** argv) {
  if (argc != 2) liancheng::peers::Fail("usage: peer_rocksdb SCRATCH");
  liancheng::peers::RawRocksDb peer(std::string(argv[1]) + "/rocksdb");
  return liancheng::peers::Serve(peer);
}
