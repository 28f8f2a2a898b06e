#include "course/quantity.h"

#include <ctype.h>
#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct unit {
    const char *name;
    double factor;
};

static const struct unit times[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"min", 60000}};
static const struct unit sizes[] = {
    {"", 1},        {"B", 1},           {"K", 1024},         {"KB", 1024},
    {"KiB", 1024},  {"M", 1024 * 1024}, {"MB", 1024 * 1024}, {"MiB", 1024 * 1024},
    {"G", 1 << 30}, {"GB", 1 << 30},    {"GiB", 1 << 30},
};

/* Digits with at most one point; what follows is the unit. False when there are none. */
static bool read_number(struct str *text, double *number)
{
    double value = 0, place = 0;
    size_t i = 0, digits = 0;
    for (; i < text->len; i++) {
        char c = text->data[i];
        if (c == '.' && place == 0 && digits > 0) {
            place = 1;
        } else if (isdigit((unsigned char)c)) {
            digits++;
            value = place ? value + (c - '0') * (place /= 10) : value * 10 + (c - '0');
        } else {
            break;
        }
    }
    if (digits == 0 || text->data[i - 1] == '.')
        return false;
    *number = value;
    *text = (struct str){text->data + i, text->len - i};
    return true;
}

static bool read_quantity(struct str text, const struct unit *units, size_t count, double *value)
{
    double number;
    if (!read_number(&text, &number))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (str_is(text, units[i].name)) {
            *value = number * units[i].factor;
            return true;
        }
    }
    return false;
}

bool quantity_ms(struct str text, int *ms, struct err *err)
{
    double value;
    if (!read_quantity(text, times, COUNT(times), &value))
        return err_set(err, "\"%.*s\" is not a time (write 500ms, 2s or 1m)", STR_FMT(text));
    if (value < 1 || value > DAY_MS)
        return err_set(err, "\"%.*s\" is not between 1 ms and a day", STR_FMT(text));
    *ms = (int)value;
    return true;
}

bool quantity_bytes(struct str text, size_t *bytes, struct err *err)
{
    double value;
    if (!read_quantity(text, sizes, COUNT(sizes), &value))
        return err_set(err, "\"%.*s\" is not a size (write 64K, 256M or 1G)", STR_FMT(text));
    if (value < 1 || value > 1024.0 * (1 << 30))
        return err_set(err, "\"%.*s\" is not between 1 byte and 1024G", STR_FMT(text));
    *bytes = (size_t)value;
    return true;
}

bool quantity_count(struct str text, long least, long most, long *count, struct err *err)
{
    long value = 0;
    bool ok = text.len > 0 && text.len <= 9;
    for (size_t i = 0; i < text.len && ok; i++) {
        ok = isdigit((unsigned char)text.data[i]);
        value = value * 10 + (text.data[i] - '0');
    }
    if (!ok || value < least || value > most)
        return err_set(err, "\"%.*s\" is not a whole number from %ld to %ld", STR_FMT(text), least,
                       most);
    *count = value;
    return true;
}
