// PostgreSQL through libpq over a unix socket, on a cluster of its own, made in the scratch folder
// and tuned for bulk loads (no WAL for new tables, still synced at commit), with two covering
// indexes. Walks are asked in both ways that it offers (recursive query, or a PL/pgSQL loop by
// level); the faster one counts.
#include <arpa/inet.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "fmt/format.h"
#include "tests/benchmark/peers/peer.h"

namespace liancheng::peers {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSettings = R"(
listen_addresses = ''
shared_buffers = 2GB
work_mem = 256MB
maintenance_work_mem = 1GB
max_wal_size = 16GB
wal_level = minimal
max_wal_senders = 0
jit = off
random_page_cost = 1.1
fsync = on
synchronous_commit = on
)";
constexpr const char* kRecursive = R"(
  WITH RECURSIVE r(v, h) AS (
    SELECT $1::int, 0
    UNION SELECT x.n, r.h + 1 FROM r CROSS JOIN LATERAL (
      SELECT e.dst FROM edge e WHERE e.src = r.v AND e.rel < 10 AND e.f <= $3 AND e.t > $3
      UNION ALL
      SELECT e.src FROM edge e WHERE e.dst = r.v AND e.rel < 10 AND e.f <= $3 AND e.t > $3) x(n)
    WHERE r.h < $2)
  SELECT DISTINCT v FROM r)";
constexpr const char* kWhole = R"(
  WITH RECURSIVE r(v) AS (
    SELECT $1::int
    UNION SELECT x.n FROM r CROSS JOIN LATERAL (
      SELECT e.dst FROM edge e WHERE e.src = r.v AND e.rel < 10 AND e.f <= $3 AND e.t > $3
      UNION ALL
      SELECT e.src FROM edge e WHERE e.dst = r.v AND e.rel < 10 AND e.f <= $3 AND e.t > $3) x(n)
    WHERE $2::int > 0)
  SELECT v FROM r)";
constexpr const char* kFunctions = R"(
  CREATE FUNCTION levels(start int, hops int, day int) RETURNS SETOF int LANGUAGE plpgsql AS $f$
  DECLARE
    seen int[] := ARRAY[start];
    front int[] := ARRAY[start];
  BEGIN
    FOR i IN 1..hops LOOP
      SELECT array_agg(n) INTO front FROM (
        SELECT e.dst AS n FROM unnest(front) v JOIN edge e ON e.src = v
          WHERE e.rel < 10 AND e.f <= day AND e.t > day
        UNION
        SELECT e.src FROM unnest(front) v JOIN edge e ON e.dst = v
          WHERE e.rel < 10 AND e.f <= day AND e.t > day
        EXCEPT SELECT unnest(seen)) x;
      EXIT WHEN front IS NULL;
      seen := seen || front;
    END LOOP;
    RETURN QUERY SELECT unnest(seen);
  END $f$;
  CREATE FUNCTION control(start int, day int) RETURNS SETOF int LANGUAGE plpgsql AS $f$
  DECLARE
    members int[] := ARRAY[start];
    more int[];
  BEGIN
    LOOP
      SELECT array_agg(dst) INTO more FROM (
        SELECT e.dst FROM unnest(members) m JOIN edge e ON e.src = m
          WHERE e.rel IN (6, 7) AND e.f <= day AND e.t > day AND e.src <> e.dst
          GROUP BY e.dst
          HAVING sum(CASE WHEN e.rel = 7 THEN 500001 ELSE e.share END) > 500000
        EXCEPT SELECT unnest(members)) x;
      EXIT WHEN more IS NULL;
      members := members || more;
    END LOOP;
    RETURN QUERY SELECT unnest(members[2:]);
  END $f$)";

class Result {
 public:
  explicit Result(PGresult* result) : result_(result) {}
  ~Result() { PQclear(result_); }
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;
  PGresult* get() const { return result_; }

 private:
  PGresult* result_;
};

class Postgres : public Peer {
 public:
  Postgres(std::string scratch, std::string programs)
      : folder_(std::move(scratch) + "/postgres"), programs_(std::move(programs)) {
    StartServer();
  }
  ~Postgres() override { PQfinish(connection_); }
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;

  std::string Version() const override {
    const int version = PQserverVersion(connection_);
    return fmt::format("PostgreSQL {}.{}", version / 10000, version % 10000);
  }

  void Load(const std::string& folder) override {
    Run("DROP TABLE IF EXISTS entity, edge; DROP FUNCTION IF EXISTS levels, control; BEGIN;"
        "CREATE TABLE entity(n int, id text, type text, name text, uscc text, region text, f text,"
        " t text, source text, ownership text);"
        "CREATE TABLE edge(id text, rel smallint, src int, dst int, share int, position text,"
        " f int, t int, source text)");
    const std::vector<std::string> ids = LoadEntities(folder);
    LoadEdges(folder, IdTable(ids));
    Run("COMMIT; ALTER TABLE entity ADD PRIMARY KEY (n); CREATE UNIQUE INDEX ON entity(id);"
        "CREATE INDEX ON entity(uscc);"
        "CREATE INDEX ON edge(src, rel, f, t) INCLUDE (dst, share);"
        "CREATE INDEX ON edge(dst, rel, f, t) INCLUDE (src)");
    // Sent separately, because none of them can run inside a block of statements.
    Run("VACUUM (ANALYZE, FREEZE)");
    Run("CHECKPOINT");
    Run(kFunctions);
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
    PQfinish(connection_);
    connection_ = nullptr;
    Shell(Server("restart -m fast"));
    Connect();
    Prepare();
    return true;
  }

  bool Walk(uint32_t start, uint32_t hops) override {
    const bool whole = hops >= kNoLimit;
    const char* name = levels_are_faster_[whole] ? "levels" : whole ? "whole" : "recursive";
    Ask(name, {static_cast<int32_t>(start), static_cast<int32_t>(hops), kAsOf});
    return true;
  }
  bool Control(uint32_t start) override {
    Ask("control", {static_cast<int32_t>(start), kAsOf});
    return true;
  }
  void Answer(std::vector<uint32_t>* numbers) const override { *numbers = answer_; }

  bool Commit(uint64_t turn) override {
    const auto vertices = static_cast<int64_t>(vertices_);
    const auto n = static_cast<int64_t>(turn);
    Ask("insert", {static_cast<int32_t>(n), static_cast<int32_t>(n % vertices),
                   static_cast<int32_t>((n * 7 + 1) % vertices)});
    return true;
  }

  // The largest of the server's processes, because they share their buffers.
  uint64_t OtherMemoryKb() const override {
    std::ifstream status(fmt::format("/proc/{}/status", PQbackendPID(connection_)));
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmHWM:")) return std::strtoull(line.c_str() + 6, nullptr, 10);
    }
    return 0;
  }

 private:
  // PostgreSQL refuses to run as root.
  std::string AsServer(const std::string& command) const {
    return geteuid() == 0 ? fmt::format("runuser -u postgres -- {}", command) : command;
  }
  std::string Server(const std::string& action) const {
    return AsServer(fmt::format("{}/pg_ctl -D {}/data -w -t 120 -l {}/log -o '-k {}' {}", programs_,
                                folder_, folder_, folder_, action));
  }
  static void Shell(const std::string& command) {
    if (std::system((command + " >/dev/null 2>&1 </dev/null").c_str()) != 0) {
      Fail("failed: " + command);
    }
  }

  // The server ends with this program, however it ends.
  void StopAtExit() {
    static std::string command;
    command = Server("stop -m immediate") + " >/dev/null 2>&1";
    std::atexit([] { static_cast<void>(std::system(command.c_str()) == 0); });
    std::signal(SIGTERM, [](int) { std::exit(1); });
  }
  void StartServer() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    if (geteuid() == 0) Shell(fmt::format("chown postgres {}", folder_));
    Shell(AsServer(
        fmt::format("{}/initdb -D {}/data -E UTF8 --locale=C -A trust", programs_, folder_)));
    std::ofstream(folder_ + "/data/postgresql.conf", std::ios::app) << kSettings;
    StopAtExit();
    Shell(Server("start"));
    Connect();
  }
  void Connect() {
    const std::string user = geteuid() == 0 ? " user=postgres" : "";
    connection_ = PQconnectdb(fmt::format("host={} dbname=postgres{}", folder_, user).c_str());
    if (PQstatus(connection_) != CONNECTION_OK) Fail(PQerrorMessage(connection_));
    Run("SET enable_seqscan = off; SET client_min_messages = warning");
  }

  void Run(const char* sql) {
    const Result result(PQexec(connection_, sql));
    if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR) Fail(PQerrorMessage(connection_));
  }
  void Prepare() {
    const auto prepare = [&](const char* name, const char* sql) {
      const Result result(PQprepare(connection_, name, sql, 0, nullptr));
      if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) Fail(PQerrorMessage(connection_));
    };
    Run("DEALLOCATE ALL");
    prepare("recursive", kRecursive);
    prepare("whole", kWhole);
    prepare("levels", "SELECT * FROM levels($1, $2, $3)");
    prepare("control", "SELECT * FROM control($1, $2)");
    prepare("insert",
            "INSERT INTO edge VALUES('C' || $1::int, 6, $2, $3, 100000, '', 99991230, 99991231,"
            " 'bench')");
  }
  // Numbers are sent and received in binary form.
  void Ask(const char* name, const std::vector<int32_t>& arguments) {
    std::vector<uint32_t> wire;
    for (const int32_t value : arguments) wire.push_back(htonl(static_cast<uint32_t>(value)));
    std::vector<const char*> values;
    for (const uint32_t& value : wire) values.push_back(reinterpret_cast<const char*>(&value));
    const std::vector<int> lengths(wire.size(), 4);
    const std::vector<int> formats(wire.size(), 1);
    const Result result(PQexecPrepared(connection_, name, static_cast<int>(wire.size()),
                                       values.data(), lengths.data(), formats.data(), 1));
    if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR) Fail(PQerrorMessage(connection_));
    answer_.clear();
    for (int row = 0; row < PQntuples(result.get()); ++row) {
      uint32_t value = 0;
      std::memcpy(&value, PQgetvalue(result.get(), row, 0), 4);
      answer_.push_back(ntohl(value));
    }
  }

  // Lines of COPY's text form; the generator writes no tabs and no backslashes.
  class Copy {
   public:
    Copy(PGconn* connection, const char* sql) : connection_(connection) {
      const Result result(PQexec(connection_, sql));
      if (PQresultStatus(result.get()) != PGRES_COPY_IN) Fail(PQerrorMessage(connection_));
    }
    std::string& line() {
      if (buffer_.size() > size_t{1} << 20) Send();
      return buffer_;
    }
    void End() {
      Send();
      PQputCopyEnd(connection_, nullptr);
      const Result result(PQgetResult(connection_));
      if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) Fail(PQerrorMessage(connection_));
      while (PGresult* more = PQgetResult(connection_)) PQclear(more);
    }

   private:
    void Send() {
      PQputCopyData(connection_, buffer_.data(), static_cast<int>(buffer_.size()));
      buffer_.clear();
    }
    PGconn* connection_;
    std::string buffer_;
  };

  std::vector<std::string> LoadEntities(const std::string& folder) {
    Copy copy(connection_, "COPY entity FROM STDIN (FREEZE)");
    std::vector<std::string> ids;
    CsvLines lines(folder + "/entities.csv");
    for (std::vector<std::string_view> fields; lines.Next(&fields);) {
      fmt::format_to(std::back_inserter(copy.line()), "{}\t{}\n", ids.size(),
                     fmt::join(fields.begin(), fields.begin() + 9, "\t"));
      ids.emplace_back(fields[0]);
    }
    copy.End();
    return ids;
  }
  void LoadEdges(const std::string& folder, const IdTable& table) {
    Copy copy(connection_, "COPY edge FROM STDIN (FREEZE)");
    CsvLines lines(folder + "/relations.csv");
    for (std::vector<std::string_view> fields; lines.Next(&fields);) {
      const EdgeRow edge = ParseEdge(fields, table);
      fmt::format_to(std::back_inserter(copy.line()), "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
                     fields[0], edge.relation, edge.from, edge.to, edge.share_ppm, fields[5],
                     edge.valid_from, edge.valid_to, fields[8]);
    }
    copy.End();
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

  std::string folder_;
  std::string programs_;
  PGconn* connection_ = nullptr;
  size_t vertices_ = 0;
  bool chosen_ = false;
  bool levels_are_faster_[2] = {false, false};  // three hops; everything
  std::vector<uint32_t> answer_;
};

}  // namespace
}  // namespace liancheng::peers

int main(int argc, char** argv) {
  if (argc != 3) liancheng::peers::Fail("usage: peer_postgres SCRATCH PROGRAMS");
  liancheng::peers::Postgres peer(argv[1], argv[2]);
  return liancheng::peers::Serve(peer);
}
