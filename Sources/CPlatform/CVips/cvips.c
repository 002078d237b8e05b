#include "CVips.h"

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

int cvips_examine(int file, cvips_loader loader, cvips_picture *about) {
    *about = (cvips_picture){0};
    if (start()) return -1;
    int pages = 1;
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
            about->dpi = dots == 1.0 ? 0 : dots * 25.4;
        }
        double mean;
        int failed = vips_avg(image, &mean, NULL);
        g_object_unref(image);
        if (failed) {
            vips_error_clear();
            return -1;
        }
    }
    return 0;
}

int cvips_page(int file, cvips_loader loader, int page, int width, void **jpeg, size_t *count) {
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
    if (!failed) failed = vips_jpegsave_buffer(small, jpeg, count, "Q", 85, "strip", TRUE, NULL);
    if (small) g_object_unref(small);
    if (failed) vips_error_clear();
    return failed ? -1 : 0;
}

void cvips_free(void *jpeg) { g_free(jpeg); }
