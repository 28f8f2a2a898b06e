/* {} Asks which files there are. */
#include "canary.h"
#if __has_include(SECRET)
#error GOT the existence of the secret
#endif
#if __has_include(HOME_SECRET) || __has_include("/root/.bashrc") || __has_include("/root/.profile")
#error GOT the home folder
#endif
#if __has_include("/etc/shadow")
#error GOT /etc/shadow
#endif
#if __has_include(COURSE_LUA)
#error GOT the course
#endif
int main(void)
{
    return 0;
}
