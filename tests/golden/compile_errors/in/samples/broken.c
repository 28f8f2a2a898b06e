#include <nothere.h>

int main(void)
{
}
