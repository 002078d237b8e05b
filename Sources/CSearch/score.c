#include "CSearch.h"
#include <math.h>
#include <stddef.h>

/* BM25: how soon more of the same word says nothing new, and how much a long text counts against itself. */
static const float K1 = 1.2f, B = 0.75f;

/* Positions looked at for each phrase of a row: by then more of them change nothing. */
enum { MOST_PLACES = 64, MOST_TERMS = 64 };

uint8_t csearch_length(int64_t bytes) {
    if (bytes <= 0) return 0;
    double step = 8 * log2(1 + (double)bytes);
    return step >= 255 ? 255 : (uint8_t)(step + 0.5);
}

float csearch_bytes(uint8_t length) { return exp2f((float)length / 8) - 1; }

double csearch_sum_lengths(const uint64_t *bits, int64_t count, const uint8_t *lengths) {
    int64_t often[256] = {0};
    for (int64_t word = 0; word < (count + 63) / 64; word++)
        for (uint64_t here = bits[word]; here; here &= here - 1) often[lengths[word * 64 + __builtin_ctzll(here)]]++;
    double sum = 0;
    for (int length = 0; length < 256; length++) sum += (double)often[length] * csearch_bytes((uint8_t)length);
    return sum;
}

enum { MONTHS = 8192, MOST_STEPS = (1 << 18) - 1, FIRST_DAY = -171000 };

/* 1 for before 1502 or unknown, and one more about every month. */
static int32_t month(int32_t day) {
    if (day == INT32_MAX || day < FIRST_DAY) return 1;
    int32_t count = (day - FIRST_DAY) / 30 + 1;
    return count < MONTHS - 1 ? count : MONTHS - 1;
}

static void score(
    const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *answer, int count, sqlite3_value **arguments) {
    csearch_scoring *how = count == 1 ? sqlite3_value_pointer(arguments[0], CSEARCH_SCORING) : NULL;
    if (!how) return sqlite3_result_error(answer, "lantai_score: no scoring", -1);
    int64_t place = api->xRowid(row) - 1;
    if (place < 0 || place >= how->count) return;
    float often[MOST_TERMS] = {0};
    int phrases = api->xPhraseCount(row);
    if (phrases > how->phrases) phrases = how->phrases;
    for (int phrase = 0; phrase < phrases; phrase++) {
        int32_t term = how->term_of[phrase];
        if (term < 0 || term >= MOST_TERMS) continue;
        Fts5PhraseIter iterator;
        int column, offset, looked = 0;
        if (api->xPhraseFirst(row, phrase, &iterator, &column, &offset) != SQLITE_OK) continue;
        for (; column >= 0 && looked < MOST_PLACES; looked++, api->xPhraseNext(row, &iterator, &column, &offset))
            if (column < CSEARCH_COLUMNS) often[term] += how->columns[column];
    }
    uint8_t length = how->lengths[place / CSEARCH_BLOCK][place % CSEARCH_BLOCK];
    float norm = K1 * (1 - B + B * csearch_bytes(length) / (how->average > 1 ? how->average : 1));
    float sum = 0;
    for (int32_t term = 0; term < how->terms && term < MOST_TERMS; term++)
        if (often[term] > 0) sum += how->weights[term] * often[term] * (K1 + 1) / (often[term] + norm);
    /* Steps of a 400th, and below them the month: titles made to a pattern score alike by the thousand. */
    int32_t steps = sum < 655 ? (int32_t)(sum * 400) : MOST_STEPS;
    how->scores[place] = steps * MONTHS + month(how->days[place / CSEARCH_BLOCK][place % CSEARCH_BLOCK]);
}

int csearch_bind_scoring(sqlite3_stmt *statement, int place, csearch_scoring *scoring) {
    return sqlite3_bind_pointer(statement, place, scoring, CSEARCH_SCORING, NULL);
}

int csearch_register_score(fts5_api *api) {
    return api->xCreateFunction(api, "lantai_score", NULL, score, NULL);
}
