# Checks over the source tree and whole-program tests are registered here.
