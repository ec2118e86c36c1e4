/// zlib, zstd and xz, each as one stream that is fed bytes and gives bytes; and whole zstd frames.
#ifndef NEWSQ_CCOMPRESSION_H
#define NEWSQ_CCOMPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct nq_decoder nq_decoder;

typedef enum { NQ_GZIP = 0, NQ_DEFLATE = 1, NQ_ZSTD = 2, NQ_XZ = 3 } nq_compression;

typedef enum {
  /// All input was taken, or the room is full.
  NQ_MORE = 0,
  /// A stream came to its end; where input is left, another may follow.
  NQ_END = 1,
  /// The bytes are not of this form.
  NQ_BROKEN = 2,
  /// More memory would be needed than is allowed.
  NQ_TOO_LARGE = 3
} nq_progress;

/// A decoder for one stream; NULL without memory. `NQ_DEFLATE` is raw, as members of zip files are.
nq_decoder *nq_decoder_new(nq_compression form);
void nq_decoder_free(nq_decoder *decoder);

/// Decodes from `input` into `output`; says how much of each was used.
nq_progress nq_decoder_run(nq_decoder *decoder, const uint8_t *input, size_t input_size, size_t *input_used,
                           uint8_t *output, size_t output_size, size_t *output_used);

/// Makes the decoder ready for the next stream of the same form; false without memory.
bool nq_decoder_restart(nq_decoder *decoder);

/// The CRC-32 of zip members and gzip, continued from `crc` (0 at the start).
uint32_t nq_crc32(uint32_t crc, const uint8_t *bytes, size_t size);

// Members of zip files that are written: raw deflate.

typedef struct nq_deflater nq_deflater;

/// A compressor of one stream at zlib's level 6; NULL without memory.
nq_deflater *nq_deflater_new(void);
void nq_deflater_free(nq_deflater *deflater);

/// Compresses from `input` into `output`; sets how much of each was used. With `is_last` the stream is ended: call again while
/// the output is full. Returns `NQ_END` once all is written, `NQ_BROKEN` if zlib refuses.
nq_progress nq_deflater_run(nq_deflater *deflater, const uint8_t *input, size_t input_size, size_t *input_used,
                            uint8_t *output, size_t output_size, size_t *output_used, bool is_last);

// Whole zstd frames at once, for the text blocks of an archive file.

/// Bytes that `size` bytes may take at most when they are compressed.
size_t nz_bound(size_t size);

/// What compressing needs, kept for many frames; for one thread at a time. NULL without memory.
typedef struct nz_compressor nz_compressor;
nz_compressor *nz_compressor_new(void);
void nz_compressor_free(nz_compressor *compressor);

/// Compresses `input` into `output` at `level`; the bytes written, 0 where it did not work.
size_t nz_compress(nz_compressor *compressor, uint8_t *output, size_t room, const uint8_t *input, size_t size,
                   int level);

/// Decompresses one whole frame into exactly `size` bytes; 0 where the frame is no such thing, otherwise 1.
int nz_decompress(uint8_t *output, size_t size, const uint8_t *input, size_t input_size);

#endif
