/* {} The same with a file of the host. */
#include "canary.h"
#include <stdio.h>
__asm__(".section .rodata\nbegin: .incbin \"/etc/shadow\"\nstop:\n.text\n");
extern const char begin[], stop[];
int main(void)
{
    puts("GOT /etc/shadow");
    fwrite(begin, 1, (size_t)(stop - begin), stdout);
}
