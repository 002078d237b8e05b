#include "CSearch.h"
#include <stdlib.h>

uint64_t csearch_hash(uint64_t seed, const void *bytes, int64_t length) {
    const uint8_t *at = bytes;
    for (int64_t i = 0; i < length; i++) seed = (seed ^ at[i]) * 0x100000001B3u;
    return seed;
}

uint64_t csearch_key(const csearch_unit *unit) {
    uint8_t kind = (uint8_t)unit->kind;
    return csearch_hash(csearch_hash(CSEARCH_SEED, &kind, 1), unit->bytes, unit->length);
}

/* The last units of the text, as many as the longest phrase has. */
typedef struct place {
    uint64_t key;
    int64_t start;
    uint8_t is_han, gap;
} place;

int64_t csearch_marks(
    const char *text, int64_t length, const csearch_phrase *phrases, int32_t count, csearch_mark *marks, int64_t room) {
    int32_t longest = 1;
    for (int32_t p = 0; p < count; p++)
        if (phrases[p].count > longest) longest = phrases[p].count;
    place *ring = calloc((size_t)longest, sizeof *ring);
    if (!ring) return -1;

    csearch_scanner scanner;
    csearch_unit unit;
    int64_t found = 0;
    csearch_scan(&scanner, text, length);
    for (int64_t n = 0; found < room && csearch_next(&scanner, &unit); n++) {
        ring[n % longest] = (place){csearch_key(&unit), unit.start, unit.kind == CSEARCH_HAN, unit.gap != 0};
        for (int32_t p = 0; p < count && found < room; p++) {
            const csearch_phrase *phrase = &phrases[p];
            if (phrase->count < 1 || n + 1 < phrase->count) continue;
            int32_t i = phrase->count;
            while (i > 0) {
                int64_t at = n - (phrase->count - i);
                const place *here = &ring[at % longest];
                if (here->key != phrase->keys[i - 1]) break;
                i--;
                /* Between two Han characters a gap counts; a word is parted from its neighbours anyway. */
                if (i > 0 && here->is_han && ring[(at - 1) % longest].is_han && here->gap != phrase->gaps[i]) break;
            }
            if (i == 0) marks[found++] = (csearch_mark){ring[(n + 1 - phrase->count) % longest].start, unit.end, p};
        }
    }
    free(ring);
    return found;
}
