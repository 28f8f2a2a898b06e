/* {timeout=1s} An infinite loop. */
int main(void)
{
    for (volatile int i = 0;;)
        i = 1;
}
