#include <err.h>
#include <pthread.h>
#include <stdlib.h>
#include <lauxlib.h>
#include <lualib.h>
#include "end_in_child.h"
#include "must.h"

enum { MOST_THREADS = 16 };

static void *run_script(void *argument)
{
    lua_State *lua = argument;
    if (lua_pcall(lua, 0, 0, 0) != LUA_OK)
        errx(1, "%s", lua_tostring(lua, -1));
    return NULL;
}

int main(int argc, char *argv[])
{
    int threads = argc > 2 ? atoi(argv[1]) : 0;
    if (threads < 1 || threads > MOST_THREADS)
        errx(2, "usage: %s THREADS (1 to %d) SCRIPT...", argv[0], MOST_THREADS);
    end_in_child();

    lua_State *all = luaL_newstate(), *lua[MOST_THREADS];
    pthread_t ids[MOST_THREADS];
    luaL_openlibs(all);
    for (int i = 0; i < threads; i++) {
        lua[i] = lua_newthread(all); /* a stack of its own, all else is shared */
        if (luaL_loadfile(lua[i], argv[2 + i % (argc - 2)]) != LUA_OK)
            errx(1, "%s", lua_tostring(lua[i], -1));
    }
    for (int i = 0; i < threads; i++)
        must(pthread_create(&ids[i], NULL, run_script, lua[i]));
    for (int i = 0; i < threads; i++)
        must(pthread_join(ids[i], NULL));
    lua_close(all);
    return 0;
}
