// SQLite through its C interface: WAL, prepared statements, two covering indexes; loaded without a
// journal in one transaction, then synced. Walks are asked in both ways that it offers (one
// recursive query, or level by level with prepared statements and marks kept here); the faster one
// counts.
#include <sqlite3.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <unordered_map>

#include "fmt/format.h"
#include "tests/benchmark/peers/peer.h"

namespace liancheng::peers {
namespace {

constexpr const char* kRecursive = R"(
  WITH RECURSIVE r(v, h) AS (
    VALUES(?1, 0)
    UNION SELECT e.dst, r.h + 1 FROM r JOIN edge e ON e.src = r.v
      WHERE r.h < ?2 AND e.rel < 10 AND e.f <= ?3 AND e.t > ?3
    UNION SELECT e.src, r.h + 1 FROM r JOIN edge e ON e.dst = r.v
      WHERE r.h < ?2 AND e.rel < 10 AND e.f <= ?3 AND e.t > ?3)
  SELECT DISTINCT v FROM r)";
constexpr const char* kWhole = R"(
  WITH RECURSIVE r(v) AS (
    VALUES(?1)
    UNION SELECT e.dst FROM r JOIN edge e ON e.src = r.v
      WHERE e.rel < 10 AND e.f <= ?3 AND e.t > ?3
    UNION SELECT e.src FROM r JOIN edge e ON e.dst = r.v
      WHERE e.rel < 10 AND e.f <= ?3 AND e.t > ?3)
  SELECT v FROM r)";

class Statement {
 public:
  Statement(sqlite3* db, const char* sql) {
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) !=
        SQLITE_OK) {
      Fail(sqlite3_errmsg(db));
    }
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void Bind(int place, int64_t value) { sqlite3_bind_int64(statement_, place, value); }
  void Bind(int place, std::string_view text) {
    sqlite3_bind_text(statement_, place, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
  }
  bool Row() {
    const int code = sqlite3_step(statement_);
    if (code != SQLITE_ROW && code != SQLITE_DONE) Fail(sqlite3_errstr(code));
    if (code == SQLITE_DONE) sqlite3_reset(statement_);
    return code == SQLITE_ROW;
  }
  int64_t Number(int column) { return sqlite3_column_int64(statement_, column); }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

class Sqlite : public Peer {
 public:
  explicit Sqlite(std::string path) : path_(std::move(path)) {}
  ~Sqlite() override { Close(); }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  std::string Version() const override { return fmt::format("SQLite {}", sqlite3_libversion()); }

  void Load(const std::string& folder) override {
    std::filesystem::remove(path_);
    OpenFile();
    Run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA threads=2;"
        "CREATE TABLE entity(n INTEGER PRIMARY KEY, id TEXT, type TEXT, name TEXT, uscc TEXT,"
        " region TEXT, f TEXT, t TEXT, source TEXT, ownership TEXT);"
        "CREATE TABLE edge(e INTEGER PRIMARY KEY, id TEXT, rel INT, src INT, dst INT, share INT,"
        " position TEXT, f INT, t INT, source TEXT); BEGIN");
    const std::vector<std::string> ids = LoadEntities(folder);
    LoadEdges(folder, IdTable(ids));
    Run("COMMIT; CREATE UNIQUE INDEX entity_id ON entity(id);"
        "CREATE INDEX entity_uscc ON entity(uscc);"
        "CREATE INDEX edge_out ON edge(src, rel, f, t, dst, share);"
        "CREATE INDEX edge_in ON edge(dst, rel, f, t, src); ANALYZE");
    Close();
    OpenFile();
    // Synced here, because loading did not sync the file.
    Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; BEGIN IMMEDIATE;"
        "CREATE TABLE loaded(done INT); COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    vertices_ = ids.size();
    Prepare();
  }

  void Number(const std::vector<std::string>&) override {
    if (chosen_) return;
    chosen_ = true;
    Choose(20, 3);
    Choose(1, kNoLimit);
  }

  bool Open() override {
    Close();
    OpenFile();
    Prepare();
    return true;
  }

  bool Walk(uint32_t start, uint32_t hops) override {
    return levels_are_faster_[hops >= kNoLimit] ? WalkLevels(start, hops)
                                                : WalkRecursive(start, hops);
  }

  bool Control(uint32_t start) override {
    std::unordered_map<uint32_t, int64_t> held;
    answer_.assign(1, start);
    for (size_t head = 0; head < answer_.size(); ++head) {
      stakes_->Bind(1, answer_[head]);
      stakes_->Bind(2, kAsOf);
      while (stakes_->Row()) {
        const auto to = static_cast<uint32_t>(stakes_->Number(0));
        if (to == answer_[head]) continue;
        int64_t& sum = held[to];
        const bool before = sum > kMajorityPpm;
        sum += stakes_->Number(2) == kActualController ? kMajorityPpm + 1 : stakes_->Number(1);
        if (!before && sum > kMajorityPpm && to != start) answer_.push_back(to);
      }
    }
    answer_.erase(answer_.begin());
    return true;
  }

  void Answer(std::vector<uint32_t>* numbers) const override { *numbers = answer_; }

  bool Commit(uint64_t turn) override {
    insert_->Bind(1, fmt::format("C{}", turn));
    insert_->Bind(2, kShareholder);
    insert_->Bind(3, static_cast<int64_t>(turn % vertices_));
    insert_->Bind(4, static_cast<int64_t>((turn * 7 + 1) % vertices_));
    insert_->Bind(5, 100'000);
    return !insert_->Row();
  }

 private:
  void OpenFile() {
    if (sqlite3_open(path_.c_str(), &db_) != SQLITE_OK) Fail(sqlite3_errmsg(db_));
    Run("PRAGMA cache_size=-1000000; PRAGMA mmap_size=8000000000; PRAGMA temp_store=MEMORY;"
        "PRAGMA synchronous=FULL");
  }
  void Close() {
    statements_.clear();
    sqlite3_close(db_);
    db_ = nullptr;
  }
  void Run(const char* sql) {
    char* message = nullptr;
    if (sqlite3_exec(db_, sql, nullptr, nullptr, &message) != SQLITE_OK) Fail(message);
  }
  Statement* Keep(const char* sql) {
    statements_.push_back(std::make_unique<Statement>(db_, sql));
    return statements_.back().get();
  }
  void Prepare() {
    recursive_ = Keep(kRecursive);
    whole_ = Keep(kWhole);
    out_ = Keep("SELECT dst FROM edge WHERE src=?1 AND rel<10 AND f<=?2 AND t>?2");
    in_ = Keep("SELECT src FROM edge WHERE dst=?1 AND rel<10 AND f<=?2 AND t>?2");
    stakes_ = Keep(
        "SELECT dst, share, rel FROM edge WHERE src=?1 AND rel IN (6, 7) AND f<=?2 AND"
        " t>?2");
    insert_ = Keep(
        "INSERT INTO edge(id, rel, src, dst, share, position, f, t, source)"
        " VALUES(?1, ?2, ?3, ?4, ?5, '', 99991230, 99991231, 'bench')");
    seen_.assign(vertices_, 0);
  }

  std::vector<std::string> LoadEntities(const std::string& folder) {
    Statement insert(db_, "INSERT INTO entity VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)");
    std::vector<std::string> ids;
    CsvLines lines(folder + "/entities.csv");
    for (std::vector<std::string_view> fields; lines.Next(&fields);) {
      insert.Bind(1, static_cast<int64_t>(ids.size()));
      for (int i = 0; i < 9; ++i) insert.Bind(i + 2, fields.at(static_cast<size_t>(i)));
      insert.Row();
      ids.emplace_back(fields[0]);
    }
    return ids;
  }
  void LoadEdges(const std::string& folder, const IdTable& table) {
    Statement insert(db_,
                     "INSERT INTO edge(id, rel, src, dst, share, position, f, t, source)"
                     " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)");
    CsvLines lines(folder + "/relations.csv");
    for (std::vector<std::string_view> fields; lines.Next(&fields);) {
      const EdgeRow edge = ParseEdge(fields, table);
      insert.Bind(1, fields[0]);
      insert.Bind(2, edge.relation);
      insert.Bind(3, edge.from);
      insert.Bind(4, edge.to);
      insert.Bind(5, edge.share_ppm);
      insert.Bind(6, fields[5]);
      insert.Bind(7, edge.valid_from);
      insert.Bind(8, edge.valid_to);
      insert.Bind(9, fields[8]);
      insert.Row();
    }
  }

  bool WalkRecursive(uint32_t start, uint32_t hops) {
    Statement* statement = hops >= kNoLimit ? whole_ : recursive_;
    statement->Bind(1, start);
    if (hops < kNoLimit) statement->Bind(2, hops);
    statement->Bind(3, kAsOf);
    answer_.clear();
    while (statement->Row()) answer_.push_back(static_cast<uint32_t>(statement->Number(0)));
    return true;
  }
  bool WalkLevels(uint32_t start, uint32_t hops) {
    ++round_;
    answer_.assign(1, start);
    seen_[start] = round_;
    size_t head = 0;
    for (uint32_t hop = 0; hop < hops && head < answer_.size(); ++hop) {
      for (const size_t level = answer_.size(); head < level; ++head) {
        const uint32_t vertex = answer_[head];
        for (Statement* statement : {out_, in_}) {
          statement->Bind(1, vertex);
          statement->Bind(2, kAsOf);
          while (statement->Row()) {
            const auto next = static_cast<uint32_t>(statement->Number(0));
            if (seen_[next] == round_) continue;
            seen_[next] = round_;
            answer_.push_back(next);
          }
        }
      }
    }
    return true;
  }
  // Tries both ways from the same starts, once to warm the cache and once to measure.
  void Choose(uint32_t starts, uint32_t hops) {
    double seconds[2] = {0, 0};
    for (int turn = 0; turn < 4; ++turn) {
      levels_are_faster_[hops >= kNoLimit] = turn % 2 == 1;
      const auto begin = std::chrono::steady_clock::now();
      for (uint32_t i = 0; i < starts; ++i) {
        Walk(static_cast<uint32_t>(vertices_ * i / starts), hops);
      }
      seconds[turn % 2] =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    levels_are_faster_[hops >= kNoLimit] = seconds[1] < seconds[0];
  }

  std::string path_;
  sqlite3* db_ = nullptr;
  std::vector<std::unique_ptr<Statement>> statements_;
  Statement* recursive_ = nullptr;
  Statement* whole_ = nullptr;
  Statement* out_ = nullptr;
  Statement* in_ = nullptr;
  Statement* stakes_ = nullptr;
  Statement* insert_ = nullptr;
  size_t vertices_ = 0;
  bool chosen_ = false;
  bool levels_are_faster_[2] = {true, true};  // three hops; everything
  std::vector<uint32_t> seen_;
  uint32_t round_ = 0;
  std::vector<uint32_t> answer_;
};

}  // namespace
}  // namespace liancheng::peers

int main(int argc, char** argv) {
  if (argc != 2) liancheng::peers::Fail("usage: peer_sqlite SCRATCH");
  liancheng::peers::Sqlite peer(std::string(argv[1]) + "/sqlite.db");
  return liancheng::peers::Serve(peer);
}
