#include "CZstd.h"
#include <zstd.h>

size_t nz_bound(size_t size) { return ZSTD_compressBound(size); }

struct nz_compressor;

nz_compressor *nz_compressor_new(void) { return (nz_compressor *)ZSTD_createCCtx(); }
void nz_compressor_free(nz_compressor *compressor) { ZSTD_freeCCtx((ZSTD_CCtx *)compressor); }

size_t nz_compress(nz_compressor *compressor, uint8_t *output, size_t room, const uint8_t *input, size_t size,
                   int level) {
  size_t written = ZSTD_compressCCtx((ZSTD_CCtx *)compressor, output, room, input, size, level);
  return ZSTD_isError(written) ? 0 : written;
}

int nz_decompress(uint8_t *output, size_t size, const uint8_t *input, size_t input_size) {
  size_t written = ZSTD_decompress(output, size, input, input_size);
  return !ZSTD_isError(written) && written == size;
}
