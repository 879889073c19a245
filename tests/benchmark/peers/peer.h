// tests/benchmark/peers/peer.h: the interface of one engine under comparison, driven line by line
// from standard input. Every engine is its own program, reads the same folder of CSV and answers
// the same questions. The runner (run.cc) asks them alternately, so that other load on the machine
// affects all of them.
// Input:   load FOLDER | open | hops FROM COUNT | whole FROM COUNT | control FROM COUNT | commit
//          COUNT | together WRITERS COUNT | unnamed FOLDER | starts FILE | memory | quit
// Output:  one line a command: `key=value` fields, or `no` for what the engine cannot express.
// Errors:  Fail() prints `error=...` and ends the program; the runner reports it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace liancheng::peers {

[[noreturn]] void Fail(const std::string& what);

// The asked day, and the open ends of time, written yyyymmdd.
inline constexpr int32_t kAsOf = 20250630;
inline constexpr int32_t kEver = 0;
inline constexpr int32_t kForever = 99991231;
inline constexpr int64_t kMajorityPpm = 500'000;

// The code of a relation is its index here. A walk follows the first ten: posts, stakes, branches
// and operators; not shared addresses and phones, employment, membership and platforms.
inline constexpr std::string_view kRelations[] = {"legal_representative",
                                                  "owner",
                                                  "principal",
                                                  "director",
                                                  "supervisor",
                                                  "senior_manager",
                                                  "shareholder",
                                                  "actual_controller",
                                                  "branch_of",
                                                  "operates",
                                                  "responsible_for",
                                                  "employed_by",
                                                  "subordinate_to",
                                                  "member_of",
                                                  "trades_on",
                                                  "filed_at",
                                                  "hosted_by",
                                                  "serves",
                                                  "registered_at",
                                                  "contact",
                                                  "same_name",
                                                  "account_successor_of"};
inline constexpr int kWalkedCount = 10;
inline constexpr int kShareholder = 6;
inline constexpr int kActualController = 7;
int RelationCode(std::string_view name);

// The n-th row of entities.csv has number n, from 0.
struct EdgeRow {
  uint32_t from = 0;
  uint32_t to = 0;
  int32_t relation = 0;
  int32_t valid_from = kEver;
  int32_t valid_to = kForever;
  int32_t share_ppm = 0;  // 0: unknown
  bool Holds() const { return relation < kWalkedCount && valid_from <= kAsOf && kAsOf < valid_to; }
};

// A plain reader for drivers: the generator writes no quotes.
class CsvLines {
 public:
  explicit CsvLines(const std::string& path);
  ~CsvLines();
  CsvLines(const CsvLines&) = delete;
  CsvLines& operator=(const CsvLines&) = delete;
  // The next row after the header; false at the end.
  bool Next(std::vector<std::string_view>* fields);

 private:
  struct File;
  std::unique_ptr<File> file_;
};

struct WorldFiles {
  std::vector<std::string> ids;
  std::vector<EdgeRow> edges;
};
std::vector<std::string> ReadIds(const std::string& folder);
WorldFiles ReadWorld(const std::string& folder);

// The number of an id; Fail() on an unknown one. The ids must outlive it.
class IdTable {
 public:
  explicit IdTable(const std::vector<std::string>& ids);
  ~IdTable();
  uint32_t Find(std::string_view id) const;

 private:
  struct Map;
  std::unique_ptr<Map> map_;
};
EdgeRow ParseEdge(const std::vector<std::string_view>& fields, const IdTable& ids);

class Peer {
 public:
  virtual ~Peer() = default;
  virtual std::string Version() const = 0;
  // Loads the folder of CSV into a store that can answer; durable data is synced.
  virtual void Load(const std::string& folder) = 0;
  // The same without an index of names, if the engine has one; false if it has none.
  virtual bool LoadWithoutNames(const std::string& /*folder*/) { return false; }
  // Closes the store and opens it again; false when nothing is durable.
  virtual bool Open() { return false; }
  // Called after Load and Open, not timed: the ids in the order of their numbers. Before that only
  // number 0 is asked for.
  virtual void Number(const std::vector<std::string>& /*ids*/) {}
  // Everything within `hops` steps of `start` in both directions (with the start), along valid
  // edges.
  virtual bool Walk(uint32_t start, uint32_t hops) = 0;
  // Everything that `start` controls by majority on the day; false when the engine cannot express
  // the question.
  virtual bool Control(uint32_t /*start*/) { return false; }
  // Numbers in the answer to the last Walk or Control; not timed.
  virtual void Answer(std::vector<uint32_t>* numbers) const = 0;
  // Commits one more fact, synced; false when the engine stores nothing.
  virtual bool Commit(uint64_t /*turn*/) { return false; }
  // Whether Commit may be called from several threads at once.
  virtual bool CommitsTogether() const { return false; }
  // Peak resident memory of processes other than this one.
  virtual uint64_t OtherMemoryKb() const { return 0; }
};

inline constexpr uint32_t kNoLimit = 1'000'000;  // hops

// Reads commands until `quit`. Used by each driver's main.
int Serve(Peer& peer);

}  // namespace liancheng::peers
