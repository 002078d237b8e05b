#include "CSearch.h"
#include <math.h>
#include <stddef.h>

/* BM25: how soon more of the same word says nothing new, and how much a long text counts against itself. */
static const float K1 = 1.2f, B = 0.75f;

uint8_t csearch_length(int64_t bytes) {
    if (bytes <= 0) return 0;
    double step = 8 * log2(1 + (double)bytes);
    return step >= 255 ? 255 : (uint8_t)(step + 0.5);
}

float csearch_bytes(uint8_t length) { return exp2f((float)length / 8) - 1; }

enum { MONTHS = 8192, MOST_STEPS = (1 << 18) - 1, FIRST_DAY = -171000 };

/* 1 for before 1502 or unknown, and one more about every month. */
static inline int32_t month(int32_t day) {
    if (day == INT32_MAX || day < FIRST_DAY) return 1;
    int32_t count = (day - FIRST_DAY) / 30 + 1;
    return count < MONTHS - 1 ? count : MONTHS - 1;
}

/* Steps of a 400th, and below them the month: titles made to a pattern score alike by the thousand. */
static inline int32_t ranked(float sum, int32_t day) {
    int32_t steps = sum < 655 ? (int32_t)(sum * 400) : MOST_STEPS;
    return steps * MONTHS + month(day);
}

int64_t csearch_score(
    const csearch_found *found, int64_t from, int64_t end, const uint64_t *bits, const csearch_scoring *how,
    int32_t *scores) {
    float norms[256];
    for (int length = 0; length < 256; length++)
        norms[length] = K1 * (1 - B + B * csearch_bytes((uint8_t)length) / (how->average > 1 ? how->average : 1));
    int64_t i = from;
    for (; i < found->count && found->places[i] < end; i++) {
        uint32_t place = found->places[i];
        int64_t at = (int64_t)place - how->first;
        if (at < 0 || !(bits[at >> 6] >> (at & 63) & 1)) {
            scores[i] = 0;
            continue;
        }
        const csearch_row *row = &how->rows[at];
        float sum = 0, norm = norms[row->length];
        for (int32_t clause = 0; clause < found->clauses; clause++) {
            float often = found->often[clause][i];
            sum += how->weights[clause] * often * (K1 + 1) / (often + norm);
        }
        scores[i] = ranked(sum, row->day);
    }
    return i;
}
