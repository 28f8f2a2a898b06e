/* setter: what the value of each attribute of a sample does to it (attribute.c has the table). */
#ifndef COURSE_SETTER_H
#define COURSE_SETTER_H

#include "course/draft.h"

/* Give the draft the item's value; what it keeps of it lives in the reading's arena, as the item
 * does. Errors say what a right value looks like, without naming the attribute. */
typedef bool setter(struct draft *d, const struct fence_item *item, struct err *err);

setter setter_file, setter_show, setter_data, setter_caption, setter_layout, setter_args,
    setter_env, setter_stdin, setter_cc, setter_std, setter_opt, setter_cflags, setter_libs,
    setter_timeout, setter_memory, setter_processes, setter_nofile, setter_output, setter_exit,
    setter_signal, setter_compile_error, setter_hangs, setter_tty, setter_shown, setter_norun,
    setter_hidden, setter_folded;

/* setter_evidence.c */
setter setter_trials, setter_outcomes, setter_time, setter_reps, setter_warmup, setter_trace,
    setter_check, setter_finds, setter_asm, setter_mark, setter_diff, setter_sweep;

/* Whether the sample's compiler knows gcc's sanitizers, and takes flags. */
bool setter_is_sanitizable(const struct sample *sample);

#endif
