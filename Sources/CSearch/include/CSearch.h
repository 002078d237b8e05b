#ifndef CSEARCH_H
#define CSEARCH_H
#include <sqlite3.h>
/* Lantai's tokeniser for FTS5 and the collector of hits. */
int csearch_register(sqlite3 *db);
#endif
