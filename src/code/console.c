#include "code/console.h"

#include <string.h>

/* A line that holds nothing but the sign waits for a command. */
static bool begins(struct str line, char sign)
{
    struct str trimmed = str_trim_end(line);
    return line.len > 0 && line.data[0] == sign &&
           (trimmed.len == 1 || (line.len > 1 && line.data[1] == ' '));
}

static struct str line_at(struct str text, const struct rows *rows, size_t i)
{
    uint32_t start = rows->starts[i];
    uint32_t end = i + 1 < rows->count ? rows->starts[i + 1] : (uint32_t)text.len;
    return (struct str){text.data + start, end - start};
}

/* The sign of its prompts. */
static char prompt_sign(struct str text, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        if (begins(line_at(text, rows, i), '$'))
            return '$';
    return '#';
}

struct console_line *console_read(struct str text, const struct rows *rows, struct arena *a)
{
    struct console_line *lines = ARENA_ARRAY(a, rows->count, struct console_line);
    char sign = prompt_sign(text, rows);
    for (size_t i = 0; i < rows->count; i++) {
        struct str line = line_at(text, rows, i);
        uint32_t start = rows->starts[i];
        bool continues = i > 0 && lines[i - 1].has_prompt && begins(line, '>');
        bool has_prompt = begins(line, sign) || continues;
        size_t prompt = !has_prompt ? 0 : line.len < 2 || line.data[1] != ' ' ? 1 : 2;
        lines[i] = (struct console_line){start, start + (uint32_t)prompt,
                                         start + (uint32_t)line.len, has_prompt};
    }
    return lines;
}
