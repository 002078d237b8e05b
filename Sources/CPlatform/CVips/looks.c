#include "CVips.h"

#include <math.h>
#include <string.h>

/* How a scanned page looks, from a reduced picture of it: how much is on it, whether its lines lean, which way they run. Hints for a
 * person who will look at the page, no more: nothing here decides about it. */

/* How far a point must differ from the paper to be ink. */
#define INK 40
/* Lines are tried at so many quarters of a degree to either side. */
#define ANGLES 20
/* Of more ink every n-th point tells as much. */
#define MOST_POINTS 30000
#define LONGEST 2048
/* Rows or columns that leaning points may fall into. */
#define BINS (LONGEST * 2)

/* What most of the points are, give or take two: the paper. */
static int paper_tone(const int *counts) {
    int best = 0, tone = 255;
    for (int v = 2; v < 254; v++) {
        int sum = counts[v - 2] + counts[v - 1] + counts[v] + counts[v + 1] + counts[v + 2];
        if (sum > best) {
            best = sum;
            tone = v;
        }
    }
    return tone;
}

/* The tone that `share` of a thousand points are not lighter than. */
static int tone_at(const int *counts, int all, int share) {
    double wanted = (double)all * share / 1000, sum = 0;
    for (int v = 0; v < 256; v++) {
        sum += counts[v];
        if (sum >= wanted) return v;
    }
    return 255;
}

/* How sharply the ink of a page falls into rows (or columns) when it is turned by a slope: the squared steps from each two to
 * the next two, since the edges of leaning lines fall between rows. */
static double sharpness(const short *along, const short *across, int points, double slope) {
    static int bins[BINS];
    memset(bins, 0, sizeof bins);
    for (int i = 0; i < points; i++) {
        int bin = (int)(across[i] + slope * along[i]) + LONGEST / 2;
        if (bin >= 0 && bin < BINS) bins[bin]++;
    }
    double sum = 0;
    for (int i = 3; i < BINS; i++) {
        double step = bins[i] + bins[i - 1] - bins[i - 2] - bins[i - 3];
        sum += step * step;
    }
    return sum;
}

/* Lines that stop short at the right end a paragraph, as they begin short at the left on a page that stands on its head. */
static int is_on_its_head(const short *xs, const short *ys, int points, double slope, int width) {
    static int from[BINS], to[BINS], many[BINS];
    for (int i = 0; i < BINS; i++) {
        from[i] = width;
        to[i] = -1;
        many[i] = 0;
    }
    for (int i = 0; i < points; i++) {
        int row = (int)(ys[i] + slope * xs[i]) + LONGEST / 2;
        if (row < 0 || row >= BINS) continue;
        many[row]++;
        if (xs[i] < from[row]) from[row] = xs[i];
        if (xs[i] > to[row]) to[row] = xs[i];
    }
    int begins = width, ends = 0;
    for (int row = 0; row < BINS; row++)
        if (many[row] > 2) {
            if (from[row] < begins) begins = from[row];
            if (to[row] > ends) ends = to[row];
        }
    int block = ends - begins, upright = 0, headlong = 0;
    if (block < width / 3) return 0;
    for (int row = 0; row < BINS;) {
        int first = width, last = -1, rows = 0;
        for (; row < BINS && many[row] > 2; row++, rows++) {
            if (from[row] < first) first = from[row];
            if (to[row] > last) last = to[row];
        }
        if (rows >= 4 && rows <= 48) {
            int before = (first - begins) * 100 / block, behind = (ends - last) * 100 / block;
            if (behind > 15 && before < 9) upright++;
            if (before > 15 && behind < 9) headlong++;
        }
        while (row < BINS && many[row] <= 2) row++;
    }
    return headlong >= 4 && upright * 4 <= headlong;
}

void cvips_look_at(const unsigned char *pixels, int width, int height, cvips_looks *looks) {
    *looks = (cvips_looks){0};
    if (width < 32 || height < 32 || width > LONGEST || height > LONGEST) return;
    /* Edges of the scanner, shadows and punched holes lie outside. */
    int left = width * 8 / 100, right = width - left, top = height * 8 / 100, bottom = height - top;
    int counts[256] = {0}, all = 0;
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++, all++) counts[pixels[(size_t)y * width + x]]++;
    int tone = paper_tone(counts), ink = 0;
    for (int v = 0; v < 256; v++)
        if (v < tone - INK || v > tone + INK) ink += counts[v];
    looks->seen = 1;
    looks->ink = (int)((double)ink * 100000 / all);
    looks->contrast = tone_at(counts, all, 995) - tone_at(counts, all, 5);
    /* Too little to tell, or a photograph. */
    if (looks->ink < 300 || looks->ink > 35000) return;

    static short xs[MOST_POINTS], ys[MOST_POINTS];
    int stride = ink / MOST_POINTS + 1, met = 0, points = 0;
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++) {
            int value = pixels[(size_t)y * width + x];
            if ((value < tone - INK || value > tone + INK) && met++ % stride == 0 && points < MOST_POINTS) {
                xs[points] = (short)x;
                ys[points++] = (short)y;
            }
        }
    double straight[2], best[2] = {0, 0};
    int angle[2] = {0, 0};
    for (int quarter = -ANGLES; quarter <= ANGLES; quarter++) {
        double slope = tan(quarter * M_PI / 720);
        double score[2] = {sharpness(xs, ys, points, slope), sharpness(ys, xs, points, slope)};
        for (int way = 0; way < 2; way++) {
            if (quarter == 0) straight[way] = score[way];
            if (score[way] > best[way]) {
                best[way] = score[way];
                angle[way] = quarter;
            }
        }
    }
    int way = best[1] > best[0];
    /* Ink without lines is as sharp either way, and no sharper than chance. */
    if (best[way] < 16.0 * points || best[way] < 1.4 * best[1 - way]) return;
    looks->lines = way == 0 ? 1 : 2;
    if (best[way] > 1.15 * straight[way]) looks->lean = angle[way] * 25;
    if (looks->lines == 1) looks->on_its_head = is_on_its_head(xs, ys, points, tan(angle[0] * M_PI / 720), width);
}
