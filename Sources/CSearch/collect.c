#include "CSearch.h"

int csearch_collect(sqlite3_stmt *statement, uint64_t *bits, int64_t count) {
    int answer;
    while ((answer = sqlite3_step(statement)) == SQLITE_ROW) {
        int64_t place = sqlite3_column_int64(statement, 0) - 1;
        if (place >= 0 && place < count) bits[place >> 6] |= (uint64_t)1 << (place & 63);
    }
    return answer;
}

int64_t csearch_walk(sqlite3_stmt *statement, const uint64_t *bits, int64_t count, int64_t *rowids, int64_t room) {
    int64_t found = 0;
    while (found < room) {
        int answer = sqlite3_step(statement);
        if (answer == SQLITE_DONE) break;
        if (answer != SQLITE_ROW) return -1;
        int64_t place = sqlite3_column_int64(statement, 0) - 1;
        if (place >= 0 && place < count && (bits[place >> 6] >> (place & 63) & 1)) rowids[found++] = place + 1;
    }
    return found;
}

void csearch_store_facts(csearch_row *row, uint32_t value) { __atomic_store_n(&row->facts, value, __ATOMIC_RELAXED); }

uint32_t csearch_load_facts(const csearch_row *row) { return __atomic_load_n(&row->facts, __ATOMIC_RELAXED); }

/* Asks memory for the rows of few hits, so that waiting for one is not waiting for each. */
static void fetch(const uint64_t *bits, int64_t words, const csearch_row *rows) {
    enum { FEW = 1024 };
    int64_t hits = 0;
    for (int64_t word = 0; word < words; word++) hits += __builtin_popcountll(bits[word]);
    if (hits > FEW) return;
    for (int64_t word = 0; word < words; word++)
        for (uint64_t here = bits[word]; here; here &= here - 1)
            __builtin_prefetch(&rows[word * 64 + __builtin_ctzll(here)]);
}

static inline int passes(const csearch_row *row, const csearch_sieve *sieve) {
    uint32_t facts = csearch_load_facts(row);
    if (facts >= sieve->admitted_count || !sieve->admitted[facts]) return 0;
    if (sieve->from <= sieve->to && (row->year_from > sieve->to || row->year_to < sieve->from)) return 0;
    if (sieve->author_admitted && !sieve->author_admitted[row->author]) return 0;
    return !sieve->term_admitted || sieve->term_admitted[row->term];
}

int64_t csearch_sift(uint64_t *bits, int64_t count, const csearch_sieve *sieve) {
    enum { STEP = 64 };
    int64_t left = 0, words = (count + 63) / 64;
    for (int64_t word = 0; word < words; word++) {
        if (word % STEP == 0)
            fetch(bits + word, words - word < STEP ? words - word : STEP, sieve->rows + word * 64);
        uint64_t here = bits[word] & sieve->live[word], kept = here;
        for (; here; here &= here - 1)
            if (!passes(&sieve->rows[word * 64 + __builtin_ctzll(here)], sieve)) kept &= ~(here & -here);
        bits[word] = kept;
        left += __builtin_popcountll(kept);
    }
    return left;
}

void csearch_count(const uint64_t *bits, int64_t count, const csearch_tally *tally) {
    for (int64_t word = 0; word < (count + 63) / 64; word++)
        for (uint64_t here = bits[word]; here; here &= here - 1) {
            const csearch_row *row = &tally->rows[word * 64 + __builtin_ctzll(here)];
            uint32_t facts = csearch_load_facts(row);
            if (facts < tally->facts_count) tally->by_facts[facts]++;
            if (row->author < tally->author_count) tally->by_author[row->author]++;
            if (row->term < tally->term_count) tally->by_term[row->term]++;
            int32_t from = row->year_from, to = row->year_to;
            if (from > to || to < 0 || from > 9999) continue;
            tally->year_steps[from < 0 ? 0 : from]++;
            tally->year_steps[to > 9999 ? 10000 : to + 1]--;
        }
}

double csearch_sum_lengths(const uint64_t *bits, int64_t count, const csearch_row *rows) {
    int64_t often[256] = {0};
    for (int64_t word = 0; word < (count + 63) / 64; word++)
        for (uint64_t here = bits[word]; here; here &= here - 1)
            often[rows[word * 64 + __builtin_ctzll(here)].length]++;
    double sum = 0;
    for (int length = 0; length < 256; length++) sum += (double)often[length] * csearch_bytes((uint8_t)length);
    return sum;
}

static inline int64_t key(int32_t day, int32_t sign) { return day == INT32_MAX ? INT32_MAX : (int64_t)day * sign; }

/* Keeps `value` if it is among the `limit` smallest. */
static inline void keep(int32_t value, int32_t *heap, int32_t *size, int32_t limit) {
    int32_t at;
    if (*size < limit) {
        /* Up from the end. */
        for (at = (*size)++; at && heap[(at - 1) / 2] < value; at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
    } else {
        if (value >= heap[0]) return;
        /* Down from the root. */
        for (at = 0;;) {
            int32_t child = 2 * at + 1;
            if (child + 1 < *size && heap[child + 1] > heap[child]) child++;
            if (child >= *size || heap[child] <= value) break;
            heap[at] = heap[child];
            at = child;
        }
    }
    heap[at] = value;
}

void csearch_smallest_days(
    const uint64_t *bits, int64_t count, const csearch_row *rows, int32_t sign, int64_t after, int32_t *heap,
    int32_t *held, int32_t limit) {
    for (int64_t word = 0; word < (count + 63) / 64; word++)
        for (uint64_t here = bits[word]; here; here &= here - 1) {
            int64_t value = key(rows[word * 64 + __builtin_ctzll(here)].day, sign);
            if (value > after) keep((int32_t)value, heap, held, limit);
        }
}

void csearch_best(
    const int32_t *scores, int64_t count, int64_t after, int32_t *heap, int32_t *held, int32_t limit) {
    for (int64_t i = 0; i < count; i++)
        if (scores[i] > 0 && -(int64_t)scores[i] > after) keep(-scores[i], heap, held, limit);
}

int64_t csearch_in_days(
    const uint64_t *bits, int64_t count, const csearch_row *rows, int32_t sign, int64_t lowest, int64_t highest,
    int64_t base, int64_t *places, int64_t room) {
    int64_t found = 0;
    for (int64_t word = 0; word < (count + 63) / 64; word++)
        for (uint64_t here = bits[word]; here; here &= here - 1) {
            int64_t place = word * 64 + __builtin_ctzll(here);
            int64_t value = key(rows[place].day, sign);
            if (value < lowest || value > highest) continue;
            if (found < room) places[found] = base + place;
            found++;
        }
    return found;
}
