#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "server.h"

static void show(char direction, const char *text)
{
    while (*text != '\0') {
        printf("%c ", direction);
        for (; *text != '\n' && *text != '\0'; text++)
            *text == '\r' ? fputs("\\r", stdout) : putchar(*text);
        puts(*text == '\n' ? "\\n" : "");
        text += *text == '\n';
    }
}

// [exchange]
static int connect_to(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connection < 0)
        err(1, "socket");
    if (connect(connection, (struct sockaddr *)&address, sizeof address) < 0)
        err(1, "connect");
    return connection;
}

static void exchange(int port)
{
    const char *request = "GET /3 HTTP/1.1\r\n"
                          "Host: 127.0.0.1\r\n"
                          "Connection: close\r\n"
                          "\r\n";
    int connection = connect_to(port);
    show('>', request);
    if (send(connection, request, strlen(request), 0) != (ssize_t)strlen(request))
        err(1, "send");

    char answer[1000] = "";
    size_t length = 0;
    for (ssize_t n = 1; n > 0; length += (size_t)n) {
        n = recv(connection, answer + length, sizeof answer - 1 - length, 0);
        if (n < 0)
            err(1, "recv");
    }
    show('<', answer);
    close(connection);
}
// [exchange]

int main(void)
{
    struct server server = {0};
    server_start(&server);
    exchange(server.port);
    server_stop(&server);
    return 0;
}
