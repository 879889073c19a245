// server/cli/main.cc: the program `liancheng`.

#include "server/cli/commands.h"

int main(int argc, char** argv) {
  return liancheng::cli::RunCommandLine(argc, argv);
}
