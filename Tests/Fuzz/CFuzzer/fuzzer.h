#include <stddef.h>
#include <stdint.h>

/// libFuzzer's entry for a program that has its own `main`.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*target)(const uint8_t *, size_t));
