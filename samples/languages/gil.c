#include <err.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <lauxlib.h>
#include <lualib.h>
#include "must.h"

enum { INSTRUCTIONS = 100000, MOST_THREADS = 16 };

static pthread_mutex_t gil = PTHREAD_MUTEX_INITIALIZER;

/* Lua calls this after every so many instructions. */
static void offer_gil(lua_State *lua, lua_Debug *event)
{
    (void)lua, (void)event;
    must(pthread_mutex_unlock(&gil));
    must(pthread_mutex_lock(&gil));
}

/* In Lua: sleep(milliseconds). Who sleeps needs no interpreter. */
static int sleep_without_gil(lua_State *lua)
{
    long ms = (long)luaL_checkinteger(lua, 1);
    must(pthread_mutex_unlock(&gil));
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
    must(pthread_mutex_lock(&gil));
    return 0;
}

static void *run_script(void *argument)
{
    lua_State *lua = argument;
    must(pthread_mutex_lock(&gil));
    if (lua_pcall(lua, 0, 0, 0) != LUA_OK)
        errx(1, "%s", lua_tostring(lua, -1));
    must(pthread_mutex_unlock(&gil));
    return NULL;
}

int main(int argc, char *argv[])
{
    int threads = argc > 2 ? atoi(argv[1]) : 0;
    if (threads < 1 || threads > MOST_THREADS)
        errx(2, "usage: %s THREADS (1 to %d) SCRIPT...", argv[0], MOST_THREADS);
    lua_State *all = luaL_newstate(), *lua[MOST_THREADS];
    pthread_t ids[MOST_THREADS];
    luaL_openlibs(all);
    lua_register(all, "sleep", sleep_without_gil);
    for (int i = 0; i < threads; i++) {
        lua[i] = lua_newthread(all); /* a stack of its own, all else is shared */
        lua_sethook(lua[i], offer_gil, LUA_MASKCOUNT, INSTRUCTIONS);
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
