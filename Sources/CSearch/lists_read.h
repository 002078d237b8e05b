/* Reading lists: what the search for phrases is made of. */
#ifndef CSEARCH_LISTS_READ_H
#define CSEARCH_LISTS_READ_H

#include "lists.h"

struct csearch_lists {
    int fd;
    const uint8_t *map;
    uint64_t size, count, entry_count;
    const uint8_t *lists, *positions, *tokens;
    uint64_t lists_size, positions_size, tokens_size; /* without the slack */
    const lists_entry *entries;
};

/* Entries from...to (to not included) whose token is `bytes`, or begins so. */
void lists_range(const csearch_lists *lists, const csearch_token *token, int is_open, uint64_t *from, uint64_t *to);

#define LISTS_END UINT64_MAX

/* One list being read. After damage it is at its end. */
typedef struct cursor {
    const csearch_lists *lists;
    const lists_entry *entry;
    const lists_skip *skips;
    int failed;
    uint32_t block;                 /* the one decoded; `entry->blocks` before the first */
    uint32_t held, at;              /* places of the block, and where it stands */
    uint32_t has_weights, has_starts;
    uint32_t docs[BLOCK], weights[BLOCK], masks[BLOCK];
    uint32_t starts[BLOCK + 1];     /* of each record's positions, from where they begin */
    const uint8_t *packed;          /* weights and masks of the block */
    const uint8_t *bytes;           /* positions of the block */
} cursor;

int cursor_open(cursor *c, const csearch_lists *lists, uint64_t entry);

/* To before the first place. */
static inline void cursor_rewind(cursor *c) {
    c->block = c->entry->blocks;
    c->held = c->at = 0;
}

/* Decodes block `number` and stands at its first place. 0 if it is damaged. */
int cursor_load(cursor *c, uint32_t number);

/* The first place from `place` on, never back. */
uint64_t cursor_seek(cursor *c, uint64_t place);

/* Decodes weights and masks of the block. */
void cursor_weights(cursor *c);

/* Positions, column << 32 | position, in order. */
typedef struct places {
    uint64_t *at;
    uint32_t count, room;
} places;

/* Reads the positions where the cursor stands. 0 if they are damaged or there is no memory (`failed`). */
int cursor_positions(cursor *c, places *places);

#endif
