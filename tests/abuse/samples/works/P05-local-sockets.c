/* {} socketpair, a socket in the file system, a descriptor that is passed on */
#include <sys/un.h>

#include "attack.h"

int main(void)
{
    int ends[2];
    char byte;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return 1;
    struct sockaddr_un name = {AF_UNIX, "here"};
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(server, (struct sockaddr *)&name, sizeof name) != 0 || listen(server, 1) != 0)
        return 2;
    if (fork() == 0) {
        int client = socket(AF_UNIX, SOCK_STREAM, 0);
        _exit(connect(client, (struct sockaddr *)&name, sizeof name) != 0 ||
              write(client, "x", 1) != 1);
    }
    if (read(accept(server, NULL, NULL), &byte, 1) != 1)
        return 3;
    wait(NULL);
    return end();
}
