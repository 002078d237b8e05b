#ifndef CVIPS_H
#define CVIPS_H

#include <stddef.h>

/* The few plain functions Lantai needs of libvips, whose own API is variadic and cannot be called from Swift. Only in a worker. */

typedef enum { CVIPS_JPEG, CVIPS_PNG, CVIPS_TIFF } cvips_loader;

typedef struct {
    int width, height, bands, pages;
    double dpi;   /* 0: the file does not say */
    int bad_page; /* from 0: the first page that could not be decoded whole */
} cvips_picture;

/* Decodes every page of the picture in `file`. 0 when all of it is sound. */
int cvips_examine(int file, cvips_loader loader, cvips_picture *about);

/* Page `page` (from 0), at most `width` pixels wide, then turned by `turn` quarters clockwise, as JPEG, or as WebP where that is wanted.
 * 0, and `*image` to be given to cvips_free. */
int cvips_page(int file, cvips_loader loader, int page, int width, int turn, int webp, void **image, size_t *count);

/* A page drawn by cairo (rows of `stride` = 4 * `width` bytes) as WebP: without loss, or as a photograph. */
int cvips_webp_drawn(
    const unsigned char *pixels, int width, int height, int stride, int lossless, void **webp, size_t *count);

/* Page `page` (from 0) as a pyramid: a TIFF of tiles of 256 pixels in JPEG, each of its pages half the size of the one before,
 * made smaller first if it has more than `most_pixels`. 0, and `*tiff` to be given to cvips_free. */
int cvips_pyramid(int file, cvips_loader loader, int page, double most_pixels, void **tiff, size_t *count);

/* The same of a page drawn by cairo: rows of `stride` = 4 * `width` bytes. */
int cvips_pyramid_drawn(
    const unsigned char *pixels, int width, int height, int stride, void **tiff, size_t *count);

void cvips_free(void *image);

#endif
