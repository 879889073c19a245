// server/cli/main.cc: the program `liancheng`.

#include "server/cli/commands/commands.h"

int main(int argc, char** argv) {
  return liancheng::cli::RunCommandLine(argc, argv);
}
