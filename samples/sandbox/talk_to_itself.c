/* A server and its client in one program: they talk over TCP on 127.0.0.1. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void must_be(int ok, const char *what)
{
    if (!ok) {
        perror(what);
        exit(EXIT_FAILURE);
    }
}

/* [talk] */
static void be_client(const struct sockaddr_in *server)
{
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    int error = connect(sock, (const struct sockaddr *)server, sizeof *server);
    must_be(error == 0, "connect");
    must_be(write(sock, "hello", 5) == 5, "write");
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(8080),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int error = bind(listener, (struct sockaddr *)&address, sizeof address);
    must_be(error == 0, "bind");
    must_be(listen(listener, 1) == 0, "listen");

    pid_t client = fork();
    must_be(client >= 0, "fork");
    if (client == 0) {
        be_client(&address);
        return 0;
    }
    int connection = accept(listener, NULL, NULL);
    must_be(connection >= 0, "accept");
    char text[16] = "";
    must_be(read(connection, text, sizeof text - 1) > 0, "read");
    printf("on port %d somebody said: %s\n", ntohs(address.sin_port), text);
    must_be(waitpid(client, NULL, 0) == client, "waitpid");
}
/* [talk] */
