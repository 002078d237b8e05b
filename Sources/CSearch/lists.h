/* How a file of lists is laid out, for those who write and read it. Numbers are little-endian.
 *
 *   header
 *   lists       for each token, in order: its blocks, each of up to 128 places; then a csearch_skip for each block
 *   positions   for each block, as its skip says
 *   entries     a csearch_entry for each token, in order of their bytes
 *   tokens      their bytes
 *
 * A block of places: how many less one, bits of a step, of a weight, of a mask (u8 each); the least weight, the least
 * mask (u8 each), two bytes of nothing; the first place, the least step (u32 each); then three packed rows: steps from
 * place to place less the least (of the first place: 0), weights less the least, masks less the least. A weight is how
 * often the token stands in the record as `csearch_found` counts; a mask has a bit for each column it stands in.
 *
 * A block of positions: bits of a length (u8), the least length (u32), lengths less the least packed, then the bytes of
 * each record: numbers of seven bits a byte, 1 before the number of a column that follows (each record begins in column
 * 0), 2 + the step from the position before it (of the first in a column: from 0) else. */
#ifndef CSEARCH_LISTS_H
#define CSEARCH_LISTS_H

#include "CSearch.h"
#include <stddef.h>
#include <string.h>

enum { BLOCK = 128, DOCS_HEAD = 16, PLACES_HEAD = 5, SLACK = 8 };

#define LISTS_MAGIC 0x3154534C49414E4Cu /* LNAILST1 */

typedef struct lists_header {
    uint64_t magic, size, key;
    uint64_t lists_at, positions_at, entries_at, tokens_at; /* each part ends, with SLACK bytes of nothing, at the next */
    uint64_t count;                 /* places */
    uint64_t entries;               /* tokens */
    uint64_t entries_sum, tokens_sum;
    uint64_t sum;                   /* of all before it */
} lists_header;

typedef struct lists_entry {
    uint64_t skips_at;              /* in the lists part */
    uint64_t token_at;              /* in the tokens part */
    uint32_t places, blocks;
    uint32_t skips_sum;
    uint32_t length;                /* of the token */
} lists_entry;

typedef struct lists_skip {
    uint64_t docs_at;               /* in the lists part */
    uint64_t positions_at;          /* in the positions part */
    uint32_t last;                  /* place of the block */
    uint32_t docs_size, positions_size;
    uint32_t docs_sum, positions_sum;
    uint32_t spare;
} lists_skip;

/* A sum of bytes, 8 at a time. */
static inline uint64_t lists_sum(uint64_t seed, const uint8_t *bytes, uint64_t length) {
    uint64_t sum = seed ^ (length * 0x9E3779B97F4A7C15u), word;
    for (; length >= 8; bytes += 8, length -= 8) {
        memcpy(&word, bytes, 8);
        sum = (sum ^ word) * 0xD6E8FEB86659FD93u;
        sum ^= sum >> 32;
    }
    if (length) {
        word = 0;
        memcpy(&word, bytes, length);
        sum = (sum ^ word) * 0xD6E8FEB86659FD93u;
        sum ^= sum >> 32;
    }
    return sum;
}

static inline uint32_t lists_sum32(const uint8_t *bytes, uint64_t length) {
    uint64_t sum = lists_sum(0x4C616E746169u, bytes, length);
    return (uint32_t)(sum ^ sum >> 29);
}

static inline uint64_t lists_packed(uint32_t count, uint32_t bits) { return ((uint64_t)count * bits + 7) / 8; }

#endif
