#include "CSearch.h"
#include "fold_table.h"
#include <pthread.h>
#include <string.h>

/* ---- the fold table, spread out once ---- */

#define TABLE_SIZE 0x40000 /* the planes where something folds */

/* By code point: kind in the top byte, folded code point below. */
static uint32_t table[TABLE_SIZE];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void spread(void) {
    const size_t starts = sizeof kind_starts / sizeof *kind_starts;
    const size_t runs = sizeof fold_runs / sizeof *fold_runs;
    for (size_t i = 0; i < starts; i++) {
        uint32_t end = i + 1 < starts ? kind_starts[i + 1].first : TABLE_SIZE;
        for (uint32_t c = kind_starts[i].first; c < end; c++) table[c] = (uint32_t)kind_starts[i].kind << 24 | c;
    }
    for (size_t i = 0; i < runs; i++)
        for (uint32_t k = 0; k < fold_runs[i].count; k++) {
            uint32_t c = fold_runs[i].first + k * fold_runs[i].stride;
            table[c] = (table[c] & 0xFF000000) | (uint32_t)((int64_t)c + fold_runs[i].distance);
        }
}

static inline uint32_t entry(uint32_t c) {
    if (c < TABLE_SIZE) return table[c];
    /* Tags and variation selectors say nothing; the private planes hold characters; all else is a gap. */
    if (c >= 0xE0000 && c < 0xE1000) return (uint32_t)CSEARCH_DROPPED << 24 | c;
    if (c >= 0xF0000 && c <= 0x10FFFF && (c & 0xFFFF) < 0xFFFE) return (uint32_t)CSEARCH_HAN << 24 | c;
    return c;
}

uint32_t csearch_fold(uint32_t code_point, int *kind) {
    pthread_once(&once, spread);
    uint32_t found = entry(code_point);
    if (kind) *kind = (int)(found >> 24);
    return found & 0xFFFFFF;
}

/* ---- UTF-8 ---- */

/* The code point at `at`, and how many bytes it takes. Anything that is not UTF-8 is one byte of U+FFFF, a gap. */
static inline uint32_t decode(const uint8_t *text, int64_t length, int64_t at, int *bytes) {
    uint8_t first = text[at];
    *bytes = 1;
    if (first < 0x80) return first;
    int more = first >= 0xC2 && first < 0xE0 ? 1 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xF0 && first < 0xF5 ? 3 : 0;
    if (!more || at + more >= length) return 0xFFFF;
    uint32_t c = first & (0x3F >> more);
    for (int i = 1; i <= more; i++) {
        uint8_t next = text[at + i];
        if ((next & 0xC0) != 0x80) return 0xFFFF;
        c = c << 6 | (next & 0x3F);
    }
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (c < least[more] || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) return 0xFFFF;
    *bytes = more + 1;
    return c;
}

static inline int encode(uint32_t c, uint8_t *out) {
    if (c < 0x80) return out[0] = (uint8_t)c, 1;
    if (c < 0x800) return out[0] = (uint8_t)(0xC0 | c >> 6), out[1] = (uint8_t)(0x80 | (c & 0x3F)), 2;
    if (c < 0x10000)
        return out[0] = (uint8_t)(0xE0 | c >> 12), out[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F)),
               out[2] = (uint8_t)(0x80 | (c & 0x3F)), 3;
    return out[0] = (uint8_t)(0xF0 | c >> 18), out[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F)),
           out[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F)), out[3] = (uint8_t)(0x80 | (c & 0x3F)), 4;
}

/* ---- units ---- */

void csearch_scan(csearch_scanner *scanner, const char *text, int64_t length) {
    pthread_once(&once, spread);
    scanner->text = (const uint8_t *)text;
    scanner->length = length;
    scanner->at = 0;
    scanner->in_word = 0;
}

/* If a Hangul vowel, and perhaps a final consonant, follow the leading consonant `lead`: the syllable they write. */
static uint32_t syllable(const csearch_scanner *s, int64_t at, uint32_t lead, int64_t *end) {
    int bytes;
    if (at >= s->length) return lead;
    uint32_t vowel = decode(s->text, s->length, at, &bytes);
    if (vowel < 0x1161 || vowel > 0x1175) return lead;
    *end = at += bytes;
    uint32_t whole = 0xAC00 + ((lead - 0x1100) * 21 + vowel - 0x1161) * 28;
    if (at >= s->length) return whole;
    uint32_t tail = decode(s->text, s->length, at, &bytes);
    if (tail < 0x11A8 || tail > 0x11C2) return whole;
    *end = at + bytes;
    return whole + tail - 0x11A7;
}

int csearch_next(csearch_scanner *s, csearch_unit *unit) {
    int bytes;
    unit->gap = 0;
    unit->length = 0;
    int64_t at = s->at;
    while (at < s->length) {
        uint32_t found = entry(decode(s->text, s->length, at, &bytes));
        uint32_t kind = found >> 24, c = found & 0xFFFFFF;
        if (kind == CSEARCH_DROPPED) {
            at += bytes;
        } else if (kind == CSEARCH_SPACE || kind == CSEARCH_GAP) {
            if (kind == CSEARCH_GAP) unit->gap = 1;
            s->in_word = 0;
            at += bytes;
        } else if (kind == CSEARCH_HAN) {
            unit->kind = CSEARCH_HAN;
            unit->start = at;
            unit->end = at + bytes;
            if (c >= 0x1100 && c <= 0x1112) c = syllable(s, at + bytes, c, &unit->end);
            unit->length = encode(c, unit->bytes);
            /* What is dropped belongs to the character before it: variation selectors, joiners, marks. */
            while (unit->end < s->length && entry(decode(s->text, s->length, unit->end, &bytes)) >> 24 == CSEARCH_DROPPED)
                unit->end += bytes;
            s->at = unit->end;
            s->in_word = 0;
            return 1;
        } else {
            unit->kind = CSEARCH_WORD;
            unit->start = at;
            if (s->in_word) unit->bytes[unit->length++] = 1;
            s->in_word = 0;
            for (; at < s->length; at += bytes) {
                found = entry(decode(s->text, s->length, at, &bytes));
                kind = found >> 24;
                if (kind == CSEARCH_DROPPED) continue;
                if (kind != CSEARCH_WORD) break;
                if (unit->length >= CSEARCH_WORD_BYTES) {
                    s->in_word = 1;
                    break;
                }
                unit->length += encode(found & 0xFFFFFF, unit->bytes + unit->length);
            }
            unit->end = s->at = at;
            return 1;
        }
    }
    s->at = at;
    return 0;
}

/* ---- tokens ---- */

int csearch_tokens(const char *text, int64_t length, void *context, csearch_token_found found) {
    csearch_scanner scanner;
    csearch_unit units[2];
    csearch_scan(&scanner, text, length);
    int now = 0, more = csearch_next(&scanner, &units[0]);
    while (more) {
        csearch_unit *unit = &units[now], *after = &units[1 - now];
        more = csearch_next(&scanner, after);
        int32_t token = unit->length;
        int64_t end = unit->end;
        if (unit->kind == CSEARCH_HAN && more && after->kind == CSEARCH_HAN && !after->gap) {
            memcpy(unit->bytes + token, after->bytes, (size_t)after->length);
            token += after->length;
            end = after->end;
        }
        int answer = found(context, unit->bytes, token, unit->start, end);
        if (answer != 0) return answer;
        now = 1 - now;
    }
    return 0;
}

/* ---- the tokeniser as FTS5 knows it ---- */

static int create(void *context, const char **arguments, int count, Fts5Tokenizer **made) {
    (void)context, (void)arguments, (void)count;
    static char nothing;
    *made = (Fts5Tokenizer *)&nothing;
    return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer) { (void)tokenizer; }

typedef int (*token_found)(void *context, int flags, const char *token, int length, int start, int end);

struct told {
    void *context;
    token_found found;
};

static int tell(void *context, const uint8_t *token, int32_t length, int64_t start, int64_t end) {
    const struct told *to = context;
    return to->found(to->context, 0, (const char *)token, length, (int)start, (int)end);
}

static int tokenise(
    Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length, token_found found) {
    (void)tokenizer;
    if (!text || length <= 0) return SQLITE_OK;
    if (flags & FTS5_TOKENIZE_QUERY) return found(context, 0, text, length, 0, length);
    return csearch_tokens(text, length, &(struct told){context, found}, tell);
}

int csearch_register(sqlite3 *db) {
    fts5_api *api = NULL;
    sqlite3_stmt *statement = NULL;
    int answer = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
    if (answer != SQLITE_OK) return answer;
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
    answer = sqlite3_finalize(statement);
    if (answer != SQLITE_OK) return answer;
    if (!api || api->iVersion < 2) return SQLITE_ERROR;
    fts5_tokenizer ours = {create, destroy, tokenise};
    answer = api->xCreateTokenizer(api, "lantai", NULL, &ours, NULL);
    return answer == SQLITE_OK ? csearch_register_often(api) : answer;
}
