// Runs a fuzz target without libFuzzer: PROGRAM CORPUS RUNS first gives it every file of CORPUS in
// the order of their names, then RUNS mutations of them. The same input always gives the same runs.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr size_t kBytesMax = 16384;

// Bytes that often cause faults in readers.
constexpr std::string_view kPieces[] = {"\"",
                                        "\"\"",
                                        ",",
                                        "\n",
                                        "\r\n",
                                        "\r",
                                        "\\",
                                        "{",
                                        "}",
                                        "[",
                                        "]",
                                        ":",
                                        "\xEF\xBB\xBF",
                                        "\xFF",
                                        "\xED\xA0\x80",
                                        "\xC0\xAF",
                                        "\\ud800",
                                        "\\u0000",
                                        "null",
                                        "true",
                                        "-1",
                                        "1e999",
                                        "99999999999",
                                        "9999-12-31",
                                        "2020-02-30",
                                        "N/A",
                                        "\xE3\x80\x80",
                                        "address:",
                                        "\"listing\": ",
                                        "\"entity\": "};

class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& corpus) : corpus_(corpus) {}

  std::string Next() {
    std::string text(Pick(corpus_));
    for (size_t i = Below(6) + 1; i > 0; --i) Change(text);
    text.resize(std::min(text.size(), kBytesMax));
    return text;
  }

 private:
  // Not std::uniform_int_distribution: its numbers differ between libraries.
  size_t Below(size_t bound) { return static_cast<size_t>(random_() % bound); }

  template <typename List>
  std::string_view Pick(const List& list) {
    return list[Below(std::size(list))];
  }

  void Change(std::string& text) {
    const size_t at = Below(text.size() + 1);
    const size_t length = Below(std::min<size_t>(text.size() - at, 40) + 1);
    switch (Below(6)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(Below(256));
        break;
      case 1:
        text.insert(at, Pick(kPieces));
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(Below(text.size() + 1), text.substr(at, length));
        break;
      case 4: {
        const std::string_view other = Pick(corpus_);
        text.replace(at, std::string::npos, other.substr(Below(other.size() + 1)));
        break;
      }
      default:
        text.replace(at, length, Pick(kPieces));
    }
  }

  const std::vector<std::string>& corpus_;
  std::mt19937_64 random_{20200301};
};

void Run(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: " << argv[0] << " CORPUS RUNS\n";
    return 2;
  }
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> corpus;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    Run(corpus.back());
  }
  if (corpus.empty()) {
    std::cerr << argv[1] << ": no corpus\n";
    return 1;
  }
  Mutator mutator(corpus);
  const long runs = std::strtol(argv[2], nullptr, 10);
  for (long i = 0; i < runs; ++i) Run(mutator.Next());
  std::cout << corpus.size() << " files and " << runs << " mutations\n";
  return 0;
}
