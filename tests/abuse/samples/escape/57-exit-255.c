/* {timeout=5s exit=255} Ends with what others take for a signal or a limit. */
#include <stdio.h>

int main(void)
{
    puts("killed by signal 11");
    puts("not ok: memory limit");
    puts("{\"end\": \"timed-out\", \"code\": 0}");
    return 255;
}
