/* {} 32 TB that no file holds: it compiles, and can't be started. */
static char data[(long)32 << 40];
int main(int argc, char **argv)
{
    (void)argv;
    data[argc] = 1;
    return data[argc];
}
