#ifndef CVIPS_H
#define CVIPS_H

#include <stddef.h>

/* The few plain functions Lantai needs of libvips, whose own API is variadic and cannot be called from Swift. Only in a worker. */

typedef enum { CVIPS_JPEG, CVIPS_PNG, CVIPS_TIFF } cvips_loader;

typedef struct {
    int width, height, bands, pages;
    double dpi;   /* the lower of both directions; 0: the file does not say */
    int bad_page; /* from 0: the first page that could not be decoded whole */
} cvips_picture;

/* Decodes every page of the picture in `file`. 0 when all of it is sound. */
int cvips_examine(int file, cvips_loader loader, cvips_picture *about);

/* How a page looks from afar. */
typedef struct {
    int seen;        /* 0: too small to tell anything */
    int ink;         /* points that are not paper, inside the margins, of a hundred thousand */
    int contrast;    /* between its darkest and lightest points, 0 to 255 */
    int lines;       /* which way they run: 1 across, 2 down, 0 not to be told */
    int lean;        /* hundredths of a degree by which they lean */
    int on_its_head; /* lines begin short where they should end short */
} cvips_looks;

/* Looks at page 0 of the picture in `file`, made smaller. 0 when it could be decoded. */
int cvips_look(int file, cvips_loader loader, cvips_looks *looks);

/* The same of rows of `width` grey points. */
void cvips_look_at(const unsigned char *pixels, int width, int height, cvips_looks *looks);

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
