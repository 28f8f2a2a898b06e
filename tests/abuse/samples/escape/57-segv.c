/* {timeout=5s signal=SIGSEGV} A real crash. */
int main(void)
{
    volatile int *volatile nowhere = 0;
    *nowhere = 1;
}
