/* {} The assembler fills 8 GB. */
__asm__(".data\n.fill 0x40000000, 8, 1\n.text\n");
int main(void)
{
    return 0;
}
