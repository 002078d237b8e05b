#define _GNU_SOURCE
#include "CWorker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int cworker_pair(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0 ? 0 : errno;
}

int64_t cworker_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int cworker_spawn(const char *executable, int channel, pid_t *child) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed) return failed;
    failed = posix_spawnattr_init(&attributes);
    if (failed) {
        posix_spawn_file_actions_destroy(&actions);
        return failed;
    }
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    char *const arguments[] = {"lantai", "__worker", NULL};
    char *const environment[] = {NULL};
    /* Above every number used below, so that no dup2 overwrites the channel. dup2 clears close-on-exec. */
    int high = fcntl(channel, F_DUPFD_CLOEXEC, 10);
    if (high < 0) failed = errno;
    if (!failed) failed = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0);
    if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, 0, 1);
    if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, 0, 2);
    if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, high, 3);
    if (!failed) failed = posix_spawn_file_actions_addclosefrom_np(&actions, 4);
    if (!failed) failed = posix_spawnattr_setsigdefault(&attributes, &all);
    if (!failed) failed = posix_spawnattr_setsigmask(&attributes, &none);
    /* A process group of its own: Ctrl-C in a terminal ends the server, which ends its workers in order. */
    if (!failed)
        failed = posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    if (!failed) failed = posix_spawn(child, executable, &actions, &attributes, arguments, environment);
    if (high >= 0) close(high);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

int cworker_spawn_tool(const char *executable, char *const arguments[], int output, int errors, pid_t *child) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed) return failed;
    failed = posix_spawnattr_init(&attributes);
    if (failed) {
        posix_spawn_file_actions_destroy(&actions);
        return failed;
    }
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};
    /* Above the numbers used below, so that no dup2 overwrites one of them. */
    int high = fcntl(output, F_DUPFD_CLOEXEC, 10);
    int higher = fcntl(errors, F_DUPFD_CLOEXEC, 10);
    if (high < 0 || higher < 0) failed = errno;
    if (!failed) failed = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, high, 1);
    if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, higher, 2);
    if (!failed) failed = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    if (!failed) failed = posix_spawnattr_setsigdefault(&attributes, &all);
    if (!failed) failed = posix_spawnattr_setsigmask(&attributes, &none);
    if (!failed)
        failed = posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    if (!failed) failed = posix_spawn(child, executable, &actions, &attributes, arguments, environment);
    if (high >= 0) close(high);
    if (higher >= 0) close(higher);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

/* 0 when the channel is ready for `events`, or an errno. */
static int await_channel(int channel, short events, int64_t deadline) {
    for (;;) {
        int wait = -1;
        if (deadline >= 0) {
            int64_t left = deadline - cworker_now();
            wait = left <= 0 ? 0 : left > 60000 ? 60000 : (int)left;
        }
        struct pollfd ask = {.fd = channel, .events = events};
        int ready = poll(&ask, 1, wait);
        if (ready > 0) return 0;
        if (ready < 0 && errno != EINTR) return errno;
        if (deadline >= 0 && cworker_now() >= deadline) return ETIMEDOUT;
    }
}

int cworker_send(int channel, const void *bytes, size_t count, int descriptor, int64_t deadline) {
    const char *next = bytes;
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control;
    while (count > 0) {
        struct iovec part = {.iov_base = (void *)next, .iov_len = count};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
        if (descriptor >= 0) {
            memset(&control, 0, sizeof control);
            message.msg_control = control.space;
            message.msg_controllen = sizeof control.space;
            struct cmsghdr *passed = CMSG_FIRSTHDR(&message);
            passed->cmsg_level = SOL_SOCKET;
            passed->cmsg_type = SCM_RIGHTS;
            passed->cmsg_len = CMSG_LEN(sizeof(int));
            memcpy(CMSG_DATA(passed), &descriptor, sizeof(int));
        }
        ssize_t sent = sendmsg(channel, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            next += sent;
            count -= (size_t)sent;
            descriptor = -1;
        } else if (sent < 0 && errno == EAGAIN) {
            int failed = await_channel(channel, POLLOUT, deadline);
            if (failed) return failed;
        } else if (sent < 0 && errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

int cworker_receive(int channel, void *bytes, size_t count, int *descriptor, int64_t deadline) {
    char *next = bytes;
    if (descriptor) *descriptor = -1;
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int) * 4)];
    } control;
    while (count > 0) {
        struct iovec part = {.iov_base = next, .iov_len = count};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
        if (descriptor) {
            message.msg_control = control.space;
            message.msg_controllen = sizeof control.space;
        }
        ssize_t got = recvmsg(channel, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
        if (got == 0) return -1;
        if (got < 0) {
            if (errno == EINTR) continue;
            if (errno != EAGAIN) return errno;
            int failed = await_channel(channel, POLLIN, deadline);
            if (failed) return failed;
            continue;
        }
        for (struct cmsghdr *passed = descriptor ? CMSG_FIRSTHDR(&message) : NULL; passed;
             passed = CMSG_NXTHDR(&message, passed)) {
            if (passed->cmsg_level != SOL_SOCKET || passed->cmsg_type != SCM_RIGHTS) continue;
            size_t sent = (passed->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            for (size_t i = 0; i < sent; i++) {
                int one;
                memcpy(&one, CMSG_DATA(passed) + i * sizeof(int), sizeof(int));
                if (*descriptor < 0)
                    *descriptor = one;
                else
                    close(one);
            }
        }
        next += got;
        count -= (size_t)got;
    }
    return 0;
}

ptrdiff_t cworker_find(const void *bytes, size_t count, const void *run, size_t length) {
    const char *found = memmem(bytes, count, run, length);
    return found ? found - (const char *)bytes : -1;
}
