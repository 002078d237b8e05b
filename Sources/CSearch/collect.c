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

int64_t csearch_sift(uint64_t *bits, int64_t count, const csearch_sieve *sieve) {
    int64_t left = 0;
    for (int64_t word = 0; word < (count + 63) / 64; word++) {
        uint64_t here = bits[word] & sieve->live[word], kept = here;
        for (; here; here &= here - 1) {
            int64_t place = word * 64 + __builtin_ctzll(here);
            uint32_t facts = __atomic_load_n(&sieve->facts[place], __ATOMIC_RELAXED);
            int passes = facts < sieve->admitted_count && sieve->admitted[facts];
            if (passes && sieve->from <= sieve->to)
                passes = sieve->year_from[place] <= sieve->to && sieve->year_to[place] >= sieve->from;
            if (passes && sieve->author_admitted) passes = sieve->author_admitted[sieve->authors[place]];
            if (passes && sieve->term_admitted) passes = sieve->term_admitted[sieve->terms[place]];
            if (!passes) kept &= ~(here & -here);
        }
        bits[word] = kept;
        left += __builtin_popcountll(kept);
    }
    return left;
}

void csearch_count(const uint64_t *bits, int64_t count, const csearch_tally *tally) {
    for (int64_t word = 0; word < (count + 63) / 64; word++)
        for (uint64_t here = bits[word]; here; here &= here - 1) {
            int64_t place = word * 64 + __builtin_ctzll(here);
            uint32_t facts = __atomic_load_n(&tally->facts[place], __ATOMIC_RELAXED);
            if (facts < tally->facts_count) tally->by_facts[facts]++;
            if (tally->authors[place] < tally->author_count) tally->by_author[tally->authors[place]]++;
            if (tally->terms[place] < tally->term_count) tally->by_term[tally->terms[place]]++;
            int32_t from = tally->year_from[place], to = tally->year_to[place];
            if (from > to || to < 0 || from > 9999) continue;
            tally->year_steps[from < 0 ? 0 : from]++;
            tally->year_steps[to > 9999 ? 10000 : to + 1]--;
        }
}

void csearch_store_facts(uint32_t *facts, int64_t place, uint32_t value) {
    __atomic_store_n(&facts[place], value, __ATOMIC_RELAXED);
}

uint32_t csearch_load_facts(const uint32_t *facts, int64_t place) {
    return __atomic_load_n(&facts[place], __ATOMIC_RELAXED);
}

static inline int64_t key(int32_t day, int32_t sign) { return day == INT32_MAX ? INT32_MAX : (int64_t)day * sign; }

void csearch_smallest_days(
    const uint64_t *bits, int64_t count, const int32_t *days, int32_t sign, int64_t after, int32_t *heap, int32_t *held,
    int32_t limit) {
    int32_t size = *held;
    for (int64_t word = 0; word < (count + 63) / 64; word++) {
        for (uint64_t here = bits[word]; here; here &= here - 1) {
            int64_t value = key(days[word * 64 + __builtin_ctzll(here)], sign);
            if (value <= after) continue;
            int32_t at;
            if (size < limit) {
                /* Up from the end. */
                for (at = size++; at && heap[(at - 1) / 2] < value; at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
            } else {
                if (value >= heap[0]) continue;
                /* Down from the root. */
                for (at = 0;;) {
                    int32_t child = 2 * at + 1;
                    if (child + 1 < size && heap[child + 1] > heap[child]) child++;
                    if (child >= size || heap[child] <= value) break;
                    heap[at] = heap[child];
                    at = child;
                }
            }
            heap[at] = (int32_t)value;
        }
    }
    *held = size;
}

int64_t csearch_in_days(
    const uint64_t *bits, int64_t count, const int32_t *days, int32_t sign, int64_t lowest, int64_t highest, int64_t base,
    int64_t *places, int64_t room) {
    int64_t found = 0;
    for (int64_t word = 0; word < (count + 63) / 64; word++)
        for (uint64_t here = bits[word]; here; here &= here - 1) {
            int64_t place = word * 64 + __builtin_ctzll(here);
            int64_t value = key(days[place], sign);
            if (value < lowest || value > highest) continue;
            if (found < room) places[found] = base + place;
            found++;
        }
    return found;
}

void csearch_keep_days(
    uint64_t *bits, int64_t count, const int32_t *days, int32_t sign, int64_t lowest, int64_t highest) {
    for (int64_t word = 0; word < (count + 63) / 64; word++)
        for (uint64_t here = bits[word]; here; here &= here - 1) {
            int64_t value = key(days[word * 64 + __builtin_ctzll(here)], sign);
            if (value < lowest || value > highest) bits[word] &= ~(here & -here);
        }
}
