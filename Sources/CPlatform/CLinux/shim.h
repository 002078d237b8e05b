// Calls of the GNU C library that its headers show only under _GNU_SOURCE, which Swift's Glibc module does not set.
#include <malloc.h>
#include <stddef.h>
#include <sys/types.h>

int syncfs(int fd);
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags);
ssize_t copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t count, unsigned int flags);

enum { LANTAI_RENAME_NOREPLACE = 1 };
