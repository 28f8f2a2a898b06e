/* {} Notes that cost nothing to ask for and are not errors. */
#pragma message("the first note")
#define NOTE _Pragma("message(\"a note that is repeated a hundred thousand times\")")
#define X10(x) x x x x x x x x x x
X10(X10(X10(X10(X10(NOTE)))))
int main(void)
{
    return 0;
}
