/* Runs a generated network on vectors from a file and compares, or on random inputs and prints a digest. */
#include "net.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *scratch;
/* DECLARED */

static int same(FILE *file, const void *found, size_t size)
{
    unsigned char *expected = malloc(size);
    int is_same = fread(expected, size, 1, file) == 1 && memcmp(expected, found, size) == 0;
    free(expected);
    return is_same;
}

static uint64_t seed = 1;
static uint64_t hash = 1469598103934665603u;

static long draw(long low, long high)
{
    uint64_t mixed = seed += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    mixed ^= mixed >> 31;
    if (mixed % 16 == 0)
        return mixed & 16 ? low : high;
    return low + (long)(mixed % (uint64_t)(high - low + 1));
}

static void digest(const void *found, size_t size)
{
    const unsigned char *bytes = found;
    while (size-- > 0)
        hash = (hash ^ *bytes++) * 1099511628211u;
}

static void call(int pattern)
{
    /* SPOILT */
    /* CALLED */
}

static int one_vector(FILE *file, int vector)
{
    int is_reset = fgetc(file);
    if (is_reset == EOF)
        return -1;
    if (is_reset) {
        /* RESET */
    }
    /* READ */
    call(vector % 2 ? 255 - vector : vector);
    /* COMPARED */
    return 1;
}

static void one_random(long turn)
{
    if (turn % 8 == 0) {
        /* RESET */
    }
    /* DRAWN */
    call((int)turn & 255);
    /* DIGESTED */
}

int main(int count, char **words)
{
    /* MADE */
    if (count > 2 && strcmp(words[1], "random") == 0) {
        for (long turn = 0; turn < atol(words[2]); ++turn)
            one_random(turn);
        printf("%016llx\n", (unsigned long long)hash);
        return 0;
    }
    FILE *file = fopen(words[2], "rb");
    for (int vector = 0;; ++vector) {
        int is_same = one_vector(file, vector);
        if (is_same < 0)
            return 0;
        if (!is_same) {
            printf("vector %d differs\n", vector);
            return 3;
        }
    }
}
