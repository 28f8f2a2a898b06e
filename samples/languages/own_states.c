#include <err.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <lauxlib.h>
#include <lualib.h>
#include "must.h"

enum { MOST_THREADS = 16 };

/* In Lua: sleep(milliseconds). */
static int sleep_for(lua_State *lua)
{
    long ms = (long)luaL_checkinteger(lua, 1);
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
    return 0;
}

static void *run_script(void *script)
{
    lua_State *lua = luaL_newstate(); /* nobody else has it, so it needs no lock */
    luaL_openlibs(lua);
    lua_register(lua, "sleep", sleep_for);
    if (luaL_dofile(lua, script) != LUA_OK)
        errx(1, "%s", lua_tostring(lua, -1));
    lua_close(lua);
    return NULL;
}

int main(int argc, char *argv[])
{
    int threads = argc > 2 ? atoi(argv[1]) : 0;
    if (threads < 1 || threads > MOST_THREADS)
        errx(2, "usage: %s THREADS (1 to %d) SCRIPT...", argv[0], MOST_THREADS);
    pthread_t ids[MOST_THREADS];
    for (int i = 0; i < threads; i++)
        must(pthread_create(&ids[i], NULL, run_script, argv[2 + i % (argc - 2)]));
    for (int i = 0; i < threads; i++)
        must(pthread_join(ids[i], NULL));
    return 0;
}
