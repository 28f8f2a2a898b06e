/* Another sample's source: no business of any other. */
int main(void)
{
    return 0;
}
