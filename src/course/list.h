/* list: it has moved to base/list.h, so that code/ can have it too. */
#ifndef COURSE_LIST_H
#define COURSE_LIST_H

#include "base/list.h"

#endif
