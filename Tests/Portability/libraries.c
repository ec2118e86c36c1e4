// The C parts that stand between newsq and its libraries, and the libraries' own answers: what each prints must be the same on every
// processor.
#include "CCompression.h"
#include "CRegex.h"

#include <expat.h>
#include <gumbo.h>
#include <sqlite3.h>
#include <utf8proc.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

enum { size = 200000 };
static uint8_t input[size], packed[size + 4096], output[size + 1];

static void fill(void) {
  uint64_t state = 7;
  for (int at = 0; at < size; at++) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    input[at] = (uint8_t)("etaoin shrdlu cmfw"[(state >> 33) % 18]);
  }
}

static void compression(void) {
  fill();
  printf("crc32 %08x\n", nq_crc32(0, (const uint8_t *)"123456789", 9));
  nz_compressor *compressor = nz_compressor_new();
  size_t written = nz_compress(compressor, packed, sizeof packed, input, size, 3);
  nz_compressor_free(compressor);
  if (!written || !nz_decompress(output, size, packed, written) || memcmp(input, output, size)) fail("zstd: not what it was");
  if (nz_decompress(output, size, packed, written - 1)) fail("zstd: half a frame was taken for a whole one");
  printf("zstd %zu\n", written);

  nq_deflater *deflater = nq_deflater_new();
  size_t used = 0, made = 0, taken = 0;
  if (nq_deflater_run(deflater, input, size, &used, packed, sizeof packed, &made, true) != NQ_END) fail("deflate: did not end");
  nq_deflater_free(deflater);
  nq_decoder *decoder = nq_decoder_new(NQ_DEFLATE);
  size_t at = 0, written_here = 0, total = 0;
  nq_progress progress = NQ_MORE;
  // In pieces of 997 bytes, as a pipe gives them.
  while (at < made && progress == NQ_MORE) {
    size_t piece = made - at < 997 ? made - at : 997;
    progress = nq_decoder_run(decoder, packed + at, piece, &taken, output + total, size + 1 - total, &written_here);
    at += taken;
    total += written_here;
  }
  nq_decoder_free(decoder);
  if (progress != NQ_END || total != size || memcmp(input, output, size)) fail("deflate: not what it was");
  printf("deflate %zu\n", made);

  decoder = nq_decoder_new(NQ_XZ);
  progress = nq_decoder_run(decoder, input, size, &taken, output, size, &written_here);
  nq_decoder_free(decoder);
  printf("xz of plain text: %s\n", progress == NQ_BROKEN ? "broken" : "taken");
}

static void patterns(void) {
  char reason[200];
  static const char *const expressions[] = {"(\\w+) said", "(?P<sum>\\$[0-9.]+) (million|billion)", "\\pL+", "(", "^$", "[а-я]+"};
  static const char text[] = "The minister said $3.5 million, сказал он, would go";
  for (size_t at = 0; at < sizeof expressions / sizeof *expressions; at++) {
    nq_regex *regex = nq_regex_new(expressions[at], strlen(expressions[at]), true, reason, sizeof reason);
    if (regex == NULL) {
      printf("%s: refused, %s\n", expressions[at], reason);
      continue;
    }
    ptrdiff_t groups[8];
    bool found = nq_regex_find(regex, text, strlen(text), 0, groups, 1 + nq_regex_group_count(regex));
    printf("%s: %d groups, %s", expressions[at], nq_regex_group_count(regex), found ? "found" : "not found");
    for (int group = 0; found && group <= nq_regex_group_count(regex); group++) printf(" %td-%td", groups[2 * group], groups[2 * group + 1]);
    printf("\n");
    nq_regex_free(regex);
  }
}

static void element(void *depth, const char *name, const char **attributes) {
  ++*(int *)depth;
  printf("<%s>%s%s ", name, attributes[0] ? " " : "", attributes[0] ? attributes[1] : "");
}

static void libraries(void) {
  int elements = 0;
  XML_Parser parser = XML_ParserCreate(NULL);
  XML_SetUserData(parser, &elements);
  XML_SetStartElementHandler(parser, element);
  static const char xml[] = "<nitf><head date=\"2020-07-24\"/><body>Ärger</body></nitf>";
  printf("%s, %d elements\n", XML_Parse(parser, xml, (int)strlen(xml), 1) == XML_STATUS_OK ? "well-formed" : "refused", elements);
  XML_ParserFree(parser);

  GumboOutput *page = gumbo_parse("<p>One<p>Two &amp; three");
  printf("gumbo: %u children\n", page->root->v.element.children.length);
  gumbo_destroy_output(&kGumboDefaultOptions, page);

  printf("widths: %d %d %d\n", utf8proc_charwidth('a'), utf8proc_charwidth(0x4E2D), utf8proc_charwidth(0x0301));

  sqlite3 *database;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_open(":memory:", &database) != SQLITE_OK ||
      sqlite3_exec(database, "create table t(a, b); insert into t values (1, 2.5), (3, 'x')", NULL, NULL, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2(database, "select sum(a), min(b) from t", -1, &statement, NULL) != SQLITE_OK || sqlite3_step(statement) != SQLITE_ROW)
    fail("sqlite");
  printf("sqlite: %s %s\n", sqlite3_column_text(statement, 0), sqlite3_column_text(statement, 1));
  sqlite3_finalize(statement);
  sqlite3_close(database);
}

int main(void) {
  compression();
  patterns();
  libraries();
  return 0;
}
