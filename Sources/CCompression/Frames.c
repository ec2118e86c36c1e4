#include "CCompression.h"

#include <pthread.h>
#include <zstd.h>

// Making a decompressor anew costs as much as a small frame: each thread keeps one until it ends.
static pthread_key_t decompressors;
static pthread_once_t made_once = PTHREAD_ONCE_INIT;
static int has_key;

static void free_decompressor(void *decompressor) { ZSTD_freeDCtx((ZSTD_DCtx *)decompressor); }
static void make_key(void) { has_key = pthread_key_create(&decompressors, free_decompressor) == 0; }

static ZSTD_DCtx *own_decompressor(void) {
  pthread_once(&made_once, make_key);
  if (!has_key) return NULL;
  ZSTD_DCtx *own = (ZSTD_DCtx *)pthread_getspecific(decompressors);
  if (own != NULL) return own;
  own = ZSTD_createDCtx();
  if (own != NULL && pthread_setspecific(decompressors, own) != 0) {
    ZSTD_freeDCtx(own);
    return NULL;
  }
  return own;
}

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
  ZSTD_DCtx *own = own_decompressor();
  size_t written = own != NULL ? ZSTD_decompressDCtx(own, output, size, input, input_size)
                               : ZSTD_decompress(output, size, input, input_size);
  return !ZSTD_isError(written) && written == size;
}
