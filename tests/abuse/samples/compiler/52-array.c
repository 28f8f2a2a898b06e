/* {} An initialised array of 8 GB. */
static char data[(long)8 << 30] = {1};
int main(int argc, char **argv)
{
    (void)argv;
    return data[argc];
}
