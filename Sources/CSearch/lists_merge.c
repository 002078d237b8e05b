#define _GNU_SOURCE
#include "lists_build.h"
#include <stdio.h>

enum { RUN_BUFFER = 1 << 16, LONGEST_TOKEN = 256 };

/* A run being read. */
typedef struct run {
    int fd, failed;
    uint64_t at, end;               /* of what is not in the buffer yet */
    uint32_t fill, next;
    uint8_t *buffer;
    uint64_t left;                  /* bytes of the word's postings not read yet */
    uint32_t length;
    uint8_t token[LONGEST_TOKEN];
} run;

static int fill(run *r) {
    uint64_t wanted = r->end - r->at < RUN_BUFFER ? r->end - r->at : RUN_BUFFER;
    r->fill = r->next = 0;
    while (wanted && !r->failed) {
        ssize_t done = pread(r->fd, r->buffer + r->fill, wanted, (off_t)r->at);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return r->failed = done < 0 ? errno : EIO;
        r->fill += (uint32_t)done, r->at += (uint64_t)done, wanted -= (uint64_t)done;
    }
    return r->failed;
}

static inline uint8_t byte(run *r) {
    if (r->next == r->fill && (fill(r) || !r->fill)) {
        if (!r->failed) r->failed = EIO;
        return 0;
    }
    return r->buffer[r->next++];
}

static inline uint64_t number(run *r) {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        uint8_t next = byte(r);
        value |= (uint64_t)(next & 0x7F) << shift;
        if (next < 0x80) break;
    }
    return value;
}

/* Goes to the next word; 0 at the end. */
static int next_word(run *r) {
    if (r->failed || (r->next == r->fill && r->at == r->end)) return 0;
    r->length = (uint32_t)number(r);
    if (r->length > LONGEST_TOKEN) r->failed = EIO;
    for (uint32_t i = 0; i < r->length && !r->failed; i++) r->token[i] = byte(r);
    r->left = number(r);
    return !r->failed;
}

static int before(const run *r, const run *s) {
    uint32_t least = r->length < s->length ? r->length : s->length;
    int order = memcmp(r->token, s->token, least);
    if (!order) order = (int)r->length - (int)s->length;
    return order ? order < 0 : r->at < s->at; /* runs lie in the order of their places */
}

/* ---- the file being written ---- */

typedef struct writer {
    spool lists, positions, entries, tokens;
    uint64_t entries_sum, tokens_sum, lists_start;
    /* The word's block. */
    uint32_t docs[BLOCK], weights[BLOCK], masks[BLOCK], lengths[BLOCK];
    uint32_t held;
    uint8_t *bytes;
    uint64_t bytes_used, bytes_room;
    /* The word. */
    lists_skip *skips;
    uint32_t blocks, skips_room;
    uint32_t places;
    int no_memory;
} writer;

static uint32_t bits(uint32_t value) { return value ? 32 - (uint32_t)__builtin_clz(value) : 0; }

/* Packs `count` values less `least` at `to`, which is nothing but zeros; where the packed row ends. */
static uint8_t *pack(uint8_t *to, const uint32_t *values, uint32_t count, uint32_t least, uint32_t width) {
    for (uint32_t i = 0; i < count && width; i++) {
        uint64_t at = (uint64_t)i * width, slot;
        memcpy(&slot, to + at / 8, 8);
        slot |= (uint64_t)(values[i] - least) << (at % 8);
        memcpy(to + at / 8, &slot, 8);
    }
    return to + lists_packed(count, width);
}

static void range(const uint32_t *values, uint32_t count, uint32_t *least, uint32_t *width) {
    uint32_t low = values[0], high = values[0];
    for (uint32_t i = 1; i < count; i++) {
        if (values[i] < low) low = values[i];
        if (values[i] > high) high = values[i];
    }
    *least = low;
    *width = bits(high - low);
}

static void end_block(writer *w) {
    uint32_t n = w->held;
    if (!n) return;
    if (w->blocks == w->skips_room) {
        uint32_t room = w->skips_room ? w->skips_room * 2 : 64;
        lists_skip *skips = realloc(w->skips, room * sizeof *skips);
        if (!skips) {
            w->no_memory = 1;
            return;
        }
        w->skips = skips;
        w->skips_room = room;
    }
    uint8_t block[DOCS_HEAD + BLOCK * 9 + 16] = {0}, head[PLACES_HEAD + BLOCK * 4 + 16] = {0}, *end;
    uint32_t steps[BLOCK], least, width, mask_least, mask_width;
    for (uint32_t i = 1; i < n; i++) steps[i] = w->docs[i] - w->docs[i - 1];
    steps[0] = n > 1 ? steps[1] : 1;
    range(steps, n, &least, &width);
    steps[0] = least;
    block[0] = (uint8_t)(n - 1);
    block[1] = (uint8_t)width;
    memcpy(block + 8, &w->docs[0], 4);
    memcpy(block + 12, &least, 4);
    end = pack(block + DOCS_HEAD, steps, n, least, width);
    range(w->weights, n, &least, &width);
    block[2] = (uint8_t)width;
    block[4] = (uint8_t)least;
    end = pack(end, w->weights, n, least, width);
    range(w->masks, n, &mask_least, &mask_width);
    block[3] = (uint8_t)mask_width;
    block[5] = (uint8_t)mask_least;
    end = pack(end, w->masks, n, mask_least, mask_width);
    lists_skip *skip = &w->skips[w->blocks++];
    *skip = (lists_skip){
        .docs_at = w->lists.written - w->lists_start, .positions_at = w->positions.written, .last = w->docs[n - 1],
        .docs_size = (uint32_t)(end - block)};
    skip->docs_sum = lists_sum32(block, skip->docs_size);
    spool_put(&w->lists, block, skip->docs_size);

    range(w->lengths, n, &least, &width);
    head[0] = (uint8_t)width;
    memcpy(head + 1, &least, 4);
    end = pack(head + PLACES_HEAD, w->lengths, n, least, width);
    uint64_t size = (uint64_t)(end - head);
    skip->positions_size = (uint32_t)(size + w->bytes_used);
    if (size + w->bytes_used > UINT32_MAX) w->no_memory = 1;
    skip->positions_sum = lists_sum32(head, size) ^ lists_sum32(w->bytes, w->bytes_used);
    spool_put(&w->positions, head, size);
    spool_put(&w->positions, w->bytes, w->bytes_used);
    w->places += n;
    w->held = 0;
    w->bytes_used = 0;
}

static inline void keep(writer *w, uint8_t byte) {
    if (w->bytes_used == w->bytes_room) {
        uint64_t room = w->bytes_room ? w->bytes_room * 2 : 4096;
        uint8_t *bytes = realloc(w->bytes, room);
        if (!bytes) {
            w->no_memory = 1;
            return;
        }
        w->bytes = bytes;
        w->bytes_room = room;
    }
    w->bytes[w->bytes_used++] = byte;
}

/* Takes in what the run has of its word. */
static void take(writer *w, run *r) {
    uint32_t last = 0;
    while (r->left && !r->failed && !w->no_memory) {
        uint64_t before = r->at - (r->fill - r->next);
        last += (uint32_t)number(r);
        uint64_t from = w->bytes_used;
        uint32_t column = 0, weight = 0, mask = 0;
        for (;;) {
            uint8_t first = byte(r);
            if (!first || r->failed) break;
            keep(w, first);
            if (first == 1) {
                column = byte(r);
                keep(w, (uint8_t)column);
                if (column >= CSEARCH_COLUMNS) r->failed = EIO, column = 0;
                continue;
            }
            for (uint8_t more = first; more >= 0x80 && !r->failed;) keep(w, more = byte(r));
            weight += weight < CSEARCH_OFTEN ? csearch_columns[column] : 0;
            mask |= 1u << column;
        }
        w->docs[w->held] = last - 1;
        w->weights[w->held] = weight < CSEARCH_OFTEN ? weight : CSEARCH_OFTEN;
        w->masks[w->held] = mask;
        w->lengths[w->held] = (uint32_t)(w->bytes_used - from);
        if (++w->held == BLOCK) end_block(w);
        uint64_t read = r->at - (r->fill - r->next) - before;
        r->left = read < r->left ? r->left - read : 0;
    }
}

static void end_word(writer *w, const uint8_t *token, uint32_t length) {
    end_block(w);
    spool_align(&w->lists);
    lists_entry entry = {
        .skips_at = w->lists.written - w->lists_start, .token_at = w->tokens.written, .places = w->places,
        .blocks = w->blocks, .length = length,
        .skips_sum = lists_sum32((const uint8_t *)w->skips, w->blocks * sizeof *w->skips)};
    spool_put(&w->lists, w->skips, w->blocks * sizeof *w->skips);
    w->entries_sum = lists_sum(w->entries_sum, (const uint8_t *)&entry, sizeof entry);
    spool_put(&w->entries, &entry, sizeof entry);
    w->tokens_sum = lists_sum(w->tokens_sum, token, length);
    spool_put(&w->tokens, token, length);
    w->places = w->blocks = 0;
}

static void merge(writer *w, run *runs, int64_t count) {
    /* A heap of the runs, the one with the first word on top. */
    run **heap = malloc(((size_t)count + 1) * sizeof *heap);
    int64_t held = 0;
    if (!heap) {
        w->no_memory = 1;
        return;
    }
    for (int64_t i = 0; i < count; i++) {
        run *r = &runs[i];
        if (!next_word(r)) continue;
        int64_t at = held++;
        for (; at && before(r, heap[(at - 1) / 2]); at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
        heap[at] = r;
    }
    uint8_t token[LONGEST_TOKEN];
    uint32_t length = 0;
    int open = 0;
    while (held && !w->no_memory) {
        run *r = heap[0];
        if (open && (r->length != length || memcmp(r->token, token, length))) end_word(w, token, length);
        open = 1;
        length = r->length;
        memcpy(token, r->token, length);
        take(w, r);
        if (!next_word(r)) r = heap[--held];
        int64_t at = 0;
        for (;;) {
            int64_t child = 2 * at + 1;
            if (child >= held) break;
            if (child + 1 < held && before(heap[child + 1], heap[child])) child++;
            if (!before(heap[child], r)) break;
            heap[at] = heap[child];
            at = child;
        }
        if (held) heap[at] = r;
    }
    if (open) end_word(w, token, length);
    free(heap);
}

/* Ends a part with SLACK zeros, the whole a multiple of 8. */
static void end_part(spool *s) {
    static const uint8_t zeros[SLACK];
    spool_put(s, zeros, SLACK);
    spool_align(s);
}

/* Puts all of `from` behind `to`. */
static void append(spool *to, spool *from) {
    uint8_t buffer[1 << 16];
    if (spool_flush(from)) to->failed = to->failed ? to->failed : from->failed;
    for (uint64_t at = 0; at < from->written && !to->failed;) {
        ssize_t done = pread(from->fd, buffer, sizeof buffer, (off_t)at);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) to->failed = done < 0 ? errno : EIO;
        if (done > 0) spool_put(to, buffer, (uint64_t)done), at += (uint64_t)done;
    }
}

static int open_parts(csearch_builder *b, writer *w) {
    spool *parts[] = {&w->positions, &w->entries, &w->tokens};
    int failed = spool_open(&w->lists, b->path, 0);
    for (int i = 0; i < 3 && !failed; i++) {
        char *name = NULL;
        if (asprintf(&name, "%s.part", b->path) < 0) return ENOMEM;
        failed = spool_open(parts[i], name, 1);
        free(name);
    }
    return failed;
}

static int write_file(csearch_builder *b, writer *w, run *runs, uint64_t key) {
    lists_header header = {.magic = LISTS_MAGIC, .key = key, .count = b->place, .lists_at = sizeof header};
    spool_put(&w->lists, &header, sizeof header);
    w->lists_start = sizeof header;
    merge(w, runs, b->run_count);
    for (int64_t i = 0; i < b->run_count; i++)
        if (runs[i].failed) return runs[i].failed;
    if (w->no_memory) return ENOMEM;
    end_part(&w->lists);
    end_part(&w->positions);
    header.entries = w->entries.written / sizeof(lists_entry);
    end_part(&w->entries);
    end_part(&w->tokens);
    header.positions_at = w->lists.written;
    append(&w->lists, &w->positions);
    header.entries_at = w->lists.written;
    append(&w->lists, &w->entries);
    header.tokens_at = w->lists.written;
    append(&w->lists, &w->tokens);
    header.size = w->lists.written;
    header.entries_sum = w->entries_sum;
    header.tokens_sum = w->tokens_sum;
    header.sum = lists_sum(0, (const uint8_t *)&header, offsetof(lists_header, sum));
    if (spool_flush(&w->lists)) return w->lists.failed;
    int failed = spool_write_at(w->lists.fd, (const uint8_t *)&header, sizeof header, 0);
    if (!failed && fsync(w->lists.fd)) failed = errno;
    return failed;
}

int builder_merge(csearch_builder *b, uint64_t key) {
    writer *w = calloc(1, sizeof *w);
    run *runs = calloc((size_t)b->run_count + 1, sizeof *runs);
    int failed = w && runs ? 0 : ENOMEM;
    if (w) w->lists.fd = w->positions.fd = w->entries.fd = w->tokens.fd = -1;
    for (int64_t i = 0; i < b->run_count && !failed; i++) {
        runs[i].fd = b->runs.fd;
        runs[i].at = i ? b->ends[i - 1] : 0;
        runs[i].end = b->ends[i];
        runs[i].buffer = malloc(RUN_BUFFER);
        if (!runs[i].buffer) failed = ENOMEM;
    }
    if (!failed) failed = open_parts(b, w);
    if (!failed) failed = write_file(b, w, runs, key);
    for (int64_t i = 0; runs && i < b->run_count; i++) free(runs[i].buffer);
    free(runs);
    if (w) {
        spool_close(&w->lists);
        spool_close(&w->positions);
        spool_close(&w->entries);
        spool_close(&w->tokens);
        free(w->bytes);
        free(w->skips);
        free(w);
    }
    if (!failed) return CSEARCH_FINE;
    errno = failed;
    return failed == ENOMEM ? CSEARCH_NO_MEMORY : CSEARCH_SYSTEM;
}
