/* banned: names that must not be used, so that they fail to compile. Every .c file of src/ gets
 * this header first (the Makefile's -include). Each line says what to use instead. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* files and children are named from a directory or by a whole path: other threads share the cwd */
#pragma GCC poison chdir fchdir
/* a child's environment is given whole to launch */
#pragma GCC poison setenv putenv unsetenv clearenv
/* wait for one known child: waitid(P_PIDFD) or waitpid(pid) */
#pragma GCC poison wait wait3
/* launch_run is the only way to start a program */
#pragma GCC poison system popen
/* buf_printf, xasprintf, arena_printf */
#pragma GCC poison sprintf vsprintf
/* buf_puts, arena_strdup */
#pragma GCC poison strcpy strcat strncpy strncat
/* str_line and words_split keep no state */
#pragma GCC poison strtok

#endif
