/* The server is in samples/include/server.h, all of it: there is nothing more to compile. */
#include "server.h"
