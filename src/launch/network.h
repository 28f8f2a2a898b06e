/* network: the network namespace that serve's rooms share, one after the other. */
#ifndef LAUNCH_NETWORK_H
#define LAUNCH_NETWORK_H

#include <stdbool.h>

/* Unless the namespace is as nobody had used it, go into a new one, whose loopback is up. False
 * with errno. */
bool network_refresh(void);

#endif
