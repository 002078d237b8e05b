#include "lists_read.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the file ---- */

static int whole(const csearch_lists *l, const lists_header *h, uint64_t key) {
    if (h->magic != LISTS_MAGIC || h->sum != lists_sum(0, l->map, offsetof(lists_header, sum))) return 0;
    if (h->key != key || h->size != l->size || h->count > UINT32_MAX) return 0;
    if (h->lists_at != sizeof *h || h->positions_at < h->lists_at + SLACK || h->entries_at < h->positions_at + SLACK ||
        h->tokens_at < h->entries_at + SLACK || h->size < h->tokens_at + SLACK || h->entries_at % 8)
        return 0;
    return h->entries <= (h->tokens_at - h->entries_at - SLACK) / sizeof(lists_entry);
}

static int entries_whole(const csearch_lists *l, const lists_header *h) {
    uint64_t entries = 0, tokens = 0;
    for (uint64_t i = 0; i < l->entry_count; i++) {
        const lists_entry *e = &l->entries[i];
        if (e->token_at > l->tokens_size || e->length > l->tokens_size - e->token_at) return 0;
        if (!e->blocks || e->skips_at % 8 || e->skips_at > l->lists_size) return 0;
        if ((uint64_t)e->blocks * sizeof(lists_skip) > l->lists_size - e->skips_at) return 0;
        entries = lists_sum(entries, (const uint8_t *)e, sizeof *e);
        tokens = lists_sum(tokens, l->tokens + e->token_at, e->length);
    }
    return entries == h->entries_sum && tokens == h->tokens_sum;
}

int csearch_lists_open(const char *path, uint64_t key, csearch_lists **made) {
    *made = NULL;
    csearch_lists *l = calloc(1, sizeof *l);
    if (!l) return CSEARCH_NO_MEMORY;
    l->fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (l->fd < 0 || fstat(l->fd, &about)) {
        int failed = errno;
        csearch_lists_close(l);
        errno = failed;
        return failed == ENOENT ? CSEARCH_DAMAGED : CSEARCH_SYSTEM;
    }
    lists_header header;
    l->size = (uint64_t)about.st_size;
    if (l->size >= sizeof header) {
        void *map = mmap(NULL, l->size, PROT_READ, MAP_SHARED, l->fd, 0);
        if (map == MAP_FAILED) {
            csearch_lists_close(l);
            return CSEARCH_NO_MEMORY;
        }
        l->map = map;
        memcpy(&header, map, sizeof header);
        if (whole(l, &header, key)) {
            l->count = header.count;
            l->entry_count = header.entries;
            l->lists = l->map + header.lists_at;
            l->lists_size = header.positions_at - header.lists_at - SLACK;
            l->positions = l->map + header.positions_at;
            l->positions_size = header.entries_at - header.positions_at - SLACK;
            l->entries = (const lists_entry *)(const void *)(l->map + header.entries_at);
            l->tokens = l->map + header.tokens_at;
            l->tokens_size = header.size - header.tokens_at - SLACK;
            if (entries_whole(l, &header)) {
                *made = l;
                return CSEARCH_FINE;
            }
        }
    }
    csearch_lists_close(l);
    return CSEARCH_DAMAGED;
}

void csearch_lists_close(csearch_lists *l) {
    if (!l) return;
    if (l->map) munmap((void *)l->map, l->size);
    if (l->fd >= 0) close(l->fd);
    free(l);
}

int64_t csearch_lists_count(const csearch_lists *l) { return (int64_t)l->count; }

/* Whether the token of the entry comes before `token`, or (`past`) before everything that begins so. */
static int order(const csearch_lists *l, uint64_t entry, const csearch_token *token, int past) {
    const lists_entry *e = &l->entries[entry];
    uint32_t least = e->length < (uint32_t)token->length ? e->length : (uint32_t)token->length;
    int found = memcmp(l->tokens + e->token_at, token->bytes, least);
    if (found) return found < 0;
    return past ? e->length >= (uint32_t)token->length || e->length < (uint32_t)token->length
                : e->length < (uint32_t)token->length;
}

static uint64_t first(const csearch_lists *l, const csearch_token *token, int past) {
    uint64_t low = 0, high = l->entry_count;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (order(l, middle, token, past)) low = middle + 1; else high = middle;
    }
    return low;
}

void lists_range(const csearch_lists *l, const csearch_token *token, int is_open, uint64_t *from, uint64_t *to) {
    *from = *to = first(l, token, 0);
    if (is_open) {
        *to = first(l, token, 1);
    } else if (*from < l->entry_count) {
        const lists_entry *e = &l->entries[*from];
        if (e->length == (uint32_t)token->length && !memcmp(l->tokens + e->token_at, token->bytes, e->length)) ++*to;
    }
}

/* ---- one list ---- */

static void unpack(const uint8_t *from, uint32_t count, uint32_t width, uint32_t least, uint32_t *to) {
    uint64_t mask = ((uint64_t)1 << width) - 1;
    if (!width) {
        for (uint32_t i = 0; i < count; i++) to[i] = least;
        return;
    }
    for (uint32_t i = 0, at = 0; i < count; i++, at += width) {
        uint64_t slot;
        memcpy(&slot, from + at / 8, 8);
        to[i] = least + (uint32_t)(slot >> (at % 8) & mask);
    }
}

int cursor_open(cursor *c, const csearch_lists *l, uint64_t entry) {
    c->lists = l;
    c->entry = &l->entries[entry];
    c->skips = (const lists_skip *)(const void *)(l->lists + c->entry->skips_at);
    cursor_rewind(c);
    uint32_t sum = lists_sum32((const uint8_t *)c->skips, c->entry->blocks * sizeof *c->skips);
    return c->failed = sum == c->entry->skips_sum ? CSEARCH_FINE : CSEARCH_DAMAGED;
}

static int damaged(cursor *c) {
    c->failed = CSEARCH_DAMAGED;
    c->held = c->at = 0;
    c->block = c->entry->blocks - 1; /* nothing comes after it */
    return 0;
}

int cursor_load(cursor *c, uint32_t number) {
    const csearch_lists *l = c->lists;
    const lists_skip *skip = &c->skips[number];
    if (c->failed || skip->docs_at > l->lists_size || skip->docs_size > l->lists_size - skip->docs_at ||
        skip->docs_size < DOCS_HEAD)
        return damaged(c);
    const uint8_t *block = l->lists + skip->docs_at;
    uint32_t held = block[0] + 1u, width = block[1], start, least;
    memcpy(&start, block + 8, 4);
    memcpy(&least, block + 12, 4);
    uint64_t packed = lists_packed(held, width);
    if (held > BLOCK || width > 32 || block[2] > 8 || block[3] > 8 || !least ||
        skip->docs_size != DOCS_HEAD + packed + lists_packed(held, block[2]) + lists_packed(held, block[3]) ||
        skip->docs_sum != lists_sum32(block, skip->docs_size))
        return damaged(c);
    unpack(block + DOCS_HEAD, held, width, least, c->docs);
    uint64_t place = start;
    c->docs[0] = start;
    for (uint32_t i = 1; i < held; i++) c->docs[i] = (uint32_t)(place += c->docs[i]);
    if (place != skip->last || place >= l->count) return damaged(c);
    c->packed = block;
    c->block = number;
    c->held = held;
    c->at = c->has_weights = c->has_starts = 0;
    return 1;
}

void cursor_weights(cursor *c) {
    if (c->has_weights) return;
    const uint8_t *block = c->packed, *weights = block + DOCS_HEAD + lists_packed(c->held, block[1]);
    unpack(weights, c->held, block[2], block[4], c->weights);
    unpack(weights + lists_packed(c->held, block[2]), c->held, block[3], block[5], c->masks);
    c->has_weights = 1;
}

uint64_t cursor_seek(cursor *c, uint64_t place) {
    uint32_t blocks = c->entry->blocks;
    if (c->failed) return LISTS_END;
    uint32_t next = c->block == blocks ? 0 : c->block;
    if (c->block == blocks || place > c->skips[c->block].last) {
        /* Twice as far each time, then in between. */
        uint32_t low = next, step = 1;
        while (low < blocks && c->skips[low].last < place) {
            next = low + 1;
            low = blocks - low > step ? low + step : blocks;
            step *= 2;
        }
        uint32_t high = low < blocks ? low : blocks;
        while (next < high) {
            uint32_t middle = next + (high - next) / 2;
            if (c->skips[middle].last < place) next = middle + 1; else high = middle;
        }
        if (next >= blocks) {
            c->block = blocks - 1;
            c->at = c->held;
            return LISTS_END;
        }
        if (!cursor_load(c, next)) return LISTS_END;
    }
    uint32_t at = c->at, held = c->held;
    /* Nearby first. */
    for (uint32_t near = at + 4; at < near && at < held; at++)
        if (c->docs[at] >= place) {
            c->at = at;
            return c->docs[at];
        }
    uint32_t high = held;
    while (at < high) {
        uint32_t middle = (at + high) / 2;
        if (c->docs[middle] < place) at = middle + 1; else high = middle;
    }
    c->at = at;
    return at < held ? c->docs[at] : LISTS_END;
}

/* ---- positions ---- */

static int load_starts(cursor *c) {
    const csearch_lists *l = c->lists;
    const lists_skip *skip = &c->skips[c->block];
    if (skip->positions_at > l->positions_size || skip->positions_size > l->positions_size - skip->positions_at ||
        skip->positions_size < PLACES_HEAD)
        return damaged(c);
    const uint8_t *head = l->positions + skip->positions_at;
    uint32_t width = head[0], least;
    memcpy(&least, head + 1, 4);
    uint64_t size = PLACES_HEAD + lists_packed(c->held, width);
    if (width > 32 || size > skip->positions_size) return damaged(c);
    c->bytes = head + size;
    uint64_t left = skip->positions_size - size, sum = 0;
    if (skip->positions_sum != (lists_sum32(head, size) ^ lists_sum32(c->bytes, left))) return damaged(c);
    c->starts[0] = 0;
    unpack(head + PLACES_HEAD, c->held, width, least, c->starts + 1);
    for (uint32_t i = 1; i <= c->held; i++) {
        sum += c->starts[i];
        if (sum > left) return damaged(c);
        c->starts[i] = (uint32_t)sum;
    }
    if (sum != left) return damaged(c);
    return c->has_starts = 1;
}

int cursor_positions(cursor *c, places *p) {
    p->count = 0;
    if (!c->has_starts && !load_starts(c)) return 0;
    const uint8_t *at = c->bytes + c->starts[c->at], *end = c->bytes + c->starts[c->at + 1];
    uint64_t position = 0;
    while (at < end) {
        uint64_t value = *at & 0x7F;
        for (int shift = 7; *at >= 0x80 && shift < 42; shift += 7) {
            if (++at == end) return damaged(c);
            value |= (uint64_t)(*at & 0x7F) << shift;
        }
        at++;
        if (value == 1) {
            if (at == end) return damaged(c);
            position = (uint64_t)*at++ << 32;
            continue;
        }
        if (value < 2) return damaged(c);
        position += value - 2;
        if (p->count == p->room) {
            uint32_t room = p->room ? p->room * 2 : 64;
            uint64_t *larger = realloc(p->at, room * sizeof *larger);
            if (!larger) {
                damaged(c);
                c->failed = CSEARCH_NO_MEMORY;
                return 0;
            }
            p->at = larger;
            p->room = room;
        }
        p->at[p->count++] = position;
    }
    return 1;
}
