#include "CSearch.h"
#include <stdlib.h>
#include <string.h>

void csearch_found_init(csearch_found *found, int32_t clauses) {
    memset(found, 0, sizeof *found);
    found->clauses = clauses < 0 ? 0 : clauses > CSEARCH_MOST_CLAUSES ? CSEARCH_MOST_CLAUSES : clauses;
}

void csearch_found_free(csearch_found *found) {
    free(found->places);
    for (int32_t clause = 0; clause < CSEARCH_MOST_CLAUSES; clause++) free(found->often[clause]);
    csearch_found_init(found, found->clauses);
}

int csearch_found_reserve(csearch_found *found, int64_t count) {
    if (count <= found->room) return 1;
    int64_t room = found->room < 64 ? 128 : found->room * 2;
    if (room < count) room = count;
    uint32_t *places = realloc(found->places, (size_t)room * sizeof *places);
    if (!places) return 0;
    found->places = places;
    for (int32_t clause = 0; clause < found->clauses; clause++) {
        uint16_t *often = realloc(found->often[clause], (size_t)room * sizeof *often);
        if (!often) return 0;
        found->often[clause] = often;
    }
    found->room = room;
    return 1;
}

int csearch_found_append(csearch_found *found, const csearch_found *other) {
    if (!csearch_found_reserve(found, found->count + other->count)) return 0;
    if (!other->count) return 1;
    memcpy(found->places + found->count, other->places, (size_t)other->count * sizeof *found->places);
    for (int32_t clause = 0; clause < found->clauses; clause++)
        memcpy(found->often[clause] + found->count, other->often[clause], (size_t)other->count * sizeof(uint16_t));
    found->count += other->count;
    return 1;
}

void csearch_found_bits(const csearch_found *found, uint64_t *bits, int64_t count) {
    for (int64_t i = 0; i < found->count; i++) {
        uint32_t place = found->places[i];
        if (place < count) bits[place >> 6] |= (uint64_t)1 << (place & 63);
    }
}

int64_t csearch_in_scores(
    const csearch_found *found, const int32_t *scores, int32_t lowest, int32_t highest, int64_t *places, int64_t room) {
    int64_t here = 0;
    for (int64_t i = 0; i < found->count; i++) {
        if (scores[i] <= 0 || scores[i] < lowest || scores[i] > highest) continue;
        if (here < room) places[here] = found->places[i];
        here++;
    }
    return here;
}

int64_t csearch_position(const csearch_found *found, uint32_t place) {
    int64_t low = 0, high = found->count;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (found->places[middle] < place) low = middle + 1; else high = middle;
    }
    return low < found->count && found->places[low] == place ? low : -1;
}
