/* {} TCP and UDP on 127.0.0.1, and by the name "localhost" */
#include <netdb.h>
#include <netinet/in.h>

#include "attack.h"

int main(void)
{
    struct addrinfo hint = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
    if (getaddrinfo("localhost", "7777", &hint, &found) != 0)
        return 1;
    int server = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(server, found->ai_addr, found->ai_addrlen) != 0 || listen(server, 5) != 0)
        return 2;
    if (fork() == 0) {
        int client = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(client, found->ai_addr, found->ai_addrlen) != 0 ||
            write(client, "hello", 5) != 5)
            _exit(1);
        _exit(0);
    }
    char text[16];
    int peer = accept(server, NULL, NULL), status;
    if (read(peer, text, sizeof text) != 5)
        return 3;
    wait(&status);
    int a = socket(AF_INET, SOCK_DGRAM, 0), b = socket(AF_INET, SOCK_DGRAM, 0);
    if (bind(a, found->ai_addr, found->ai_addrlen) != 0 ||
        sendto(b, "hi", 2, 0, found->ai_addr, found->ai_addrlen) != 2 ||
        read(a, text, sizeof text) != 2)
        return 4;
    return status == 0 ? end() : 5;
}
