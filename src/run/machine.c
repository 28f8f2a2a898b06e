#include "run/machine.h"

#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/pool.h"

/* The value of the first line "KEY<blanks><separator>VALUE" of a file; NULL when there is none. */
static char *field(const char *path, const char *key, char separator, struct arena *a)
{
    struct buf text = BUF_INIT;
    struct err ignored;
    char *value = NULL;
    file_read(path, &text, &ignored);
    struct str rest = buf_view(&text), line;
    while (!value && str_line(&rest, &line)) {
        const char *mark = memchr(line.data, separator, line.len);
        if (!mark || !str_is(str_trim((struct str){line.data, (size_t)(mark - line.data)}), key))
            continue;
        struct str found = {mark + 1, line.len - (size_t)(mark + 1 - line.data)};
        value = (char *)arena_str(a, str_trim(found)).data;
    }
    buf_release(&text);
    return value;
}

static char *without_quotes(char *s)
{
    size_t len = strlen(s);
    if (len < 2 || (s[0] != '"' && s[0] != '\'') || s[len - 1] != s[0])
        return s;
    s[len - 1] = '\0';
    return s + 1;
}

/* x86 has a model name; ARM and others say less, in other words, or nothing. */
static const char *cpu_name(const char *arch, struct arena *a)
{
    static const char *const keys[] = {"model name", "Model", "cpu model", "cpu", "Hardware"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *name = field("/proc/cpuinfo", keys[i], ':', a);
        if (name && name[0])
            return name;
    }
    return arch;
}

static const char *os_name(struct arena *a)
{
    char *name = field("/etc/os-release", "PRETTY_NAME", '=', a);
    if (!name)
        name = field("/usr/lib/os-release", "PRETTY_NAME", '=', a);
    return name ? without_quotes(name) : "Linux";
}

static const char *identity(const struct machine *m, struct arena *a)
{
    const char *text = arena_printf(a, "%s\n%d\n%s", m->cpu, m->usable_cores, m->arch);
    char hex[HASH_HEX_LEN + 1];
    hash_hex(hash_of(text, strlen(text)), hex);
    return arena_strndup(a, hex, 16);
}

void machine_read(struct arena *a, struct machine *machine)
{
    struct utsname name;
    uname(&name);
    machine->arch = arena_strdup(a, name.machine);
    machine->kernel = arena_printf(a, "%s %s", name.sysname, name.release);
    machine->cpu = cpu_name(machine->arch, a);
    machine->os = os_name(a);
    machine->cores = (int)sysconf(_SC_NPROCESSORS_ONLN);
    machine->usable_cores = pool_cpus();
    machine->memory_bytes = (uint64_t)sysconf(_SC_PHYS_PAGES) * (uint64_t)sysconf(_SC_PAGESIZE);
    machine->id = identity(machine, a);
}
