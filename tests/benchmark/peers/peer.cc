#include "tests/benchmark/peers/peer.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>
#include <unordered_map>

#include "fmt/format.h"

namespace liancheng::peers {
namespace {

using Clock = std::chrono::steady_clock;

int32_t Number(std::string_view text) {
  int32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int32_t Day(std::string_view text, int32_t open) {
  if (text.size() != 10) return open;
  return Number(text.substr(0, 4)) * 10000 + Number(text.substr(5, 2)) * 100 +
         Number(text.substr(8, 2));
}

// Percent with up to four decimals.
int32_t SharePpm(std::string_view text) {
  const size_t point = std::min(text.find('.'), text.size());
  std::string decimals(text.substr(std::min(point + 1, text.size())));
  decimals.resize(4, '0');
  return Number(text.substr(0, point)) * 10'000 + Number(decimals);
}

// FNV-1a of the id, spread; the answer's hash is the sum, so order does not matter.
uint64_t HashOf(std::string_view id) {
  uint64_t hash = 0xCBF29CE484222325;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

uint64_t PeakMemoryKb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtoull(line.c_str() + 6, nullptr, 10);
  }
  return 0;
}

class Server {
 public:
  explicit Server(Peer& peer) : peer_(peer) {}

  // False on `quit`.
  bool Do(const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    words >> verb;
    if (verb == "quit") return false;
    if (verb == "load") {
      Load(words);
    } else if (verb == "open") {
      const auto begin = Clock::now();
      const bool opened = peer_.Open() && peer_.Walk(0, 3);
      const double us = Since(begin);
      if (opened) peer_.Number(ids_);
      Say(opened ? fmt::format("us={:.1f}", us) : "no");
    } else if (verb == "starts") {
      ReadStarts(words);
    } else if (verb == "hops" || verb == "whole" || verb == "control") {
      Ask(verb, words);
    } else if (verb == "commit") {
      Commit(words);
    } else if (verb == "together") {
      CommitTogether(words);
    } else if (verb == "unnamed") {
      LoadWithoutNames(words);
    } else if (verb == "memory") {
      Say(fmt::format("kb={}", PeakMemoryKb() + peer_.OtherMemoryKb()));
    } else {
      Fail(fmt::format("no such command: {}", verb));
    }
    return true;
  }

  void Say(const std::string& reply) { std::cout << reply << std::endl; }

 private:
  static double Since(Clock::time_point begin) {
    return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
  }

  // The time of a load ends with the answer to the first question.
  void Load(std::istringstream& words) {
    words >> folder_;
    const auto begin = Clock::now();
    peer_.Load(folder_);
    if (!peer_.Walk(0, 3)) Fail("no answer after loading");
    const double us = Since(begin);
    ids_ = ReadIds(folder_);
    peer_.Number(ids_);
    hashes_.clear();
    for (const std::string& id : ids_) hashes_.push_back(HashOf(id));
    Say(fmt::format("us={:.1f}", us));
  }

  void LoadWithoutNames(std::istringstream& words) {
    words >> folder_;
    const auto begin = Clock::now();
    const bool loaded = peer_.LoadWithoutNames(folder_) && peer_.Walk(0, 3);
    const double us = Since(begin);
    Say(loaded ? fmt::format("us={:.1f}", us) : "no");
  }

  void ReadStarts(std::istringstream& words) {
    std::string path;
    words >> path;
    std::ifstream file(path);
    starts_.clear();
    for (uint32_t number = 0; file >> number;) starts_.push_back(number);
    Say(fmt::format("starts={}", starts_.size()));
  }

  // us:count:hash of each start asked.
  void Ask(const std::string& verb, std::istringstream& words) {
    size_t from = 0;
    size_t count = 0;
    words >> from >> count;
    std::string reply = "answers=";
    for (size_t i = from; i < from + count; ++i) {
      const uint32_t start = starts_.at(i);
      const auto begin = Clock::now();
      const bool done = verb == "control" ? peer_.Control(start)
                                          : peer_.Walk(start, verb == "hops" ? 3 : kNoLimit);
      const double us = Since(begin);
      if (!done) return Say("no");
      numbers_.clear();
      peer_.Answer(&numbers_);
      uint64_t hash = 0;
      for (const uint32_t number : numbers_) hash += hashes_.at(number);
      reply += fmt::format("{}{:.2f}:{}:{:016x}", i == from ? "" : ",", us, numbers_.size(), hash);
    }
    Say(reply);
  }

  void Commit(std::istringstream& words) {
    uint64_t count = 0;
    words >> count;
    std::string reply = "us=";
    for (uint64_t i = 0; i < count; ++i) {
      const auto begin = Clock::now();
      if (!peer_.Commit(committed_++)) return Say("no");
      reply += fmt::format("{}{:.1f}", i == 0 ? "" : ",", Since(begin));
    }
    Say(reply);
  }

  // The time of one commit: the whole time divided by their number.
  void CommitTogether(std::istringstream& words) {
    uint64_t writers = 0;
    uint64_t count = 0;
    words >> writers >> count;
    if (!peer_.CommitsTogether()) return Say("no");
    std::atomic<uint64_t> next = committed_;
    std::atomic<bool> failed = false;
    const uint64_t end = committed_ + count;
    const auto begin = Clock::now();
    std::vector<std::jthread> threads;
    for (uint64_t i = 0; i < writers; ++i) {
      threads.emplace_back([&] {
        for (uint64_t turn = next++; turn < end; turn = next++) {
          if (!peer_.Commit(turn)) failed = true;
        }
      });
    }
    threads.clear();
    const double us = Since(begin) / static_cast<double>(count);
    committed_ = end;
    Say(failed ? "no" : fmt::format("us={:.2f}", us));
  }

  Peer& peer_;
  std::string folder_;
  std::vector<std::string> ids_;
  std::vector<uint32_t> starts_;
  std::vector<uint64_t> hashes_;  // by number
  std::vector<uint32_t> numbers_;
  uint64_t committed_ = 0;
};

}  // namespace

void Fail(const std::string& what) {
  std::string line = what;
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::cout << "error=" << line << std::endl;
  std::exit(1);
}

int RelationCode(std::string_view name) {
  const auto* found = std::find(std::begin(kRelations), std::end(kRelations), name);
  if (found == std::end(kRelations)) Fail(fmt::format("unknown relation {}", name));
  return static_cast<int>(found - std::begin(kRelations));
}

struct CsvLines::File {
  std::ifstream stream;
  std::string line;
};

CsvLines::CsvLines(const std::string& path) : file_(std::make_unique<File>()) {
  file_->stream.open(path, std::ios::binary);
  if (!std::getline(file_->stream, file_->line)) Fail(fmt::format("{} cannot be read", path));
}
CsvLines::~CsvLines() = default;

bool CsvLines::Next(std::vector<std::string_view>* fields) {
  if (!std::getline(file_->stream, file_->line)) return false;
  fields->clear();
  const std::string_view line = file_->line;
  for (size_t begin = 0;;) {
    const size_t comma = line.find(',', begin);
    fields->push_back(line.substr(begin, comma - begin));
    if (comma == std::string_view::npos) return true;
    begin = comma + 1;
  }
}

struct IdTable::Map {
  std::unordered_map<std::string_view, uint32_t> numbers;
};

IdTable::IdTable(const std::vector<std::string>& ids) : map_(std::make_unique<Map>()) {
  map_->numbers.reserve(ids.size());
  for (uint32_t i = 0; i < ids.size(); ++i) map_->numbers.emplace(ids[i], i);
}
IdTable::~IdTable() = default;

uint32_t IdTable::Find(std::string_view id) const {
  const auto found = map_->numbers.find(id);
  if (found == map_->numbers.end()) Fail(fmt::format("unknown id {}", id));
  return found->second;
}

// id,relation,from,to,share_percent,position,valid_from,valid_to,source
EdgeRow ParseEdge(const std::vector<std::string_view>& fields, const IdTable& ids) {
  EdgeRow edge;
  edge.relation = RelationCode(fields.at(1));
  edge.from = ids.Find(fields[2]);
  edge.to = ids.Find(fields[3]);
  edge.share_ppm = SharePpm(fields[4]);
  edge.valid_from = Day(fields[6], kEver);
  edge.valid_to = Day(fields[7], kForever);
  return edge;
}

std::vector<std::string> ReadIds(const std::string& folder) {
  std::vector<std::string> ids;
  CsvLines lines(folder + "/entities.csv");
  for (std::vector<std::string_view> fields; lines.Next(&fields);) ids.emplace_back(fields[0]);
  return ids;
}

WorldFiles ReadWorld(const std::string& folder) {
  WorldFiles world;
  world.ids = ReadIds(folder);
  const IdTable table(world.ids);
  CsvLines lines(folder + "/relations.csv");
  for (std::vector<std::string_view> fields; lines.Next(&fields);) {
    world.edges.push_back(ParseEdge(fields, table));
  }
  return world;
}

int Serve(Peer& peer) {
  Server server(peer);
  server.Say(fmt::format("version={}", peer.Version()));
  for (std::string line; std::getline(std::cin, line);) {
    if (!server.Do(line)) break;
  }
  return 0;
}

}  // namespace liancheng::peers
