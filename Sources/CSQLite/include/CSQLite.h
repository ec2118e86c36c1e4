/// SQLite, with what its header says in a way that Swift cannot read.
#ifndef NEWSQ_CSQLITE_H
#define NEWSQ_CSQLITE_H

#include <sqlite3.h>

/// Binds text that SQLite copies.
static inline int nq_sqlite_bind_text(sqlite3_stmt *statement, int place, const char *text, sqlite3_uint64 size) {
  return sqlite3_bind_text64(statement, place, text, size, SQLITE_TRANSIENT, SQLITE_UTF8);
}

#endif
