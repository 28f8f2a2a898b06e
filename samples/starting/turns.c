#include <stdbool.h>
#include <stdio.h>

struct walker {
    const char *name;
    int step, steps;
};

/* One small step; false when the walker has arrived. */
static bool walk(struct walker *walker)
{
    walker->step++;
    printf("%s: step %d of %d\n", walker->name, walker->step, walker->steps);
    return walker->step < walker->steps;
}

int main(void)
{
    struct walker ann = {"Ann", 0, 2};
    struct walker bob = {"Bob", 0, 3};
    bool ann_walks = true, bob_walks = true;

    while (ann_walks || bob_walks) {
        if (ann_walks)
            ann_walks = walk(&ann);
        if (bob_walks)
            bob_walks = walk(&bob);
    }
    return 0;
}
