/* The memory functions that compilers call for assignments and initialisations of whole objects.
 * They take words where the alignment of both ends allows. */
#include <stddef.h>
#include <stdint.h>

/* GCC would recognise these loops as what they implement, and call themselves. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-tree-loop-distribute-patterns")
#endif

typedef uintptr_t __attribute__((may_alias)) word;

static int is_aligned(const void *address)
{
    return ((uintptr_t)address & (sizeof(word) - 1)) == 0;
}

void *memcpy(void *restrict target, const void *restrict source, size_t count)
{
    unsigned char *to = target;
    const unsigned char *from = source;
    if (is_aligned(to) && is_aligned(from)) {
        for (; count >= sizeof(word); count -= sizeof(word)) {
            *(word *)(void *)to = *(const word *)(const void *)from;
            to += sizeof(word);
            from += sizeof(word);
        }
    }
    for (; count > 0; count--)
        *to++ = *from++;
    return target;
}

void *memmove(void *target, const void *source, size_t count)
{
    unsigned char *to = target;
    const unsigned char *from = source;
    if (to <= from || to >= from + count)
        return memcpy(target, source, count);
    for (to += count, from += count; count > 0; count--)
        *--to = *--from;
    return target;
}

void *memset(void *target, int value, size_t count)
{
    unsigned char *to = target;
    word pattern = (unsigned char)value;
    for (unsigned shift = 8; shift < 8 * sizeof(word); shift += shift)
        pattern |= pattern << shift;
    if (is_aligned(to)) {
        for (; count >= sizeof(word); count -= sizeof(word)) {
            *(word *)(void *)to = pattern;
            to += sizeof(word);
        }
    }
    for (; count > 0; count--)
        *to++ = (unsigned char)value;
    return target;
}
