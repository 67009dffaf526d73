// guildhall: one program for the server and for everything that a script may ask.
#include "app/rooms.hpp"
#include "main/cli.hpp"

int main(int argc, char** argv) { return cli::run(app::commands(), argc, argv); }
