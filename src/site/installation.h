/* installation: where drawloom's own files are, found from where the program itself is:
 *
 *     in the source tree     installed
 *     build/drawloom         PREFIX/bin/drawloom
 *     build/drawloom-launch  PREFIX/bin/drawloom-launch or PREFIX/libexec/drawloom-launch, and beside it
 *                            drawloom-symbols, drawloom-record.so and drawloom-record.o
 *     templates/             PREFIX/share/drawloom/templates/
 *     build/theme/           the same: what make put together of other people's packages
 *     build/formulas/        PREFIX/share/drawloom/formulas/: formulas.mjs and KaTeX */
#ifndef SITE_INSTALLATION_H
#define SITE_INSTALLATION_H

#include "base/arena.h"
#include "base/err.h"

#define INSTALLATION_VERSION DRAWLOOM_VERSION

struct installation {
    const char *program; /* absolute paths, all of them */
    const char *launch;
    const char *templates; /* pages, styles and, in new/, what `drawloom new` copies */
    const char *made; /* fonts and scripts of npm packages, laid out as in templates; NULL where
                            * it is installed, as they are among them */
    const char *formulas, *katex; /* what typesets formulas: scripts for Node */
};

/* Errors: a part of it is missing. */
bool installation_find(struct arena *a, struct installation *installation, struct err *err);

#endif
