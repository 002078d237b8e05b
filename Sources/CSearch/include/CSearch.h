#ifndef CSEARCH_H
#define CSEARCH_H

/* Lantai's tokeniser for FTS5, and the collector of hits.
 *
 * A text is a row of units: one Han character (or kana, Hangul, sign: whatever is found one by one) or one word of other
 * letters and digits. Everything is folded first, one code point to one: traditional to simplified, full width to half,
 * lower case, no accents. Spaces between two Han characters do not part them (lines of a PDF break anywhere); anything
 * else that is not text does.
 *
 * Tokens: a word; two neighbouring Han characters (a bigram); and the last character before a gap, a word or the end,
 * alone. So every unit begins exactly one token, tokens count positions without holes, and a phrase of tokens is found
 * where and only where its units follow each other. */

#include <sqlite3.h>
#include <stdint.h>

/* ---- folding and units (tokenise.c) ---- */

enum { CSEARCH_GAP = 0, CSEARCH_WORD = 1, CSEARCH_HAN = 2, CSEARCH_DROPPED = 3, CSEARCH_SPACE = 4 };

/* A word longer than this is cut into pieces; each piece but the first begins with the byte 1, so that it is never
 * mistaken for a word. */
#define CSEARCH_WORD_BYTES 128

typedef struct csearch_unit {
    int64_t start, end;             /* its bytes in the text */
    int32_t kind;                   /* CSEARCH_WORD or CSEARCH_HAN */
    int32_t gap;                    /* 1 if something other than spaces stands between it and the unit before */
    int32_t length;                 /* of `bytes` */
    uint8_t bytes[CSEARCH_WORD_BYTES + 8]; /* folded, UTF-8 */
} csearch_unit;

typedef struct csearch_scanner {
    const uint8_t *text;
    int64_t length, at;
    int32_t in_word;                /* the next unit goes on a word that was cut */
} csearch_scanner;

/* What `code_point` folds to, and its kind (`*kind`, may be null). */
uint32_t csearch_fold(uint32_t code_point, int *kind);

void csearch_scan(csearch_scanner *scanner, const char *text, int64_t length);

/* The next unit; 0 at the end. Bytes that are not UTF-8 are gaps. */
int csearch_next(csearch_scanner *scanner, csearch_unit *unit);

/* FNV-1a of 64 bits, going on from `seed` (CSEARCH_SEED at first). */
#define CSEARCH_SEED 0xCBF29CE484222325u
uint64_t csearch_hash(uint64_t seed, const void *bytes, int64_t length);

/* Stands for a unit when phrases are looked for in a text. */
uint64_t csearch_key(const csearch_unit *unit);

/* A phrase to be marked: the keys of its units, and whether a gap stands before each (read from the second on). */
typedef struct csearch_phrase {
    const uint64_t *keys;
    const uint8_t *gaps;
    int32_t count;
} csearch_phrase;

typedef struct csearch_mark {
    int64_t start, end;             /* bytes of the text */
    int32_t phrase;
} csearch_mark;

/* Finds each place of each phrase in a text, in the order of the text; writes at most `room` marks and returns how many
 * were written, or -1 if there was no memory. A mark takes in what is dropped after its last unit. */
int64_t csearch_marks(
    const char *text, int64_t length, const csearch_phrase *phrases, int32_t count, csearch_mark *marks, int64_t room);

/* Makes the tokeniser `lantai` known to a connection. In documents it cuts as above; in queries it takes each string as
 * one token, as it stands: queries are cut by `Discovery`, never by FTS5. */
int csearch_register(sqlite3 *db);

/* ---- collecting (collect.c) ---- */

/* Runs `statement`, whose only column is a rowid, to its end and sets bit (rowid - 1) of `bits` for each below
 * `count`. Returns SQLITE_DONE, or the error. The statement is reset by the caller. */
int csearch_collect(sqlite3_stmt *statement, uint64_t *bits, int64_t count);

/* Runs `statement`, whose first column is a rowid, until `room` rowids were found whose bit is set; writes them.
 * Returns how many, or -1 if SQLite failed. The statement is reset by the caller. */
int64_t csearch_walk(sqlite3_stmt *statement, const uint64_t *bits, int64_t count, int64_t *rowids, int64_t room);

/* What the hits of one block are held against. */
typedef struct csearch_sieve {
    const uint64_t *live;           /* bit set: the current entry of its record */
    const uint32_t *facts;          /* index of the record's access facts */
    const uint8_t *admitted;        /* by index of access facts: 1 if within reach */
    uint32_t admitted_count;
    const int16_t *year_from, *year_to;
    int32_t from, to;               /* years asked for; from > to: any */
    const uint32_t *authors;        /* number of the record's author (责任者) */
    const uint8_t *author_admitted; /* by that number: 1 if asked for; null: any */
    const uint16_t *terms;          /* number of the record's retention period (保管期限) */
    const uint8_t *term_admitted;   /* by that number: 1 if asked for; null: any */
} csearch_sieve;

/* Clears the bits that do not pass; how many are left of the `count` (a multiple of 64, or the last block). */
int64_t csearch_sift(uint64_t *bits, int64_t count, const csearch_sieve *sieve);

/* Where the hits of one block are counted by what they have. Every count is added to, none is cleared. */
typedef struct csearch_tally {
    const uint32_t *facts, *authors;
    const uint16_t *terms;
    const int16_t *year_from, *year_to;
    int64_t *by_facts, *by_author, *by_term; /* by number; larger numbers than there is room for are passed over */
    uint32_t facts_count, author_count, term_count;
    int64_t *year_steps;            /* 10,001: +1 in the first year of a hit, -1 in the year after its last */
} csearch_tally;

/* Counts the hits of one block. */
void csearch_count(const uint64_t *bits, int64_t count, const csearch_tally *tally);

/* Writes and reads one entry's access facts while others do the same. */
void csearch_store_facts(uint32_t *facts, int64_t place, uint32_t value);
uint32_t csearch_load_facts(const uint32_t *facts, int64_t place);

/* Keeps in `heap` (`*held` entries, at most `limit`, largest first) the smallest keys of the hits whose key is greater
 * than `after`. A key is the day times `sign`; a day of INT32_MAX (unknown) is INT32_MAX for either sign. */
void csearch_smallest_days(
    const uint64_t *bits, int64_t count, const int32_t *days, int32_t sign, int64_t after, int32_t *heap, int32_t *held,
    int32_t limit);

/* Writes the places of the hits whose key (as above) is in lowest...highest, from `base` on; at most `room`.
 * Returns how many there are, which may be more than were written. */
int64_t csearch_in_days(
    const uint64_t *bits, int64_t count, const int32_t *days, int32_t sign, int64_t lowest, int64_t highest, int64_t base,
    int64_t *places, int64_t room);

/* Clears the bits of hits whose key (as above) is not in lowest...highest. */
void csearch_keep_days(
    uint64_t *bits, int64_t count, const int32_t *days, int32_t sign, int64_t lowest, int64_t highest);

/* ---- ranking (score.c) ---- */

enum { CSEARCH_COLUMNS = 5, CSEARCH_BLOCK = 65536 };

/* How hits are scored by BM25 while they are collected. A statement's pointer of this name: */
#define CSEARCH_SCORING "lantai-scoring"

typedef struct csearch_scoring {
    int32_t *scores;                /* by place; written for each row met: above 0, greater is better */
    int64_t count;                  /* how many places there are */
    const uint8_t *const *lengths;  /* by block of CSEARCH_BLOCK places: `csearch_length` of each */
    const int32_t *const *days;     /* by block: since 1970; of equal scores the later month is better */
    const int32_t *term_of;         /* by number of the phrase in the query: the term it is a form of */
    int32_t phrases, terms;
    const float *weights;           /* by term: how rare it is */
    const float *columns;           /* CSEARCH_COLUMNS: how much a word in each column counts */
    float average;                  /* mean length of records, in bytes */
} csearch_scoring;

/* A length of text in bytes as one byte: eight steps for each doubling. */
uint8_t csearch_length(int64_t bytes);

/* What `csearch_length` stands for, in bytes. */
float csearch_bytes(uint8_t length);

/* Adds the lengths of the hits of one block, in bytes. */
double csearch_sum_lengths(const uint64_t *bits, int64_t count, const uint8_t *lengths);

/* Binds a scoring, which must outlive the running of the statement. */
int csearch_bind_scoring(sqlite3_stmt *statement, int place, csearch_scoring *scoring);

/* Makes `lantai_score(words, scoring)` known to a connection: writes the score of the row, answers NULL. */
int csearch_register_score(fts5_api *api);

#endif
