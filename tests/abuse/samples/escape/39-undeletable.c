/* {timeout=8s} Leaves a tree that is hard to remove: deep, without permissions, with odd names. */
#include "attack.h"

int main(void)
{
    int files = 0;
    static const char *const names[] = {"-rf", "new\nline", "\xff\xfe", " ",
                                        "*",   "a\\b",      "$(reboot)"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int fd = open(names[i], O_WRONLY | O_CREAT, 0000);
        files += fd >= 0;
    }
    for (int tree = 0; tree < 2; tree++) {
        if (chdir(tree ? "/tmp" : ".") != 0)
            break;
        int depth = 0;
        while (depth < 3000 && mkdir("deep", 0700) == 0 && chdir("deep") == 0)
            depth++;
        for (int i = 0; i < 5; i++) {
            mkdir("locked", 0700);
            int fd = open("locked/file", O_WRONLY | O_CREAT, 0000);
            files += fd >= 0;
            chmod("locked", 0000);
        }
        chmod(".", 0000);
        say("%d deep", depth);
    }
    say("%d files", files);
    return end();
}
