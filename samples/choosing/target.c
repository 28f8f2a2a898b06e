#include <omp.h>
#include <stdio.h>

enum { COUNT = 1000 };

int main(void)
{
    float numbers[COUNT] = {0};
    int at_home = 1;
#pragma omp target teams distribute parallel for map(tofrom : numbers, at_home)
    for (int i = 0; i < COUNT; i++) {
        numbers[i] = (float)i * 0.5f;
        if (i == 0)
            at_home = omp_is_initial_device();
    }
    printf("devices: %d\n", omp_get_num_devices());
    printf("the loop ran on %s\n", at_home ? "the processor" : "a device");
    printf("its last number is %.1f\n", (double)numbers[COUNT - 1]);
    return 0;
}
