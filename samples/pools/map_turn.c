#include "map.h"

// [map]
void map(long (*fn)(long), const long items[], long results[], int n, int workers)
{
    (void)workers; /* we need no help */
    for (int i = 0; i < n; i++)
        results[i] = fn(items[i]);
}
// [map]
