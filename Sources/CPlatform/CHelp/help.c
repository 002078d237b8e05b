#include "help.h"

// The pages of help and their pictures, as part of the program: one binary serves them without any file beside it.
// A new page or picture is written into both lists; the tests of Web name what is missing.

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char page_zh_Hans_README[] = {
#embed "../../../docs/how-to/zh-Hans/README.md"
};
static const unsigned char page_zh_Hans_ten_minutes[] = {
#embed "../../../docs/how-to/zh-Hans/ten-minutes.md"
};
static const unsigned char page_zh_Hans_pack[] = {
#embed "../../../docs/how-to/zh-Hans/pack.md"
};
static const unsigned char page_zh_Hans_receive[] = {
#embed "../../../docs/how-to/zh-Hans/receive.md"
};
static const unsigned char page_zh_Hans_return[] = {
#embed "../../../docs/how-to/zh-Hans/return.md"
};
static const unsigned char page_zh_Hans_describe_and_open[] = {
#embed "../../../docs/how-to/zh-Hans/describe-and-open.md"
};
static const unsigned char page_zh_Hans_find[] = {
#embed "../../../docs/how-to/zh-Hans/find.md"
};
static const unsigned char page_zh_Hans_manual[] = {
#embed "../../../docs/how-to/zh-Hans/manual.md"
};
static const unsigned char picture_zh_Hans_desk[] = {
#embed "../../../docs/images/help/zh-Hans/desk.webp"
};
static const unsigned char picture_zh_Hans_upload[] = {
#embed "../../../docs/images/help/zh-Hans/upload.webp"
};
static const unsigned char picture_zh_Hans_report[] = {
#embed "../../../docs/images/help/zh-Hans/report.webp"
};
static const unsigned char picture_zh_Hans_handover[] = {
#embed "../../../docs/images/help/zh-Hans/handover.webp"
};
static const unsigned char picture_zh_Hans_returned[] = {
#embed "../../../docs/images/help/zh-Hans/returned.webp"
};
static const unsigned char picture_zh_Hans_editor[] = {
#embed "../../../docs/images/help/zh-Hans/editor.webp"
};
static const unsigned char picture_zh_Hans_opening[] = {
#embed "../../../docs/images/help/zh-Hans/opening.webp"
};
static const unsigned char picture_zh_Hans_decide[] = {
#embed "../../../docs/images/help/zh-Hans/decide.webp"
};
static const unsigned char picture_zh_Hans_publish[] = {
#embed "../../../docs/images/help/zh-Hans/publish.webp"
};
static const unsigned char picture_zh_Hans_search[] = {
#embed "../../../docs/images/help/zh-Hans/search.webp"
};
static const unsigned char picture_zh_Hans_record[] = {
#embed "../../../docs/images/help/zh-Hans/record.webp"
};
static const unsigned char picture_zh_Hans_accounts[] = {
#embed "../../../docs/images/help/zh-Hans/accounts.webp"
};
static const unsigned char picture_zh_Hans_permissions[] = {
#embed "../../../docs/images/help/zh-Hans/permissions.webp"
};
static const unsigned char picture_zh_Hans_storage[] = {
#embed "../../../docs/images/help/zh-Hans/storage.webp"
};
static const unsigned char page_en_README[] = {
#embed "../../../docs/how-to/en/README.md"
};
static const unsigned char page_en_ten_minutes[] = {
#embed "../../../docs/how-to/en/ten-minutes.md"
};
static const unsigned char page_en_pack[] = {
#embed "../../../docs/how-to/en/pack.md"
};
static const unsigned char page_en_receive[] = {
#embed "../../../docs/how-to/en/receive.md"
};
static const unsigned char page_en_return[] = {
#embed "../../../docs/how-to/en/return.md"
};
static const unsigned char page_en_describe_and_open[] = {
#embed "../../../docs/how-to/en/describe-and-open.md"
};
static const unsigned char page_en_find[] = {
#embed "../../../docs/how-to/en/find.md"
};
static const unsigned char page_en_manual[] = {
#embed "../../../docs/how-to/en/manual.md"
};
static const unsigned char picture_en_desk[] = {
#embed "../../../docs/images/help/en/desk.webp"
};
static const unsigned char picture_en_upload[] = {
#embed "../../../docs/images/help/en/upload.webp"
};
static const unsigned char picture_en_report[] = {
#embed "../../../docs/images/help/en/report.webp"
};
static const unsigned char picture_en_handover[] = {
#embed "../../../docs/images/help/en/handover.webp"
};
static const unsigned char picture_en_returned[] = {
#embed "../../../docs/images/help/en/returned.webp"
};
static const unsigned char picture_en_editor[] = {
#embed "../../../docs/images/help/en/editor.webp"
};
static const unsigned char picture_en_opening[] = {
#embed "../../../docs/images/help/en/opening.webp"
};
static const unsigned char picture_en_decide[] = {
#embed "../../../docs/images/help/en/decide.webp"
};
static const unsigned char picture_en_publish[] = {
#embed "../../../docs/images/help/en/publish.webp"
};
static const unsigned char picture_en_search[] = {
#embed "../../../docs/images/help/en/search.webp"
};
static const unsigned char picture_en_record[] = {
#embed "../../../docs/images/help/en/record.webp"
};
static const unsigned char picture_en_accounts[] = {
#embed "../../../docs/images/help/en/accounts.webp"
};
static const unsigned char picture_en_permissions[] = {
#embed "../../../docs/images/help/en/permissions.webp"
};
static const unsigned char picture_en_storage[] = {
#embed "../../../docs/images/help/en/storage.webp"
};

static const struct {
    const char *name;
    const unsigned char *bytes;
    unsigned long size;
} files[] = {
    {"zh-Hans/README.md", page_zh_Hans_README, sizeof page_zh_Hans_README},
    {"zh-Hans/ten-minutes.md", page_zh_Hans_ten_minutes, sizeof page_zh_Hans_ten_minutes},
    {"zh-Hans/pack.md", page_zh_Hans_pack, sizeof page_zh_Hans_pack},
    {"zh-Hans/receive.md", page_zh_Hans_receive, sizeof page_zh_Hans_receive},
    {"zh-Hans/return.md", page_zh_Hans_return, sizeof page_zh_Hans_return},
    {"zh-Hans/describe-and-open.md", page_zh_Hans_describe_and_open, sizeof page_zh_Hans_describe_and_open},
    {"zh-Hans/find.md", page_zh_Hans_find, sizeof page_zh_Hans_find},
    {"zh-Hans/manual.md", page_zh_Hans_manual, sizeof page_zh_Hans_manual},
    {"zh-Hans/desk.webp", picture_zh_Hans_desk, sizeof picture_zh_Hans_desk},
    {"zh-Hans/upload.webp", picture_zh_Hans_upload, sizeof picture_zh_Hans_upload},
    {"zh-Hans/report.webp", picture_zh_Hans_report, sizeof picture_zh_Hans_report},
    {"zh-Hans/handover.webp", picture_zh_Hans_handover, sizeof picture_zh_Hans_handover},
    {"zh-Hans/returned.webp", picture_zh_Hans_returned, sizeof picture_zh_Hans_returned},
    {"zh-Hans/editor.webp", picture_zh_Hans_editor, sizeof picture_zh_Hans_editor},
    {"zh-Hans/opening.webp", picture_zh_Hans_opening, sizeof picture_zh_Hans_opening},
    {"zh-Hans/decide.webp", picture_zh_Hans_decide, sizeof picture_zh_Hans_decide},
    {"zh-Hans/publish.webp", picture_zh_Hans_publish, sizeof picture_zh_Hans_publish},
    {"zh-Hans/search.webp", picture_zh_Hans_search, sizeof picture_zh_Hans_search},
    {"zh-Hans/record.webp", picture_zh_Hans_record, sizeof picture_zh_Hans_record},
    {"zh-Hans/accounts.webp", picture_zh_Hans_accounts, sizeof picture_zh_Hans_accounts},
    {"zh-Hans/permissions.webp", picture_zh_Hans_permissions, sizeof picture_zh_Hans_permissions},
    {"zh-Hans/storage.webp", picture_zh_Hans_storage, sizeof picture_zh_Hans_storage},
    {"en/README.md", page_en_README, sizeof page_en_README},
    {"en/ten-minutes.md", page_en_ten_minutes, sizeof page_en_ten_minutes},
    {"en/pack.md", page_en_pack, sizeof page_en_pack},
    {"en/receive.md", page_en_receive, sizeof page_en_receive},
    {"en/return.md", page_en_return, sizeof page_en_return},
    {"en/describe-and-open.md", page_en_describe_and_open, sizeof page_en_describe_and_open},
    {"en/find.md", page_en_find, sizeof page_en_find},
    {"en/manual.md", page_en_manual, sizeof page_en_manual},
    {"en/desk.webp", picture_en_desk, sizeof picture_en_desk},
    {"en/upload.webp", picture_en_upload, sizeof picture_en_upload},
    {"en/report.webp", picture_en_report, sizeof picture_en_report},
    {"en/handover.webp", picture_en_handover, sizeof picture_en_handover},
    {"en/returned.webp", picture_en_returned, sizeof picture_en_returned},
    {"en/editor.webp", picture_en_editor, sizeof picture_en_editor},
    {"en/opening.webp", picture_en_opening, sizeof picture_en_opening},
    {"en/decide.webp", picture_en_decide, sizeof picture_en_decide},
    {"en/publish.webp", picture_en_publish, sizeof picture_en_publish},
    {"en/search.webp", picture_en_search, sizeof picture_en_search},
    {"en/record.webp", picture_en_record, sizeof picture_en_record},
    {"en/accounts.webp", picture_en_accounts, sizeof picture_en_accounts},
    {"en/permissions.webp", picture_en_permissions, sizeof picture_en_permissions},
    {"en/storage.webp", picture_en_storage, sizeof picture_en_storage},
};

unsigned long help_count(void) { return sizeof files / sizeof files[0]; }
const char *help_name(unsigned long n) { return files[n].name; }
const unsigned char *help_bytes(unsigned long n) { return files[n].bytes; }
unsigned long help_size(unsigned long n) { return files[n].size; }
