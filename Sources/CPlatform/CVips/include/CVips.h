#ifndef CVIPS_H
#define CVIPS_H
/* The few plain functions Lantai needs of libvips, whose own API is variadic and cannot be called from Swift. */
int cvips_start(const char *program);
#endif
