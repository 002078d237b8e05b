/* What the two halves of making lists share: runs are gathered and sorted in memory, then merged. */
#ifndef CSEARCH_LISTS_BUILD_H
#define CSEARCH_LISTS_BUILD_H

#include "lists.h"
#include "spool.h"

/* A word of the run in memory. Its postings are a chain of pieces in the heap: for each record the step from the place
 * before it (from -1 for the first), then its positions as the file has them, then 0. */
typedef struct word {
    uint64_t start;                 /* the token's first 8 bytes, as a number that sorts as they do */
    uint32_t token_at, head, tail;
    uint32_t left;                  /* bytes free in the last piece */
    uint32_t last;                  /* place it stands in, plus 1 */
    uint32_t column, position;      /* where it stood last */
    uint64_t bytes;
    uint16_t length;
    uint16_t piece;                 /* size of the last piece */
} word;

struct csearch_builder {
    char *path;
    int64_t memory;
    int failed;
    uint32_t place;                 /* of the record being added */
    /* The run in memory. */
    word *words;
    uint32_t count, room;
    struct slot {
        uint32_t hash, word;        /* number of the word, plus 1 */
    } *table;
    uint32_t mask;
    uint8_t *tokens;
    uint32_t tokens_used, tokens_room;
    uint8_t *heap;
    uint64_t heap_used, heap_room;
    /* Where the token comes from that is being added. */
    uint32_t column, position;
    /* Runs written out: they lie one after the other. */
    spool runs;
    uint64_t *ends;
    int64_t run_count, run_room;
};

/* Sorts what is in memory and writes it out as a run. */
int builder_spill(csearch_builder *builder);

/* Merges the runs into the file. */
int builder_merge(csearch_builder *builder, uint64_t key);

#endif
