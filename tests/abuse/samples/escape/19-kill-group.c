/* {timeout=5s} Kills its own group: only itself. */
#include "attack.h"

int main(void)
{
    say("killing group %d", getpgrp() != 0);
    kill(0, SIGKILL);
    say("GOT out alive");
    return 0;
}
