/* {} Much work for the optimiser: constant evaluation without an end. */
#define X4(x) x x x x
#define X256(x) X4(X4(X4(X4(x))))
static volatile double v;
int main(void)
{
    double a = v, b = v, c = v;
    for (int i = 0; i < 100; i++) {
        X256(X256(a += b * c; b -= a / (c + 1); c = a > b ? a * v : b * v;))
    }
    return a + b + c > 0;
}
