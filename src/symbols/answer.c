#include "answer.h"

#include <stdio.h>
#include <string.h>

static void put(char c)
{
    putchar((unsigned char)c < ' ' || c == 0x7f ? '?' : c);
}

void answer_text(const char *text)
{
    for (; *text; text++)
        put(*text);
}

/* "stdout@GLIBC_2.2.5"; "counter.0", a static variable of a function; "worker.constprop.0". */
void answer_name(const struct extent *extent)
{
    size_t len = strlen(extent->name);
    if (!extent->has_die && extent->name[0] != '.' && extent->name[0] != '@')
        len = strcspn(extent->name, "@.");
    for (size_t i = 0; i < len; i++)
        put(extent->name[i]);
}
