/* map: the same function for every item of a list. */
#ifndef MAP_H
#define MAP_H

/* Set results[i] to fn(items[i]) for each of the n items, with so many workers, at least one.
 * Calls of fn may overlap, and they end in any order. All have ended when map returns.
 * Where fn runs is not said: of what it does, only the value that it returns is certain to
 * come back, and it must change nothing that another call uses. */
void map(long (*fn)(long), const long items[], long results[], int n, int workers);

#endif
