/// Whole zstd frames at once, for the text blocks of an archive file.
#ifndef NEWSQ_CZSTD_H
#define NEWSQ_CZSTD_H

#include <stddef.h>
#include <stdint.h>

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
