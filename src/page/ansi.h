/* ansi: the escape sequences of terminals (ECMA-48, ISO/IEC 6429) in what a program printed, as HTML.
 * Colours and styles become classes; no other sequence has a meaning on a page. */
#ifndef PAGE_ANSI_H
#define PAGE_ANSI_H

#include <stdint.h>

#include "base/buf.h"

/* Append the text, which may hold any bytes, as HTML. All is escaped as html_escape does, no
 * span is left open, and there are at most 4096 spans of at most 100 bytes. */
void ansi_html(struct str text, struct buf *out);

/* The same for one piece of a stream. `style` is what the stream's pieces before it left switched on:
 * 0 for the first piece, then what the last call returned; any number will do. */
uint32_t ansi_html_piece(struct str text, uint32_t style, struct buf *out);

#endif
