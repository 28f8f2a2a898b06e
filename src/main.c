/* drawloom: Markdown chapters and the programs in them, woven into a site. This file reads the command
 * line and calls the command; the rooms of src/ do the rest (README has the tour). */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "site/commands.h"
#include "site/installation.h"
#include "site/interrupt.h"

static enum site_status build_or_check(const struct options *options,
                                       const struct launcher *launcher, struct report *report)
{
    return site_build(&options->site, launcher, report);
}

static enum site_status run_command(const struct options *options, struct report *report,
                                    struct err *err)
{
    static enum site_status (*const commands[])(const struct options *, const struct launcher *,
                                                struct report *) = {
        [COMMAND_BUILD] = build_or_check, [COMMAND_CHECK] = build_or_check,
        [COMMAND_PROMOTE] = promote,      [COMMAND_RUN] = run_sample,
        [COMMAND_LIST] = list_samples,    [COMMAND_FREEZE] = freeze,
        [COMMAND_NEW] = new_course,       [COMMAND_CLEAN] = clean,
    };
    struct arena arena = {0};
    struct installation installation;
    struct launcher launcher = {.stop_fd = interrupt_install(err)};
    enum site_status status = SITE_FAILED;
    if (launcher.stop_fd >= 0 && installation_find(&arena, &installation, err)) {
        launcher.path = installation.launch;
        status = commands[options->command](options, &launcher, report);
    }
    arena_release(&arena);
    return status;
}

static void print_help(const struct options *options)
{
    struct buf text = BUF_INIT;
    if (options->version)
        buf_puts(&text, "drawloom " INSTALLATION_VERSION "\n");
    else
        options_help(options, &text);
    fwrite(text.data, 1, text.len, stdout);
    buf_release(&text);
}

/* A box needs some twenty, and there may be one for each of many cores. */
static void allow_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char **argv)
{
    struct options options;
    struct err err = {0};
    int status = SITE_FAILED;
    allow_descriptors();
    bool parsed = options_parse(argc, argv, &options, &err);
    struct report *report = report_new(stderr, parsed && options.site.dir ? options.site.dir : ".");
    if (parsed && (options.help || options.version)) {
        print_help(&options);
        status = SITE_OK;
    } else if (parsed) {
        status = (int)run_command(&options, report, &err);
    }
    if (err.message[0])
        report_say(report, "drawloom: %s", err.message);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        report_say(report, "drawloom: standard output: %s", strerror(errno));
        status = SITE_FAILED;
    }
    report_free(report);
    return status == SITE_INTERRUPTED ? 128 + interrupt_signal() : status;
}
