/* Bytes written one after the other to a file. The first failure is kept (errno), and nothing is written after it. */
#ifndef CSEARCH_SPOOL_H
#define CSEARCH_SPOOL_H

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SPOOL_BUFFER = 1 << 18 };

typedef struct spool {
    int fd, failed;
    uint8_t *buffer;
    uint64_t used, written; /* `written`: handed in, whether on disk or in the buffer */
} spool;

/* Opens `path` anew; if `nameless`, without leaving a name. 0, or errno. */
static inline int spool_open(spool *s, const char *path, int nameless) {
    memset(s, 0, sizeof *s);
    s->fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (s->fd < 0) return s->failed = errno;
    if (nameless) unlink(path);
    s->buffer = malloc(SPOOL_BUFFER);
    return s->failed = s->buffer ? 0 : ENOMEM;
}

static inline void spool_close(spool *s) {
    if (s->fd > 0) close(s->fd);
    free(s->buffer);
    s->buffer = NULL;
    s->fd = -1;
}

static inline int spool_write_at(int fd, const uint8_t *bytes, uint64_t count, uint64_t at) {
    while (count) {
        ssize_t done = pwrite(fd, bytes, count, (off_t)at);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return done < 0 ? errno : EIO;
        bytes += done, count -= (uint64_t)done, at += (uint64_t)done;
    }
    return 0;
}

static inline int spool_flush(spool *s) {
    if (!s->failed) s->failed = spool_write_at(s->fd, s->buffer, s->used, s->written - s->used);
    s->used = 0;
    return s->failed;
}

static inline void spool_put(spool *s, const void *from, uint64_t count) {
    const uint8_t *bytes = from;
    while (count && !s->failed) {
        uint64_t part = SPOOL_BUFFER - s->used;
        if (part > count) part = count;
        memcpy(s->buffer + s->used, bytes, part);
        s->used += part, s->written += part, bytes += part, count -= part;
        if (s->used == SPOOL_BUFFER) spool_flush(s);
    }
}

static inline void spool_number(spool *s, uint64_t value) {
    uint8_t bytes[10];
    int count = 0;
    for (; value >= 0x80; value >>= 7) bytes[count++] = (uint8_t)(value | 0x80);
    bytes[count++] = (uint8_t)value;
    spool_put(s, bytes, (uint64_t)count);
}

/* Zeros up to the next multiple of 8. */
static inline void spool_align(spool *s) {
    static const uint8_t zeros[8];
    if (s->written % 8) spool_put(s, zeros, 8 - s->written % 8);
}

#endif
