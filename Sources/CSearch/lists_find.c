#include "lists_read.h"
#include <stdlib.h>
#include <sys/stat.h>

/* A question being answered: what it works with besides the lists. `failed` is kept, and ends it. */
typedef struct work {
    const csearch_lists *lists;
    int failed;
    places one, other;
} work;

static int fails(work *w, int code) {
    if (!w->failed) w->failed = code;
    return 0;
}

static inline uint16_t capped(uint32_t often) { return (uint16_t)(often < CSEARCH_OFTEN ? often : CSEARCH_OFTEN); }

static inline int add(work *w, csearch_found *found, uint64_t place, uint32_t often) {
    if (found->count == found->room && !csearch_found_reserve(found, found->count + 1))
        return fails(w, CSEARCH_NO_MEMORY);
    found->places[found->count] = (uint32_t)place;
    found->often[0][found->count++] = capped(often);
    return 1;
}

/* What the positions in `column` (-1: any) count together. */
static uint32_t counted(const places *p, int32_t column) {
    uint32_t often = 0;
    for (uint32_t i = 0; i < p->count && often < CSEARCH_OFTEN; i++) {
        uint32_t here = (uint32_t)(p->at[i] >> 32);
        if (here < CSEARCH_COLUMNS && (column < 0 || here == (uint32_t)column)) often += csearch_columns[here];
    }
    return often;
}

/* How often the token stands in `column` of the record where the cursor stands. */
static uint32_t in_column(work *w, cursor *c, int32_t column) {
    cursor_weights(c);
    uint32_t mask = c->masks[c->at], bit = 1u << column;
    if (!(mask & bit)) return 0;
    if (mask == bit) return c->weights[c->at];
    if (!cursor_positions(c, &w->one)) return (uint32_t)fails(w, c->failed);
    return counted(&w->one, column);
}

/* ---- one token ---- */

/* The next of `within` from `place` on; their count at the end. `at` never goes back. */
static uint64_t next_within(const csearch_found *within, int64_t *at, uint64_t place) {
    int64_t low = *at, step = 1, count = within->count;
    while (low < count && within->places[low] < place) {
        *at = low + 1;
        low = count - low > step ? low + step : count;
        step *= 2;
    }
    int64_t high = low;
    while (*at < high) {
        int64_t middle = *at + (high - *at) / 2;
        if (within->places[middle] < place) *at = middle + 1; else high = middle;
    }
    return *at < count ? within->places[*at] : LISTS_END;
}

static void whole_list(work *w, cursor *c, int32_t column, csearch_found *found) {
    if (!csearch_found_reserve(found, found->count + (int64_t)c->entry->blocks * BLOCK)) {
        fails(w, CSEARCH_NO_MEMORY);
        return;
    }
    for (uint32_t block = 0; block < c->entry->blocks && cursor_load(c, block); block++) {
        cursor_weights(c);
        if (column < 0) {
            uint16_t *often = found->often[0] + found->count;
            for (uint32_t i = 0; i < c->held; i++) often[i] = (uint16_t)c->weights[i];
            memcpy(found->places + found->count, c->docs, c->held * sizeof *c->docs);
            found->count += c->held;
            continue;
        }
        for (c->at = 0; c->at < c->held && !w->failed; c->at++) {
            uint32_t often = in_column(w, c, column);
            if (often) add(w, found, c->docs[c->at], often);
        }
    }
    if (c->failed) fails(w, c->failed);
}

static void one_token(work *w, cursor *c, int32_t column, const csearch_found *within, csearch_found *found) {
    cursor_rewind(c);
    if (!within) {
        whole_list(w, c, column, found);
        return;
    }
    int64_t at = 0;
    for (uint64_t place = next_within(within, &at, 0); place != LISTS_END && !w->failed;) {
        uint64_t here = cursor_seek(c, place);
        if (here == place) {
            cursor_weights(c);
            uint32_t often = column < 0 ? c->weights[c->at] : in_column(w, c, column);
            if (often) add(w, found, place, often);
            here = place + 1;
        }
        if (here == LISTS_END) break;
        place = next_within(within, &at, here);
    }
    if (c->failed) fails(w, c->failed);
}

/* ---- tokens one after the other ---- */

/* A list of a phrase, and where in the phrase its token stands. */
typedef struct part {
    cursor *cursor;
    uint32_t offset;
} part;

static int rarer(const void *one, const void *other) {
    const lists_entry *a = ((const part *)one)->cursor->entry, *b = ((const part *)other)->cursor->entry;
    return a->places < b->places ? -1 : a->places > b->places;
}

/* How often the phrase stands in the record where all cursors stand. */
static uint32_t phrase_often(work *w, const part *parts, int32_t count, int32_t column) {
    if (!cursor_positions(parts[0].cursor, &w->one)) return (uint32_t)fails(w, parts[0].cursor->failed);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < w->one.count; i++)
        if ((uint32_t)w->one.at[i] >= parts[0].offset) w->one.at[kept++] = w->one.at[i] - parts[0].offset;
    w->one.count = kept;
    for (int32_t p = 1; p < count && w->one.count; p++) {
        if (!cursor_positions(parts[p].cursor, &w->other)) return (uint32_t)fails(w, parts[p].cursor->failed);
        uint32_t at = 0;
        kept = 0;
        for (uint32_t i = 0; i < w->one.count; i++) {
            uint64_t wanted = w->one.at[i] + parts[p].offset;
            while (at < w->other.count && w->other.at[at] < wanted) at++;
            if (at == w->other.count) break;
            if (w->other.at[at] == wanted) w->one.at[kept++] = w->one.at[i];
        }
        w->one.count = kept;
    }
    return counted(&w->one, column);
}

/* Records in which the parts stand as the phrase has them. The rarest list leads. */
static void phrase(
    work *w, part *parts, int32_t count, int32_t column, const csearch_found *within, csearch_found *found) {
    if (count == 1) {
        one_token(w, parts[0].cursor, column, within, found);
        return;
    }
    for (int32_t p = 0; p < count; p++) cursor_rewind(parts[p].cursor);
    qsort(parts, (size_t)count, sizeof *parts, rarer);
    int64_t at = 0;
    uint64_t place = 0;
    while (!w->failed) {
        uint64_t wanted = place;
        if (within) wanted = next_within(within, &at, wanted);
        for (int32_t p = 0; p < count && wanted != LISTS_END; p++) {
            uint64_t here = cursor_seek(parts[p].cursor, wanted);
            /* The first that is further on says where to look next. */
            if (here != wanted) {
                wanted = here;
                break;
            }
            if (p + 1 == count) {
                uint32_t often = phrase_often(w, parts, count, column);
                if (often) add(w, found, wanted, often);
                wanted++;
            }
        }
        if (wanted == LISTS_END) break;
        place = wanted;
    }
    for (int32_t p = 0; p < count; p++)
        if (parts[p].cursor->failed) fails(w, parts[p].cursor->failed);
}

/* The form with each of the tokens its last one is the beginning of. */
static void open_form(
    work *w, cursor *cursors, int32_t count, uint64_t from, uint64_t to, int32_t column, const csearch_found *within,
    csearch_found *found) {
    uint16_t *often = calloc(w->lists->count, sizeof *often);
    part *parts = malloc((size_t)count * sizeof *parts);
    if (!often || !parts) fails(w, CSEARCH_NO_MEMORY);
    csearch_found all, here;
    csearch_found_init(&here, 1);
    csearch_found_init(&all, 1);
    if (count > 1 && !w->failed) {
        /* What comes before it, once. */
        for (int32_t p = 0; p < count - 1; p++) parts[p] = (part){&cursors[p], (uint32_t)p};
        phrase(w, parts, count - 1, column, within, &all);
        within = &all;
    }
    for (uint64_t entry = from; entry < to && !w->failed && (count == 1 || all.count); entry++) {
        here.count = 0;
        if (cursor_open(&cursors[count - 1], w->lists, entry)) fails(w, cursors[count - 1].failed);
        for (int32_t p = 0; p < count; p++) parts[p] = (part){&cursors[p], (uint32_t)p};
        if (!w->failed) phrase(w, parts, count, column, within, &here);
        for (int64_t i = 0; i < here.count; i++)
            often[here.places[i]] = capped(often[here.places[i]] + (uint32_t)here.often[0][i]);
    }
    for (uint64_t place = 0; !w->failed && place < w->lists->count; place++)
        if (often[place]) add(w, found, place, often[place]);
    csearch_found_free(&all);
    csearch_found_free(&here);
    free(parts);
    free(often);
}

static void one_form(
    work *w, const csearch_form *form, int32_t column, const csearch_found *within, csearch_found *found) {
    int32_t count = form->count;
    if (count < 1) return;
    cursor *cursors = malloc((size_t)count * sizeof *cursors);
    part *parts = malloc((size_t)count * sizeof *parts);
    if (!cursors || !parts) fails(w, CSEARCH_NO_MEMORY);
    uint64_t from = 0, to = 0;
    for (int32_t p = 0; p < count && !w->failed; p++) {
        int is_open = form->is_open && p + 1 == count;
        lists_range(w->lists, &form->tokens[p], is_open, &from, &to);
        if (from == to) break;
        if (is_open) {
            open_form(w, cursors, count, from, to, column, within, found);
            break;
        }
        if (cursor_open(&cursors[p], w->lists, from)) fails(w, cursors[p].failed);
        parts[p] = (part){&cursors[p], (uint32_t)p};
        if (p + 1 == count && !w->failed) phrase(w, parts, count, column, within, found);
    }
    free(cursors);
    free(parts);
}

/* ---- clauses ---- */

/* Both, each place once, into `found`. */
static int join(csearch_found *found, csearch_found *other) {
    csearch_found both;
    csearch_found_init(&both, 1);
    if (!csearch_found_reserve(&both, found->count + other->count)) return 0;
    int64_t i = 0, j = 0;
    while (i < found->count || j < other->count) {
        uint64_t one = i < found->count ? found->places[i] : LISTS_END;
        uint64_t two = j < other->count ? other->places[j] : LISTS_END;
        uint32_t often = (one <= two ? found->often[0][i] : 0) + (two <= one ? other->often[0][j] : 0);
        both.places[both.count] = (uint32_t)(one < two ? one : two);
        both.often[0][both.count++] = (uint16_t)often;
        i += one <= two;
        j += two <= one;
    }
    csearch_found_free(found);
    *found = both;
    return 1;
}

static void one_clause(work *w, const csearch_clause *clause, const csearch_found *within, csearch_found *found) {
    csearch_found form;
    csearch_found_init(&form, 1);
    for (int32_t f = 0; f < clause->count && !w->failed; f++) {
        form.count = 0;
        one_form(w, &clause->forms[f], clause->column, within, found->count ? &form : found);
        if (form.count && !join(found, &form)) fails(w, CSEARCH_NO_MEMORY);
    }
    csearch_found_free(&form);
}

/* At most so many records answer the clause. */
static uint64_t most(const csearch_lists *lists, const csearch_clause *clause) {
    uint64_t sum = 0;
    for (int32_t f = 0; f < clause->count; f++) {
        const csearch_form *form = &clause->forms[f];
        uint64_t least = LISTS_END;
        for (int32_t p = 0; p < form->count; p++) {
            uint64_t from, to, places = 0;
            lists_range(lists, &form->tokens[p], form->is_open && p + 1 == form->count, &from, &to);
            for (; from < to; from++) places += lists->entries[from].places;
            if (places < least) least = places;
        }
        sum += least == LISTS_END ? 0 : least;
    }
    return sum;
}

/* Leaves of `found` what `clause` found as well, as clause number `number`. */
static void narrow(csearch_found *found, const csearch_found *clause, int32_t number, uint32_t known) {
    int64_t at = 0, i = 0;
    for (; i < clause->count; i++) {
        while (at < found->count && found->places[at] < clause->places[i]) at++;
        if (at == found->count) break;
        found->places[i] = found->places[at];
        for (int32_t c = 0; c < found->clauses; c++)
            if (known >> c & 1) found->often[c][i] = found->often[c][at];
        found->often[number][i] = clause->often[0][i];
        at++;
    }
    found->count = i;
}

int csearch_lists_find(const csearch_lists *lists, const csearch_clause *clauses, int32_t count, csearch_found *found) {
    work w = {.lists = lists};
    struct stat about;
    found->count = 0;
    if (count < 1 || count != found->clauses) return CSEARCH_FINE;
    /* A file cut short since it was opened must not be touched. */
    if (fstat(lists->fd, &about) || (uint64_t)about.st_size != lists->size) return CSEARCH_DAMAGED;
    uint64_t sizes[CSEARCH_MOST_CLAUSES] = {0};
    for (int32_t c = 0; c < count && count > 1; c++) sizes[c] = most(lists, &clauses[c]);
    uint32_t known = 0;
    if (count == 1) one_clause(&w, &clauses[0], NULL, found);
    for (int32_t done = 0; count > 1 && done < count && !w.failed && (!done || found->count); done++) {
        int32_t next = -1;
        for (int32_t c = 0; c < count; c++)
            if (!(known >> c & 1) && (next < 0 || sizes[c] < sizes[next])) next = c;
        csearch_found here;
        csearch_found_init(&here, 1);
        one_clause(&w, &clauses[next], done ? found : NULL, &here);
        if (done) {
            narrow(found, &here, next, known);
        } else if (csearch_found_reserve(found, here.count)) {
            memcpy(found->places, here.places, (size_t)here.count * sizeof *here.places);
            memcpy(found->often[next], here.often[0], (size_t)here.count * sizeof(uint16_t));
            found->count = here.count;
        } else {
            fails(&w, CSEARCH_NO_MEMORY);
        }
        known |= 1u << next;
        csearch_found_free(&here);
    }
    free(w.one.at);
    free(w.other.at);
    if (w.failed) found->count = 0;
    return w.failed;
}
