#define _GNU_SOURCE
#include "lists_build.h"
#include <stdio.h>

enum { FIRST_PIECE = 16, LARGEST_PIECE = 1024, LINK = 4 };

static int grow(void **memory, uint64_t count, uint64_t size) {
    void *larger = realloc(*memory, count * size);
    if (!larger) return 0;
    *memory = larger;
    return 1;
}

csearch_builder *csearch_builder_new(const char *path, int64_t memory) {
    csearch_builder *b = calloc(1, sizeof *b);
    if (!b) return NULL;
    b->runs.fd = -1;
    b->memory = memory;
    b->mask = (1 << 12) - 1;
    b->path = strdup(path);
    b->table = calloc((size_t)b->mask + 1, sizeof *b->table);
    char *name = NULL;
    if (b->path && b->table && asprintf(&name, "%s.runs", path) > 0) {
        int failed = spool_open(&b->runs, name, 1);
        free(name);
        if (!failed) return b;
        csearch_builder_free(b);
        errno = failed;
        return NULL;
    }
    csearch_builder_free(b);
    errno = ENOMEM;
    return NULL;
}

void csearch_builder_free(csearch_builder *b) {
    if (!b) return;
    spool_close(&b->runs);
    free(b->path);
    free(b->words);
    free(b->table);
    free(b->tokens);
    free(b->heap);
    free(b->ends);
    free(b);
}

int64_t csearch_builder_count(const csearch_builder *b) { return b->place; }

/* A new last piece for `w`, of `size` bytes. */
static int piece(csearch_builder *b, word *w, uint32_t size) {
    if (b->heap_used + size > UINT32_MAX) return 0;
    if (b->heap_used + size > b->heap_room) {
        uint64_t room = b->heap_room ? b->heap_room * 2 : 1 << 20;
        if (!grow((void **)&b->heap, room, 1)) return 0;
        b->heap_room = room;
    }
    uint32_t at = (uint32_t)b->heap_used;
    b->heap_used += size;
    memset(b->heap + at, 0, LINK);
    if (w->bytes) memcpy(b->heap + w->tail, &at, LINK); else w->head = at;
    w->tail = at;
    w->piece = (uint16_t)size;
    w->left = size - LINK;
    return 1;
}

static inline int put(csearch_builder *b, word *w, uint8_t byte) {
    if (!w->left && !piece(b, w, w->piece >= LARGEST_PIECE ? LARGEST_PIECE : w->piece * 2)) return 0;
    b->heap[w->tail + w->piece - w->left--] = byte;
    w->bytes++;
    return 1;
}

static inline int number(csearch_builder *b, word *w, uint64_t value) {
    for (; value >= 0x80; value >>= 7)
        if (!put(b, w, (uint8_t)(value | 0x80))) return 0;
    return put(b, w, (uint8_t)value);
}

static int widen(csearch_builder *b) {
    uint32_t mask = b->mask * 2 + 1;
    struct slot *table = calloc((size_t)mask + 1, sizeof *table);
    if (!table) return 0;
    for (uint32_t i = 0; i <= b->mask; i++) {
        if (!b->table[i].word) continue;
        uint32_t slot = b->table[i].hash & mask;
        while (table[slot].word) slot = (slot + 1) & mask;
        table[slot] = b->table[i];
    }
    free(b->table);
    b->table = table;
    b->mask = mask;
    return 1;
}

static uint64_t start_of(const uint8_t *token, uint32_t length) {
    uint64_t start = 0;
    memcpy(&start, token, length < 8 ? length : 8);
    return __builtin_bswap64(start);
}

static word *find(csearch_builder *b, const uint8_t *token, uint32_t length) {
    uint32_t hash = lists_sum32(token, length), slot = hash & b->mask;
    uint64_t start = start_of(token, length);
    for (; b->table[slot].word; slot = (slot + 1) & b->mask) {
        if (b->table[slot].hash != hash) continue;
        word *w = &b->words[b->table[slot].word - 1];
        /* Most tokens are two characters: all of them is in `start`. */
        if (w->start == start && w->length == length &&
            (length <= 8 || !memcmp(b->tokens + w->token_at, token, length)))
            return w;
    }
    if (b->count == b->room) {
        uint32_t room = b->room ? b->room * 2 : 1024;
        if (!grow((void **)&b->words, room, sizeof *b->words)) return NULL;
        b->room = room;
    }
    if (b->tokens_used + length > b->tokens_room) {
        uint32_t room = b->tokens_room ? b->tokens_room * 2 : 1 << 16;
        if (!grow((void **)&b->tokens, room, 1)) return NULL;
        b->tokens_room = room;
    }
    word *w = &b->words[b->count];
    *w = (word){.start = start, .token_at = b->tokens_used, .length = (uint16_t)length};
    memcpy(b->tokens + b->tokens_used, token, length);
    b->tokens_used += length;
    if (!piece(b, w, FIRST_PIECE)) return NULL;
    b->table[slot] = (struct slot){hash, ++b->count};
    if (b->count > b->mask / 2 && !widen(b)) return NULL;
    return w;
}

static int add(void *context, const uint8_t *token, int32_t length, int64_t start, int64_t end) {
    (void)start, (void)end;
    csearch_builder *b = context;
    word *w = find(b, token, (uint32_t)length);
    if (!w) return CSEARCH_NO_MEMORY;
    if (w->last != b->place + 1) {
        if ((w->last && !put(b, w, 0)) || !number(b, w, b->place + 1 - w->last)) return CSEARCH_NO_MEMORY;
        w->last = b->place + 1;
        w->column = w->position = 0;
    }
    if (w->column != b->column) {
        if (!put(b, w, 1) || !put(b, w, (uint8_t)b->column)) return CSEARCH_NO_MEMORY;
        w->column = b->column;
        w->position = 0;
    }
    if (!number(b, w, 2 + (uint64_t)(b->position - w->position))) return CSEARCH_NO_MEMORY;
    w->position = b->position++;
    return 0;
}

int csearch_builder_add(csearch_builder *b, int32_t column, const char *text, int64_t length) {
    b->column = (uint32_t)column;
    b->position = 0;
    if (!b->failed) b->failed = csearch_tokens(text, length, b, add);
    return b->failed;
}

int csearch_builder_end(csearch_builder *b) {
    if (b->failed) return b->failed;
    if (b->place == UINT32_MAX - 1) return b->failed = CSEARCH_NO_MEMORY;
    b->place++;
    uint64_t slots = (uint64_t)b->mask + 1;
    uint64_t used = b->heap_used + b->tokens_used + b->count * sizeof(word) + slots * sizeof *b->table;
    return used > (uint64_t)b->memory ? builder_spill(b) : CSEARCH_FINE;
}

static int by_token(const void *one, const void *other, void *context) {
    const csearch_builder *b = context;
    const word *w = &b->words[*(const uint32_t *)one], *v = &b->words[*(const uint32_t *)other];
    if (w->start != v->start) return w->start < v->start ? -1 : 1;
    uint32_t least = w->length < v->length ? w->length : v->length;
    int order = memcmp(b->tokens + w->token_at, b->tokens + v->token_at, least);
    return order ? order : (int)w->length - (int)v->length;
}

int builder_spill(csearch_builder *b) {
    if (!b->count) return b->failed;
    uint32_t *order = malloc(b->count * sizeof *order);
    if (!order) return b->failed = CSEARCH_NO_MEMORY;
    for (uint32_t i = 0; i < b->count; i++) {
        order[i] = i;
        if (!put(b, &b->words[i], 0)) b->failed = CSEARCH_NO_MEMORY;
    }
    qsort_r(order, b->count, sizeof *order, by_token, b);
    for (uint32_t i = 0; i < b->count && !b->failed; i++) {
        const word *w = &b->words[order[i]];
        spool_number(&b->runs, w->length);
        spool_put(&b->runs, b->tokens + w->token_at, w->length);
        spool_number(&b->runs, w->bytes);
        uint32_t at = w->head, size = FIRST_PIECE;
        for (uint64_t left = w->bytes; left;) {
            uint64_t part = left < size - LINK ? left : size - LINK;
            spool_put(&b->runs, b->heap + at + LINK, part);
            left -= part;
            memcpy(&at, b->heap + at, LINK);
            size = size >= LARGEST_PIECE ? LARGEST_PIECE : size * 2;
        }
    }
    free(order);
    if (b->failed) return b->failed;
    if (b->run_count == b->run_room) {
        int64_t room = b->run_room ? b->run_room * 2 : 16;
        if (!grow((void **)&b->ends, (uint64_t)room, sizeof *b->ends)) return b->failed = CSEARCH_NO_MEMORY;
        b->run_room = room;
    }
    b->ends[b->run_count++] = b->runs.written;
    memset(b->table, 0, ((size_t)b->mask + 1) * sizeof *b->table);
    b->count = b->tokens_used = 0;
    b->heap_used = 0;
    if (b->runs.failed) {
        errno = b->runs.failed;
        return b->failed = CSEARCH_SYSTEM;
    }
    return CSEARCH_FINE;
}

int csearch_builder_finish(csearch_builder *b, uint64_t key) {
    if (b->failed || builder_spill(b)) return b->failed;
    if (spool_flush(&b->runs)) {
        errno = b->runs.failed;
        return b->failed = CSEARCH_SYSTEM;
    }
    return b->failed = builder_merge(b, key);
}
