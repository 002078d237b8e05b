#ifndef LANTAI_HELP_H
#define LANTAI_HELP_H

// Files embedded in the program: `zh-Hans/receive.md`, `en/desk.webp`. `n` is below help_count().
unsigned long help_count(void);
const char *help_name(unsigned long n);
const unsigned char *help_bytes(unsigned long n);
unsigned long help_size(unsigned long n);

#endif
