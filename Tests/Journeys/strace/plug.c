// Pulls the plug at the N-th durable system call of a program and all its threads and children.
//
//   plug -o REPORT -u HOME [-k N | -e ERRNO -n N [-l]] -- COMMAND…
//
// Counts calls that make things durable or change a file under HOME: fsync, fdatasync, syncfs, rename*, unlink*, mkdir*,
// ftruncate, and write*, pwrite* to a file there. -k N: kills everything before the N-th is done. -e ERRNO -n N: the N-th
// fails with that errno; with -l all later ones too (a disk that stays full). REPORT gets the count and the call hit.
//
// Why not strace's own inject: its when=N counts for each thread by itself, so the last calls of a program with several
// threads are never reached. This counts them all together.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/elf.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct { long number; const char *name; int descriptor; } watched[] = {
    // descriptor: the first argument is one, and it must lie under HOME.
    {SYS_fsync, "fsync", 1}, {SYS_fdatasync, "fdatasync", 1}, {SYS_syncfs, "syncfs", 0}, {SYS_ftruncate, "ftruncate", 1},
    {SYS_write, "write", 1}, {SYS_pwrite64, "pwrite64", 1}, {SYS_writev, "writev", 1}, {SYS_pwritev, "pwritev", 1},
    {SYS_renameat2, "renameat2", 0}, {SYS_renameat, "renameat", 0}, {SYS_unlinkat, "unlinkat", 0},
    {SYS_mkdirat, "mkdirat", 0}, {SYS_linkat, "linkat", 0}, {SYS_copy_file_range, "copy_file_range", 0},
#ifdef SYS_rename
    {SYS_rename, "rename", 0}, {SYS_unlink, "unlink", 0}, {SYS_mkdir, "mkdir", 0}, {SYS_link, "link", 0}, {SYS_rmdir, "rmdir", 0},
#endif
};
enum { WATCHED = sizeof watched / sizeof watched[0], MOST = 4096 };

static const char *home, *report;
static long kill_at, fail_at, count, failure;
static int lasting;
static char hit[600] = "none";
static pid_t tracees[MOST];
static int living;

static void die(const char *what) {
    perror(what);
    exit(99);
}

static void known(pid_t thread) {
    for (int i = 0; i < living; i++)
        if (tracees[i] == thread) return;
    if (living < MOST) tracees[living++] = thread;
}

static void gone(pid_t thread) {
    for (int i = 0; i < living; i++)
        if (tracees[i] == thread) tracees[i] = tracees[--living];
}

static void install_filter(void) {
    struct sock_filter filter[WATCHED * 2 + 2];
    int n = 0;
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < WATCHED; i++) {
        filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)watched[i].number, 0, 1);
        filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {(unsigned short)n, filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) die("plug: seccomp");
}

/// Makes the call that is about to be done fail instead.
static void refuse(pid_t thread) {
#if defined(__x86_64__)
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, thread, 0, &registers)) return;
    registers.orig_rax = (unsigned long long)-1;
    registers.rax = (unsigned long long)-failure;
    ptrace(PTRACE_SETREGS, thread, 0, &registers);
#elif defined(__aarch64__)
    int number = -1;
    struct iovec call = {&number, sizeof number};
    struct user_regs_struct registers;
    struct iovec all = {&registers, sizeof registers};
    ptrace(PTRACE_SETREGSET, thread, (void *)0x404, &call);
    if (ptrace(PTRACE_GETREGSET, thread, (void *)NT_PRSTATUS, &all)) return;
    registers.regs[0] = (unsigned long long)-failure;
    ptrace(PTRACE_SETREGSET, thread, (void *)NT_PRSTATUS, &all);
#endif
}

static void write_report(void) {
    FILE *file = fopen(report, "w");
    if (!file) die("plug: report");
    fprintf(file, "%ld %s\n", count, hit);
    fclose(file);
}

static void pull(void) {
    write_report();
    for (int i = 0; i < living; i++) kill(tracees[i], SIGKILL);
    exit(137);
}

/// A watched call is about to be done in `thread`.
static void entered(pid_t thread) {
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) <= 0) return;
    for (int i = 0; i < WATCHED; i++) {
        if (watched[i].number != (long)info.seccomp.nr) continue;
        char path[512] = "";
        if (watched[i].descriptor) {
            char link[64];
            snprintf(link, sizeof link, "/proc/%d/fd/%lld", thread, (long long)info.seccomp.args[0]);
            ssize_t length = readlink(link, path, sizeof path - 1);
            if (length < 0) return;
            path[length] = 0;
            if (strncmp(path, home, strlen(home))) return;
        }
        count++;
        int fails = fail_at && (count == fail_at || (lasting && count > fail_at));
        if (count == kill_at || count == fail_at) snprintf(hit, sizeof hit, "%s %s", watched[i].name, path);
        if (fails) refuse(thread);
        if (count == kill_at) pull();
        return;
    }
}

int main(int many, char **words) {
    int option;
    while ((option = getopt(many, words, "+o:u:k:e:n:l")) != -1) switch (option) {
        case 'o': report = optarg; break;
        case 'u': home = optarg; break;
        case 'k': kill_at = atol(optarg); break;
        case 'e': failure = atol(optarg); break;
        case 'n': fail_at = atol(optarg); break;
        case 'l': lasting = 1; break;
        default: return 98;
        }
    if (!report || !home || optind >= many) return 98;
    pid_t first = fork();
    if (first < 0) die("plug: fork");
    if (!first) {
        if (ptrace(PTRACE_TRACEME, 0, 0, 0)) die("plug: ptrace");
        raise(SIGSTOP);
        install_filter();
        execvp(words[optind], words + optind);
        die("plug: exec");
    }
    int status, answer = 0;
    if (waitpid(first, &status, 0) != first) die("plug: wait");
    known(first);
    if (ptrace(PTRACE_SETOPTIONS, first, 0,
               PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_TRACESECCOMP |
                   PTRACE_O_EXITKILL))
        die("plug: options");
    ptrace(PTRACE_CONT, first, 0, 0);
    for (;;) {
        pid_t thread = waitpid(-1, &status, __WALL);
        if (thread < 0 && errno == EINTR) continue;
        if (thread < 0) break;
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            gone(thread);
            if (thread == first) answer = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        known(thread);
        int signal = WSTOPSIG(status), event = status >> 16;
        if (event == PTRACE_EVENT_SECCOMP) entered(thread);
        // Stops of ptrace itself, and the stop every new thread begins with, are not signals for the program.
        int own = event || signal == SIGTRAP || signal == SIGSTOP;
        ptrace(PTRACE_CONT, thread, 0, own ? 0 : signal);
    }
    write_report();
    return answer;
}
