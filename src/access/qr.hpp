// A text as the squares of a QR code, by libqrencode; a face draws them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace guard {

struct QrCode {
  int size = 0;               // squares on a side, without the white border of four
  std::vector<bool> modules;  // row by row; true is dark
  bool dark(int x, int y) const {
    return modules[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) +
                   static_cast<std::size_t>(x)];
  }
};

// CHECKs that the text has at most 1,000 bytes.
QrCode qr_code(std::string_view text);

}  // namespace guard
