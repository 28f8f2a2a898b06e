/* {} Out of the folder, step by step. */
#include "canary.h"
#define BESIDE "../content/course.lua"
#define ABOVE "../../content/course.lua"
#if __has_include(BESIDE) || __has_include(ABOVE) || __has_include("../content/01.md")
#error GOT a chapter
#elif __has_include("../.git/config") || __has_include("../.drawloom/lock")
#error GOT what belongs to git or drawloom
#endif
#include BESIDE
int main(void)
{
    return 0;
}
