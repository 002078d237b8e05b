#define _GNU_SOURCE
#include "CWorker.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A network namespace with nothing in it. Who is not root makes a user namespace along with it. */
static int leave_network(void) {
    if (geteuid() == 0) return unshare(CLONE_NEWNET) == 0;
    return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
}

/* Root becomes nobody; who made a user namespace gives back the rights it has in there; nothing is gained by starting
 * programs. All is tried, whatever fails: the filter below needs the last. */
static int drop_rights(int becomes_nobody) {
    int dropped = 1;
    if (becomes_nobody && geteuid() == 0) {
        dropped &= setgroups(0, NULL) == 0;
        dropped &= setresgid(65534, 65534, 65534) == 0;
        dropped &= setresuid(65534, 65534, 65534) == 0;
    }
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2];
    memset(none, 0, sizeof none);
    dropped &= syscall(SYS_capset, &header, none) == 0;
    dropped &= prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    return dropped;
}

static int limit(int what, rlim_t most) {
    struct rlimit both = {.rlim_cur = most, .rlim_max = most};
    return setrlimit(what, &both) == 0;
}

/* No limit of processes: it counts all of the account, and picture threads need a few. The filter below forbids them. */
static int set_limits(int64_t memory) {
    return limit(RLIMIT_AS, (rlim_t)memory) & limit(RLIMIT_DATA, (rlim_t)memory) & limit(RLIMIT_FSIZE, 0)
        & limit(RLIMIT_CORE, 0) & limit(RLIMIT_NOFILE, 64) & limit(RLIMIT_MEMLOCK, 0);
}

/* Lets `rights` through below `path`, or to it where it is a plain file, which takes no directory right. */
static void let_through(int rules, const char *path, __u64 rights) {
    int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) return;
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = place};
    if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
        rule.allowed_access = rights
            & (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE);
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    }
    close(place);
}

/* A program of the system's may be started; it reads the system's files and `input`, and writes below `output`. */
static int shut_files_of_tool(const char *input, const char *output) {
    struct landlock_ruleset_attr all = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return 0;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
    if (rules < 0) return 0;
    const __u64 reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    const __u64 writing = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE;
    static const char *const programs[] = {"/usr", "/bin", "/lib", "/lib64"};
    static const char *const readable[] = {"/etc/ld.so.cache", "/etc/fonts", "/dev/urandom"};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        let_through(rules, programs[i], reading | LANDLOCK_ACCESS_FS_EXECUTE);
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++) let_through(rules, readable[i], reading);
    let_through(rules, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
    let_through(rules, input, LANDLOCK_ACCESS_FS_READ_FILE);
    if (*output) let_through(rules, output, reading | writing);
    int shut = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return shut;
}

/* Read only, and only the system's libraries, fonts, character maps. */
static int shut_files(void) {
    struct landlock_ruleset_attr all = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return 0;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
    if (rules < 0) return 0;
    static const char *const readable[] = {
        "/usr", "/lib", "/lib64", "/etc/fonts", "/etc/ld.so.cache", "/var/cache/fontconfig", "/dev/null",
    };
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++) {
        int place = open(readable[i], O_PATH | O_CLOEXEC);
        if (place < 0) continue;
        struct landlock_path_beneath_attr rule = {
            .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR, .parent_fd = place};
        if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
            /* A plain file takes no directory right. */
            rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
            syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
        }
        close(place);
    }
    int shut = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return shut;
}

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define FORBID(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), ANSWER(SECCOMP_RET_ERRNO | EPERM)

/* A list of what is forbidden, not of what is allowed: libraries of pictures and fonts change their calls from version to
 * version. Forbidden is what reaches beyond this process. */
static int shut_calls(int may_start_program) {
#ifdef OWN_ARCHITECTURE
    /* Who may start a program has another call forbidden twice. */
    const __u32 start = may_start_program ? SYS_reboot : SYS_execve;
    const __u32 start_at = may_start_program ? SYS_reboot : SYS_execveat;
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
        ANSWER(SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef __x86_64__
        /* The x32 numbers, a second door to the same calls. */
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        ANSWER(SECCOMP_RET_KILL_PROCESS),
        FORBID(SYS_fork),
        FORBID(SYS_vfork),
#endif
        FORBID(start), FORBID(start_at),
        FORBID(SYS_socket), FORBID(SYS_socketpair), FORBID(SYS_connect), FORBID(SYS_bind), FORBID(SYS_listen),
        FORBID(SYS_accept), FORBID(SYS_accept4),
        FORBID(SYS_ptrace), FORBID(SYS_process_vm_readv), FORBID(SYS_process_vm_writev), FORBID(SYS_kcmp),
        FORBID(SYS_pidfd_open), FORBID(SYS_pidfd_getfd), FORBID(SYS_pidfd_send_signal), FORBID(SYS_kill),
        FORBID(SYS_mount), FORBID(SYS_umount2), FORBID(SYS_pivot_root), FORBID(SYS_chroot), FORBID(SYS_move_mount),
        FORBID(SYS_open_tree), FORBID(SYS_fsopen), FORBID(SYS_unshare), FORBID(SYS_setns),
        FORBID(SYS_keyctl), FORBID(SYS_add_key), FORBID(SYS_request_key),
        FORBID(SYS_bpf), FORBID(SYS_perf_event_open), FORBID(SYS_userfaultfd),
        FORBID(SYS_io_uring_setup), FORBID(SYS_io_uring_enter), FORBID(SYS_io_uring_register),
        FORBID(SYS_open_by_handle_at), FORBID(SYS_name_to_handle_at),
        FORBID(SYS_init_module), FORBID(SYS_finit_module), FORBID(SYS_delete_module), FORBID(SYS_kexec_load),
        FORBID(SYS_reboot), FORBID(SYS_swapon), FORBID(SYS_swapoff), FORBID(SYS_personality),
        /* glibc falls back to clone, whose flags can be read here. */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
        ANSWER(SECCOMP_RET_ERRNO | ENOSYS),
        /* Threads yes, processes no. */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
        ANSWER(SECCOMP_RET_ERRNO | EPERM),
        ANSWER(SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
#else
    return 0;
#endif
}

unsigned cworker_isolate(int64_t memory) {
    unsigned held = 0;
    pid_t parent = getppid();
    /* The crash handlers of the Swift runtime would start a program. */
    static const int faults[] = {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGTRAP, SIGQUIT};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) signal(faults[i], SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    if (leave_network()) held |= CWORKER_NETWORK;
    if (drop_rights(1)) held |= CWORKER_PRIVILEGES;
    /* After the change of account, which takes both back. */
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0) held |= CWORKER_MEMORY_PRIVATE;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && getppid() == parent) held |= CWORKER_PARENT_DEATH;
    if (shut_files()) held |= CWORKER_FILES;
    if (set_limits(memory)) held |= CWORKER_LIMITS;
    if (shut_calls(0)) held |= CWORKER_SYSTEM_CALLS;
    return held;
}

unsigned cworker_isolate_tool(
    int64_t memory, int64_t seconds, int64_t written, const char *input, const char *output) {
    unsigned held = 0;
    pid_t parent = getppid();
    static const int faults[] = {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGTRAP, SIGQUIT};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) signal(faults[i], SIG_DFL);
    if (leave_network()) held |= CWORKER_NETWORK;
    /* It stays who it is: the file it shall read belongs to the house, and it opens it by its name. */
    if (drop_rights(0)) held |= CWORKER_PRIVILEGES;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && getppid() == parent) held |= CWORKER_PARENT_DEATH;
    if (shut_files_of_tool(input, output)) held |= CWORKER_FILES;
    if (limit(RLIMIT_AS, (rlim_t)memory) & limit(RLIMIT_CPU, (rlim_t)seconds) & limit(RLIMIT_FSIZE, (rlim_t)written)
        & limit(RLIMIT_CORE, 0) & limit(RLIMIT_NOFILE, 64))
        held |= CWORKER_LIMITS;
    if (shut_calls(1)) held |= CWORKER_SYSTEM_CALLS;
    return held;
}

void cworker_budget(int64_t milliseconds) {
    struct itimerval budget = {.it_value = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000}};
    setitimer(ITIMER_PROF, &budget, NULL);
}
