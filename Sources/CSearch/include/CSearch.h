#ifndef CSEARCH_H
#define CSEARCH_H

/* Lantai's tokeniser, its lists of words, and the collector of hits.
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

/* Cuts a document's text into tokens; `found` is told each, and what it stretches over, until it answers anything but 0.
 * Returns that answer, or 0. */
typedef int (*csearch_token_found)(void *context, const uint8_t *token, int32_t length, int64_t start, int64_t end);
int csearch_tokens(const char *text, int64_t length, void *context, csearch_token_found found);

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

/* ---- columns (collect.c) ---- */

/* What an entry is filtered, ordered, counted and scored by: 20 bytes that are read together. */
typedef struct csearch_row {
    uint32_t facts;                 /* index of the record's access facts: the only part that ever changes */
    int32_t day;                    /* since 1970; INT32_MAX if unknown */
    uint32_t author;                /* number of the record's author (责任者) */
    int16_t year_from, year_to;
    uint16_t term;                  /* number of the record's retention period (保管期限) */
    uint8_t length;                 /* `csearch_length` of all its text */
    uint8_t spare;
} csearch_row;

/* Rows lie in blocks of so many places. */
enum { CSEARCH_BLOCK = 65536 };

/* Writes and reads one entry's access facts while others do the same. */
void csearch_store_facts(csearch_row *row, uint32_t value);
uint32_t csearch_load_facts(const csearch_row *row);

/* What the hits of one block are held against. */
typedef struct csearch_sieve {
    const uint64_t *live;           /* bit set: the current entry of its record */
    const csearch_row *rows;
    const uint8_t *admitted;        /* by index of access facts: 1 if within reach */
    uint32_t admitted_count;
    int32_t from, to;               /* years asked for; from > to: any */
    const uint8_t *author_admitted; /* by number of the author: 1 if asked for; null: any */
    const uint8_t *term_admitted;   /* by number of the retention period: 1 if asked for; null: any */
} csearch_sieve;

/* Clears the bits that do not pass; how many are left of the `count` (a multiple of 64, or the last block). */
int64_t csearch_sift(uint64_t *bits, int64_t count, const csearch_sieve *sieve);

/* Where the hits of one block are counted by what they have. Every count is added to, none is cleared. */
typedef struct csearch_tally {
    const csearch_row *rows;
    int64_t *by_facts, *by_author, *by_term; /* by number; larger numbers than there is room for are passed over */
    uint32_t facts_count, author_count, term_count;
    int64_t *year_steps;            /* 10,001: +1 in the first year of a hit, -1 in the year after its last */
} csearch_tally;

/* Counts the hits of one block. */
void csearch_count(const uint64_t *bits, int64_t count, const csearch_tally *tally);

/* Keeps in `heap` (`*held` entries, at most `limit`, largest first) the smallest keys of the hits whose key is greater
 * than `after`. A key is the day times `sign`; a day of INT32_MAX (unknown) is INT32_MAX for either sign. */
void csearch_smallest_days(
    const uint64_t *bits, int64_t count, const csearch_row *rows, int32_t sign, int64_t after, int32_t *heap,
    int32_t *held, int32_t limit);

/* Writes the places of the hits whose key (as above) is in lowest...highest, from `base` on; at most `room`.
 * Returns how many there are, which may be more than were written. */
int64_t csearch_in_days(
    const uint64_t *bits, int64_t count, const csearch_row *rows, int32_t sign, int64_t lowest, int64_t highest,
    int64_t base, int64_t *places, int64_t room);

/* Adds the lengths of the hits of one block, in bytes. */
double csearch_sum_lengths(const uint64_t *bits, int64_t count, const csearch_row *rows);

/* ---- what was found (found.c) ---- */

enum { CSEARCH_COLUMNS = 5, CSEARCH_MOST_CLAUSES = 32 };

/* How much a word in each column counts: title, author, number, meta, text. Part of the layout of the lists. */
static const uint8_t csearch_columns[CSEARCH_COLUMNS] = {4, 2, 2, 1, 1};

/* More than this of one phrase says nothing more about a record. */
enum { CSEARCH_OFTEN = 255 };

/* Places found, each once, in order, and how often each clause was found there: places of words times what their column
 * counts, at most CSEARCH_OFTEN for each form of a clause. */
typedef struct csearch_found {
    int64_t count, room;
    uint32_t *places;
    int32_t clauses;
    uint16_t *often[CSEARCH_MOST_CLAUSES];
} csearch_found;

void csearch_found_init(csearch_found *found, int32_t clauses);
void csearch_found_free(csearch_found *found);

/* Makes room for `count` places in all; 0 if there is no memory. */
int csearch_found_reserve(csearch_found *found, int64_t count);

/* Adds the places of `other` (of as many clauses) behind those of `found`; 0 if there is no memory. */
int csearch_found_append(csearch_found *found, const csearch_found *other);

/* Sets the bit of each place below `count`. */
void csearch_found_bits(const csearch_found *found, uint64_t *bits, int64_t count);

/* ---- ranking (score.c) ---- */

/* How what was found is scored by BM25. */
typedef struct csearch_scoring {
    const csearch_row *rows;        /* of one block; of equal scores the later month is better */
    int64_t first;                  /* place of the block */
    const float *weights;           /* by clause: how rare it is */
    float average;                  /* mean length of records, in bytes */
} csearch_scoring;

/* A length of text in bytes as one byte: eight steps for each doubling. */
uint8_t csearch_length(int64_t bytes);

/* What `csearch_length` stands for, in bytes. */
float csearch_bytes(uint8_t length);

/* Scores (above 0, greater is better) whatever of `found` has its bit set in the block, from position `from` up to the first
 * place that is not below `end`, which ends the block; 0 for the others. Returns the position it ended at. `scores` has room for all. */
int64_t csearch_score(
    const csearch_found *found, int64_t from, int64_t end, const uint64_t *bits, const csearch_scoring *scoring,
    int32_t *scores);

/* Keeps in `heap`, as `csearch_smallest_days` does, the smallest keys after `after`: keys are scores turned round. */
void csearch_best(
    const int32_t *scores, int64_t count, int64_t after, int32_t *heap, int32_t *held, int32_t limit);

/* Writes the places whose score is in lowest...highest; at most `room`. Returns how many there are. */
int64_t csearch_in_scores(
    const csearch_found *found, const int32_t *scores, int32_t lowest, int32_t highest, int64_t *places, int64_t room);

/* The position of `place` in `found`, or -1. */
int64_t csearch_position(const csearch_found *found, uint32_t place);

/* ---- asking FTS5 how often (often.c) ---- */

/* Where `lantai_often` puts what it meets; a statement's pointer of this name: */
#define CSEARCH_OFTEN_POINTER "lantai-often"

typedef struct csearch_often {
    csearch_found *found;
    const int32_t *clause_of;       /* by number of the phrase in the query: the clause it is a form of */
    int32_t phrases;
} csearch_often;

/* Binds it; it must outlive the running of the statement. */
int csearch_bind_often(sqlite3_stmt *statement, int place, csearch_often *often);

/* Makes `lantai_often(words, often)` known to a connection: adds the row to what was found, answers NULL. */
int csearch_register_often(fts5_api *api);

/* Runs `statement` to its end. */
int csearch_run(sqlite3_stmt *statement);

/* ---- lists of words (lists_*.c) ----
 *
 * One immutable file: each token with the places where it stands, in blocks of 128, and apart from these the positions.
 * A reader checks each part it reads against a sum, and each number against the size of the file: a damaged file is
 * told, never followed. */

enum { CSEARCH_FINE = 0, CSEARCH_DAMAGED = -1, CSEARCH_NO_MEMORY = -2, CSEARCH_SYSTEM = -3 /* see errno */ };

typedef struct csearch_lists csearch_lists;
typedef struct csearch_builder csearch_builder;

/* Begins a file at `path`. Uses at most about `memory` bytes besides those of one record; what does not fit lies in
 * unnamed files in the same folder meanwhile. Null if there is no memory or the file cannot be made (errno). */
csearch_builder *csearch_builder_new(const char *path, int64_t memory);

/* Adds a column of the record at the next place; columns in order. */
int csearch_builder_add(csearch_builder *builder, int32_t column, const char *text, int64_t length);

/* Ends the record. */
int csearch_builder_end(csearch_builder *builder);

/* How many records were ended. */
int64_t csearch_builder_count(const csearch_builder *builder);

/* Writes the file, which will open with `key` only, to disk. */
int csearch_builder_finish(csearch_builder *builder, uint64_t key);

void csearch_builder_free(csearch_builder *builder);

/* Opens a file. */
int csearch_lists_open(const char *path, uint64_t key, csearch_lists **lists);
void csearch_lists_close(csearch_lists *lists);

/* How many places the file knows of: 0 up to this. */
int64_t csearch_lists_count(const csearch_lists *lists);

typedef struct csearch_token {
    const uint8_t *bytes;
    int32_t length;
} csearch_token;

/* Tokens one after the other; the last may be the beginning of one. */
typedef struct csearch_form {
    const csearch_token *tokens;
    int32_t count;
    int32_t is_open;
} csearch_form;

/* Any of the forms, in one column or (-1) in any. */
typedef struct csearch_clause {
    const csearch_form *forms;
    int32_t count;
    int32_t column;
} csearch_clause;

/* Where all `count` clauses are found, and how often each; `found` is initialised for as many. */
int csearch_lists_find(
    const csearch_lists *lists, const csearch_clause *clauses, int32_t count, csearch_found *found);

#endif
