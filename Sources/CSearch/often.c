#include "CSearch.h"
#include <stddef.h>

static void often(
    const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *answer, int count, sqlite3_value **arguments) {
    csearch_often *how = count == 1 ? sqlite3_value_pointer(arguments[0], CSEARCH_OFTEN_POINTER) : NULL;
    if (!how) return sqlite3_result_error(answer, "lantai_often: nowhere to put it", -1);
    int64_t place = api->xRowid(row) - 1;
    csearch_found *found = how->found;
    if (place < 0 || place > UINT32_MAX) return;
    if (!csearch_found_reserve(found, found->count + 1)) return sqlite3_result_error_nomem(answer);
    for (int32_t clause = 0; clause < found->clauses; clause++) found->often[clause][found->count] = 0;
    int phrases = api->xPhraseCount(row);
    if (phrases > how->phrases) phrases = how->phrases;
    for (int phrase = 0; phrase < phrases; phrase++) {
        int32_t clause = how->clause_of[phrase];
        if (clause < 0 || clause >= found->clauses) continue;
        Fts5PhraseIter iterator;
        int column, offset, sum = 0;
        int code = api->xPhraseFirst(row, phrase, &iterator, &column, &offset);
        if (code != SQLITE_OK) return sqlite3_result_error_code(answer, code);
        for (; column >= 0 && sum < CSEARCH_OFTEN; api->xPhraseNext(row, &iterator, &column, &offset))
            if (column < CSEARCH_COLUMNS) sum += csearch_columns[column];
        found->often[clause][found->count] += (uint16_t)(sum < CSEARCH_OFTEN ? sum : CSEARCH_OFTEN);
    }
    found->places[found->count++] = (uint32_t)place;
}

int csearch_bind_often(sqlite3_stmt *statement, int place, csearch_often *often) {
    return sqlite3_bind_pointer(statement, place, often, CSEARCH_OFTEN_POINTER, NULL);
}

int csearch_register_often(fts5_api *api) { return api->xCreateFunction(api, "lantai_often", NULL, often, NULL); }

int csearch_run(sqlite3_stmt *statement) {
    int answer;
    while ((answer = sqlite3_step(statement)) == SQLITE_ROW) {}
    return answer;
}
