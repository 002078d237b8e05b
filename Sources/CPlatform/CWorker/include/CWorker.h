#ifndef CWORKER_H
#define CWORKER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* What Swift cannot write of the worker's trade: passing a descriptor needs the CMSG macros, starting a process without any
 * descriptor but one, and the fences of the kernel. */

/* Two ends of one channel, both closed on exec. 0, or an errno. */
int cworker_pair(int ends[2]);

/* Starts `executable __worker`: empty environment, default signals, descriptors 0-2 on /dev/null, `channel` as
 * descriptor 3, no other. 0 and `*child`, or an errno. */
int cworker_spawn(const char *executable, int channel, pid_t *child);

/* Sends `count` bytes, at least one, with `descriptor` (-1: none) beside the first. Waits until `deadline` (CLOCK_MONOTONIC,
 * milliseconds). 0, or an errno (ETIMEDOUT). */
int cworker_send(int channel, const void *bytes, size_t count, int descriptor, int64_t deadline);

/* Receives just `count` bytes. A descriptor that came along goes to `*descriptor` (-1: none came); further ones are closed.
 * deadline < 0 waits for ever. 0, an errno, or -1 at the end of the channel. */
int cworker_receive(int channel, void *bytes, size_t count, int *descriptor, int64_t deadline);

int64_t cworker_now(void);

/* The fences, as bits. The order is that of `Isolation.Fence`. */
enum {
    CWORKER_PRIVILEGES = 1,
    CWORKER_MEMORY_PRIVATE = 2,
    CWORKER_PARENT_DEATH = 4,
    CWORKER_LIMITS = 8,
    CWORKER_NETWORK = 16,
    CWORKER_FILES = 32,
    CWORKER_SYSTEM_CALLS = 64,
};

/* Shuts this process in, before it has read anything. Returns the fences that hold. Only while it has one thread. */
unsigned cworker_isolate(int64_t memory);

/* Starts `executable` with `arguments` (the last is NULL): an environment that names the system's folders and UTF-8 and nothing else,
 * default signals, a process group of its own, descriptor 0 on /dev/null, 1 on `output`, 2 on `errors`, no other. 0 and
 * `*child`, or an errno. */
int cworker_spawn_tool(const char *executable, char *const arguments[], int output, int errors, pid_t *child);

/* Shuts this process in before it becomes a program of the system's: that may use so much memory, so many seconds of processor time,
 * write files of so many bytes, read the system's files and `input`, and write below the folder `output` (empty: nowhere). */
unsigned cworker_isolate_tool(
    int64_t memory, int64_t seconds, int64_t written, const char *input, const char *output);

/* From now on this process may use so much processor time, then it is ended by SIGPROF; 0: no end. Waiting costs nothing, so a busy
 * machine does not end a reader of a harmless file. */
void cworker_budget(int64_t milliseconds);

/* Where `run` first begins within `bytes`, or -1 (memmem, which Swift does not see). */
ptrdiff_t cworker_find(const void *bytes, size_t count, const void *run, size_t length);

#endif
