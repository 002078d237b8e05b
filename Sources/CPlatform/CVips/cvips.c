#include "CVips.h"

#include <math.h>
#include <string.h>
#include <unistd.h>
#include <vips/vips.h>

/* More pages than any scan has. */
#define MOST_PAGES 5000

static int start(void) {
    static int started = 0;
    if (started) return 0;
    /* libvips looks for plug-ins (ImageMagick and its like) under this folder: there shall be none. */
    setenv("VIPSHOME", "/nonexistent", 1);
    if (VIPS_INIT("lantai")) return -1;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    started = 1;
    return 0;
}

/* The picture, decoded as it is asked for, from the top down. Any fault of the data is a fault. */
static VipsImage *load(int file, cvips_loader loader, int page, int shrink) {
    VipsImage *image = NULL;
    VipsSource *source = NULL;
    int failed = 1;
    if (lseek(file, 0, SEEK_SET) == 0) source = vips_source_new_from_descriptor(file);
    if (source == NULL) return NULL;
    switch (loader) {
    case CVIPS_JPEG:
        failed = vips_jpegload_source(source, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                      VIPS_FAIL_ON_ERROR, "shrink", shrink, NULL);
        break;
    case CVIPS_PNG:
        failed = vips_pngload_source(source, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                     VIPS_FAIL_ON_ERROR, NULL);
        break;
    case CVIPS_TIFF:
        failed = vips_tiffload_source(source, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                      VIPS_FAIL_ON_ERROR, "page", page, NULL);
        break;
    }
    g_object_unref(source);
    return failed ? NULL : image;
}

/* Whether a file of so many bytes cannot hold the picture it claims, by what its packing can do at best: a JPEG takes a bit for each
 * block of 8 by 8 points, and deflate packs a thousandfold. */
static int is_too_short(VipsImage *image, cvips_loader loader, off_t bytes) {
    double points = (double)vips_image_get_width(image) * vips_image_get_height(image);
    switch (loader) {
    case CVIPS_JPEG: return bytes * 8.0 < points / 64;
    case CVIPS_PNG: return (bytes + 64) * 1040.0 < points * vips_image_get_bands(image) / 8 / 4;
    default: return 0;
    }
}

int cvips_examine(int file, cvips_loader loader, cvips_picture *about) {
    *about = (cvips_picture){0};
    if (start()) return -1;
    int pages = 1;
    off_t bytes = lseek(file, 0, SEEK_END);
    vips_error_clear();
    for (int page = 0; page < pages && page < MOST_PAGES; page++) {
        VipsImage *image = load(file, loader, page, 1);
        about->bad_page = page;
        if (image == NULL) {
            vips_error_clear();
            return -1;
        }
        if (page == 0) {
            if (loader == CVIPS_TIFF) pages = vips_image_get_n_pages(image);
            about->width = vips_image_get_width(image);
            about->height = vips_image_get_height(image);
            about->bands = vips_image_get_bands(image);
            about->pages = pages;
            /* One pixel a millimetre is what libvips says where the file says nothing. */
            double dots = vips_image_get_xres(image);
            double down = vips_image_get_yres(image);
            about->dpi = dots == 1.0 ? 0 : (down > 0 && down < dots ? down : dots) * 25.4;
        }
        double mean;
        int failed = is_too_short(image, loader, bytes) || vips_avg(image, &mean, NULL);
        /* A JPEG whose data stop early is filled up with grey, and that is only a warning. */
        if (loader == CVIPS_JPEG && strstr(vips_error_buffer(), "premature end of data")) failed = 1;
        g_object_unref(image);
        if (failed) {
            vips_error_clear();
            return -1;
        }
    }
    return 0;
}

/* WebP packs best with the most effort and takes seconds for it; this little is as small within a tenth. */
#define WEBP_EFFORT 2

static int save_webp(VipsImage *image, int lossless, void **webp, size_t *count) {
    return vips_webpsave_buffer(image, webp, count, "Q", 80, "lossless", lossless ? TRUE : FALSE, "reduction_effort",
                                WEBP_EFFORT, "strip", TRUE, NULL);
}

int cvips_page(int file, cvips_loader loader, int page, int width, int turn, int webp, void **image_out, size_t *count) {
    if (start() || page < 0) return -1;
    VipsImage *image = load(file, loader, page, 1);
    if (image == NULL || (loader != CVIPS_TIFF && page > 0)) {
        if (image) g_object_unref(image);
        vips_error_clear();
        return -1;
    }
    /* A JPEG unpacks at an eighth of its size for next to nothing. */
    int shrink = 1;
    while (loader == CVIPS_JPEG && shrink < 8 && vips_image_get_width(image) / (shrink * 2) >= width) shrink *= 2;
    if (shrink > 1) {
        g_object_unref(image);
        image = load(file, loader, page, shrink);
        if (image == NULL) {
            vips_error_clear();
            return -1;
        }
    }
    VipsImage *small = NULL;
    int failed = vips_thumbnail_image(image, &small, width, "height", 3 * 4096, "size", VIPS_SIZE_DOWN, NULL);
    g_object_unref(image);
    if (!failed && vips_image_hasalpha(small)) {
        VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
        VipsImage *flat = NULL;
        failed = vips_flatten(small, &flat, "background", white, NULL);
        vips_area_unref(VIPS_AREA(white));
        g_object_unref(small);
        small = flat;
    }
    if (!failed && turn % 4 != 0) {
        /* Turning reads out of order: the small picture as a whole first. */
        VipsImage *whole = vips_image_copy_memory(small), *turned = NULL;
        failed = whole == NULL || vips_rot(whole, &turned, (VipsAngle)(turn % 4), NULL);
        if (whole) g_object_unref(whole);
        g_object_unref(small);
        small = turned;
    }
    if (!failed)
        failed = webp ? save_webp(small, 0, image_out, count)
                      : vips_jpegsave_buffer(small, image_out, count, "Q", 85, "strip", TRUE, NULL);
    if (small) g_object_unref(small);
    if (failed) vips_error_clear();
    return failed ? -1 : 0;
}

void cvips_free(void *image) { g_free(image); }

/* Eight bits a band, grey or sRGB, on white: what a JPEG holds. */
static int to_screen(VipsImage *image, VipsImage **out) {
    VipsImage *flat = NULL;
    if (vips_image_hasalpha(image)) {
        VipsArrayDouble *white = vips_array_double_newv(
            1, vips_image_get_format(image) == VIPS_FORMAT_USHORT ? 65535.0 : 255.0);
        int failed = vips_flatten(image, &flat, "background", white, NULL);
        vips_area_unref(VIPS_AREA(white));
        if (failed) return -1;
    } else {
        g_object_ref(image);
        flat = image;
    }
    VipsImage *coloured = NULL;
    int failed = vips_colourspace(
        flat, &coloured, vips_image_get_bands(flat) < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB, NULL);
    g_object_unref(flat);
    if (failed) return -1;
    failed = vips_cast_uchar(coloured, out, NULL);
    g_object_unref(coloured);
    return failed;
}

/* A page is looked at with so many points on its longer side: a letter still has some ten. */
#define LOOK_SIDE 800

int cvips_look(int file, cvips_loader loader, cvips_looks *looks) {
    *looks = (cvips_looks){0};
    if (start()) return -1;
    VipsImage *image = load(file, loader, 0, 1), *small = NULL, *screen = NULL, *grey = NULL, *band = NULL;
    int shrink = 1;
    while (image && loader == CVIPS_JPEG && shrink < 8 &&
           VIPS_MAX(vips_image_get_width(image), vips_image_get_height(image)) / (shrink * 2) >= LOOK_SIDE)
        shrink *= 2;
    if (shrink > 1) {
        g_object_unref(image);
        image = load(file, loader, 0, shrink);
    }
    int failed = image == NULL || vips_thumbnail_image(image, &small, LOOK_SIDE, "height", LOOK_SIDE, "size",
                                                       VIPS_SIZE_DOWN, NULL);
    if (image) g_object_unref(image);
    if (!failed) failed = to_screen(small, &screen);
    if (!failed) failed = vips_colourspace(screen, &grey, VIPS_INTERPRETATION_B_W, NULL);
    if (!failed) failed = vips_extract_band(grey, &band, 0, NULL);
    if (!failed) {
        size_t bytes = 0;
        int width = vips_image_get_width(band), height = vips_image_get_height(band);
        unsigned char *pixels = vips_image_write_to_memory(band, &bytes);
        failed = pixels == NULL || bytes != (size_t)width * height;
        if (!failed) cvips_look_at(pixels, width, height, looks);
        g_free(pixels);
    }
    if (band) g_object_unref(band);
    if (grey) g_object_unref(grey);
    if (screen) g_object_unref(screen);
    if (small) g_object_unref(small);
    if (failed) vips_error_clear();
    return failed ? -1 : 0;
}

/* Quality 80: below 90 the tiles are YCbCr with halved colours, which every reader of a plain JPEG takes for granted. */
static int save_pyramid(VipsImage *image, void **tiff, size_t *count) {
    return vips_tiffsave_buffer(
        image, tiff, count, "compression", VIPS_FOREIGN_TIFF_COMPRESSION_JPEG, "Q", 80, "tile", TRUE, "tile_width", 256,
        "tile_height", 256, "pyramid", TRUE, "strip", TRUE, NULL);
}

/* So many pixels are decoded into memory before they are written; of more, all are decoded once to see that they are there. */
#define PIXELS_IN_MEMORY 33e6

/* libvips (8.14) falls over, and takes the process with it, when the pixels it writes as a pyramid break off. */
static int breaks_off(int file, cvips_loader loader, int page) {
    VipsImage *image = load(file, loader, page, 1);
    double mean;
    int failed = image == NULL || vips_avg(image, &mean, NULL);
    if (image) g_object_unref(image);
    return failed;
}

int cvips_pyramid(int file, cvips_loader loader, int page, double most_pixels, void **tiff, size_t *count) {
    if (start() || page < 0 || (loader != CVIPS_TIFF && page > 0)) return -1;
    VipsImage *image = load(file, loader, page, 1);
    double pixels = image ? (double)vips_image_get_width(image) * vips_image_get_height(image) : 0;
    VipsImage *next = NULL;
    if (image && pixels > PIXELS_IN_MEMORY) {
        /* Two readers of one file would take each other's place in it. */
        g_object_unref(image);
        image = breaks_off(file, loader, page) ? NULL : load(file, loader, page, 1);
    }
    if (image && pixels > most_pixels) {
        int failed = vips_resize(image, &next, sqrt(most_pixels / pixels), NULL);
        g_object_unref(image);
        image = failed ? NULL : next;
    }
    if (image && vips_image_get_orientation(image) > 1) {
        /* Turning needs the whole picture; it has been made small enough above. */
        VipsImage *whole = vips_image_copy_memory(image);
        g_object_unref(image);
        int failed = whole == NULL || vips_autorot(whole, &next, NULL);
        if (whole) g_object_unref(whole);
        image = failed ? NULL : next;
    }
    int failed = 1;
    if (image) {
        if (!to_screen(image, &next)) {
            VipsImage *whole = next;
            if (pixels <= PIXELS_IN_MEMORY) {
                whole = vips_image_copy_memory(next);
                g_object_unref(next);
            }
            if (whole) {
                failed = save_pyramid(whole, tiff, count);
                g_object_unref(whole);
            }
        }
        g_object_unref(image);
    }
    if (failed) vips_error_clear();
    return failed ? -1 : 0;
}

/* Whether every pixel has as much red as green and blue. */
static int is_grey(const unsigned char *pixels, int width, int height, int stride) {
    for (int y = 0; y < height; y++) {
        const unsigned char *pixel = pixels + (size_t)y * stride;
        for (int x = 0; x < width; x++, pixel += 4)
            if (pixel[0] != pixel[1] || pixel[1] != pixel[2]) return 0;
    }
    return 1;
}

/* What cairo drew, as a picture: grey where it is nothing else. */
static VipsImage *drawn_page(const unsigned char *pixels, int width, int height, int stride) {
    if (start() || width < 1 || height < 1 || stride != width * 4) return NULL;
    VipsImage *drawn = vips_image_new_from_memory(pixels, (size_t)stride * height, width, height, 4, VIPS_FORMAT_UCHAR);
    VipsImage *bands[3] = {NULL, NULL, NULL};
    VipsImage *joined = NULL, *page = NULL;
    int wanted = is_grey(pixels, width, height, stride) ? 1 : 3;
    int failed = drawn == NULL;
    /* Cairo's pixels are blue, green, red, nothing. */
    for (int i = 0; i < wanted && !failed; i++) failed = vips_extract_band(drawn, &bands[i], wanted == 1 ? 0 : 2 - i, NULL);
    if (!failed) failed = vips_bandjoin(bands, &joined, wanted, NULL);
    if (!failed)
        failed = vips_copy(
            joined, &page, "interpretation", wanted == 1 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB, NULL);
    if (joined) g_object_unref(joined);
    for (int i = 0; i < 3; i++)
        if (bands[i]) g_object_unref(bands[i]);
    if (drawn) g_object_unref(drawn);
    if (failed) vips_error_clear();
    return failed ? NULL : page;
}

int cvips_pyramid_drawn(
    const unsigned char *pixels, int width, int height, int stride, void **tiff, size_t *count) {
    VipsImage *page = drawn_page(pixels, width, height, stride);
    if (page == NULL) return -1;
    int failed = save_pyramid(page, tiff, count);
    g_object_unref(page);
    if (failed) vips_error_clear();
    return failed ? -1 : 0;
}

int cvips_webp_drawn(
    const unsigned char *pixels, int width, int height, int stride, int lossless, void **webp, size_t *count) {
    VipsImage *page = drawn_page(pixels, width, height, stride);
    if (page == NULL) return -1;
    int failed = save_webp(page, lossless, webp, count);
    g_object_unref(page);
    if (failed) vips_error_clear();
    return failed ? -1 : 0;
}
