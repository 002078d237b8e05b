#include <libxml/xmlversion.h>
/* The ICU headers of the system cannot be read beside Foundation's own. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlreader.h>
/* Only for its table of named characters. */
#include <libxml/HTMLparser.h>
