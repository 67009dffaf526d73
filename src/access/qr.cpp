// Medium error correction: the code is read from a clean screen.
#include "access/qr.hpp"

#include <qrencode.h>

#include <memory>
#include <string>

#include "base/check.hpp"

namespace guard {

constexpr std::size_t text_size_max = 1000;

QrCode qr_code(std::string_view text) {
  CHECK(!text.empty() && text.size() <= text_size_max);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
      &QRcode_free);
  CHECK(made != nullptr);
  QrCode code;
  code.size = made->width;
  const int count = made->width * made->width;
  code.modules.reserve(static_cast<std::size_t>(count));
  // The lowest bit of each byte is the colour.
  for (int i = 0; i < count; ++i) code.modules.push_back((made->data[i] & 1) != 0);
  return code;
}

}  // namespace guard
