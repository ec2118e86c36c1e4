#include "CCompression.h"

#include <limits.h>
#include <lzma.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

/// What an xz stream may ask for: the largest preset needs 65 MiB.
#define XZ_MEMORY (256ull << 20)
/// Windows of zstd beyond 128 MiB are refused.
#define ZSTD_WINDOW_LOG 27

struct nq_decoder {
  nq_compression form;
  z_stream zlib;
  ZSTD_DStream *zstd;
  lzma_stream xz;
};

static bool start(nq_decoder *decoder) {
  switch (decoder->form) {
  case NQ_GZIP:
    return inflateInit2(&decoder->zlib, 15 + 32) == Z_OK;
  case NQ_DEFLATE:
    return inflateInit2(&decoder->zlib, -15) == Z_OK;
  case NQ_ZSTD:
    decoder->zstd = ZSTD_createDStream();
    if (!decoder->zstd) return false;
    ZSTD_DCtx_setParameter(decoder->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
    return true;
  case NQ_XZ: {
    lzma_stream fresh = LZMA_STREAM_INIT;
    decoder->xz = fresh;
    return lzma_stream_decoder(&decoder->xz, XZ_MEMORY, 0) == LZMA_OK;
  }
  }
  return false;
}

static void stop(nq_decoder *decoder) {
  switch (decoder->form) {
  case NQ_GZIP:
  case NQ_DEFLATE:
    inflateEnd(&decoder->zlib);
    break;
  case NQ_ZSTD:
    ZSTD_freeDStream(decoder->zstd);
    decoder->zstd = NULL;
    break;
  case NQ_XZ:
    lzma_end(&decoder->xz);
    break;
  }
}

nq_decoder *nq_decoder_new(nq_compression form) {
  nq_decoder *decoder = calloc(1, sizeof *decoder);
  if (!decoder) return NULL;
  decoder->form = form;
  if (!start(decoder)) {
    free(decoder);
    return NULL;
  }
  return decoder;
}

void nq_decoder_free(nq_decoder *decoder) {
  if (!decoder) return;
  stop(decoder);
  free(decoder);
}

bool nq_decoder_restart(nq_decoder *decoder) {
  switch (decoder->form) {
  case NQ_GZIP:
  case NQ_DEFLATE:
    return inflateReset(&decoder->zlib) == Z_OK;
  case NQ_ZSTD:
    return !ZSTD_isError(ZSTD_DCtx_reset(decoder->zstd, ZSTD_reset_session_only));
  case NQ_XZ:
    lzma_end(&decoder->xz);
    return start(decoder);
  }
  return false;
}

static size_t at_most(size_t size) { return size > UINT_MAX ? UINT_MAX : size; }

static nq_progress run_zlib(nq_decoder *decoder, const uint8_t *input, size_t input_size, size_t *input_used,
                            uint8_t *output, size_t output_size, size_t *output_used) {
  z_stream *z = &decoder->zlib;
  size_t in = at_most(input_size), out = at_most(output_size);
  z->next_in = (Bytef *)input;
  z->avail_in = (uInt)in;
  z->next_out = output;
  z->avail_out = (uInt)out;
  int result = inflate(z, Z_NO_FLUSH);
  *input_used = in - z->avail_in;
  *output_used = out - z->avail_out;
  if (result == Z_STREAM_END) return NQ_END;
  // Z_BUF_ERROR only says that there was nothing to do.
  if (result == Z_OK || result == Z_BUF_ERROR) return NQ_MORE;
  return result == Z_MEM_ERROR ? NQ_TOO_LARGE : NQ_BROKEN;
}

nq_progress nq_decoder_run(nq_decoder *decoder, const uint8_t *input, size_t input_size, size_t *input_used,
                           uint8_t *output, size_t output_size, size_t *output_used) {
  *input_used = 0;
  *output_used = 0;
  switch (decoder->form) {
  case NQ_GZIP:
  case NQ_DEFLATE:
    return run_zlib(decoder, input, input_size, input_used, output, output_size, output_used);
  case NQ_ZSTD: {
    ZSTD_inBuffer in = {input, input_size, 0};
    ZSTD_outBuffer out = {output, output_size, 0};
    size_t result = ZSTD_decompressStream(decoder->zstd, &out, &in);
    *input_used = in.pos;
    *output_used = out.pos;
    if (ZSTD_isError(result)) return NQ_BROKEN;
    return result == 0 ? NQ_END : NQ_MORE;
  }
  case NQ_XZ: {
    lzma_stream *xz = &decoder->xz;
    xz->next_in = input;
    xz->avail_in = input_size;
    xz->next_out = output;
    xz->avail_out = output_size;
    lzma_ret result = lzma_code(xz, LZMA_RUN);
    *input_used = input_size - xz->avail_in;
    *output_used = output_size - xz->avail_out;
    if (result == LZMA_STREAM_END) return NQ_END;
    if (result == LZMA_OK || result == LZMA_BUF_ERROR) return NQ_MORE;
    return result == LZMA_MEMLIMIT_ERROR || result == LZMA_MEM_ERROR ? NQ_TOO_LARGE : NQ_BROKEN;
  }
  }
  return NQ_BROKEN;
}

struct nq_deflater {
  z_stream zlib;
};

nq_deflater *nq_deflater_new(void) {
  nq_deflater *deflater = calloc(1, sizeof *deflater);
  if (!deflater) return NULL;
  if (deflateInit2(&deflater->zlib, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    free(deflater);
    return NULL;
  }
  return deflater;
}

void nq_deflater_free(nq_deflater *deflater) {
  if (!deflater) return;
  deflateEnd(&deflater->zlib);
  free(deflater);
}

nq_progress nq_deflater_run(nq_deflater *deflater, const uint8_t *input, size_t input_size, size_t *input_used,
                            uint8_t *output, size_t output_size, size_t *output_used, bool is_last) {
  z_stream *z = &deflater->zlib;
  size_t in = at_most(input_size), out = at_most(output_size);
  z->next_in = (Bytef *)input;
  z->avail_in = (uInt)in;
  z->next_out = output;
  z->avail_out = (uInt)out;
  int result = deflate(z, is_last && in == input_size ? Z_FINISH : Z_NO_FLUSH);
  *input_used = in - z->avail_in;
  *output_used = out - z->avail_out;
  if (result == Z_STREAM_END) return NQ_END;
  return result == Z_OK || result == Z_BUF_ERROR ? NQ_MORE : NQ_BROKEN;
}

uint32_t nq_crc32(uint32_t crc, const uint8_t *bytes, size_t size) {
  while (size > 0) {
    size_t part = at_most(size);
    crc = (uint32_t)crc32(crc, bytes, (uInt)part);
    bytes += part;
    size -= part;
  }
  return crc;
}
