/* {} One first error, then 100,000 of them in one line. */
#define X10(x) x x x x x x x x x x
int main(void)
{
    return the_first_error;
    X10(X10(X10(X10(X10(+;)))))
}
