/* Two instances of a network, first alone and then step by step in turn, all memory at the least alignment that
 * the header asks for. tools/check-c puts the names of a network before it:
 *   STATE_TYPE, INIT(state), STEP(instance, row)  how it is called
 *   STEPS                                         calls per vector: 1, or the rows of an input
 *   KEEPS_STATE                                   1 where a run depends on the runs before
 *   STRUCTURE, PLACE(instance), GIVE(instance, vector), TAKE(instance, result), SAME(result, vector), RESULT
 * Faults that it must notice: -DSHARED_STATE (one state for both), -DMISPLACED=1 (scratch at an odd address). */

#ifndef MISPLACED
#define MISPLACED 0
#endif

/* The address in an array aligned to 64 that is aligned to `alignment` and to no more. */
#define LEAST(array, alignment) ((void *)((array) + (alignment)))

struct instance {
    STRUCTURE
    _Alignas(64) unsigned char scratch_bytes[SCRATCH_BYTES + 64];
    _Alignas(64) unsigned char state_bytes[sizeof(STATE_TYPE) + 64];
    void *scratch_place;
    STATE_TYPE *state_place;
};

struct result {
    RESULT
};

static struct instance first, second;
static struct result alone[2][VECTORS], in_turn[2][VECTORS];

static void place(struct instance *instance)
{
    PLACE(instance)
    instance->scratch_place = instance->scratch_bytes + _Alignof(int32_t) + MISPLACED;
    instance->state_place = LEAST(instance->state_bytes, _Alignof(STATE_TYPE));
#ifdef SHARED_STATE
    instance->state_place = LEAST(first.state_bytes, _Alignof(STATE_TYPE));
#endif
}

/* The second instance takes the vectors in the opposite order. */
static int vector_of(int number, int step)
{
    const int turn = step / STEPS;
    return number == 0 ? turn : VECTORS - 1 - turn;
}

static void take_step(int number, int step, struct result *results)
{
    struct instance *instance = number == 0 ? &first : &second;
    const int vector = vector_of(number, step);
    const int row = step % STEPS;
    if (row == 0) {
        GIVE(instance, vector)
    }
    memset(instance->scratch_bytes, step + number, sizeof instance->scratch_bytes);
    STEP(instance, row);
    if (row == STEPS - 1) {
        TAKE(instance, (&results[vector]))
    }
}

int main(void)
{
    place(&first);
    place(&second);
    for (int number = 0; number < 2; ++number) {
        INIT((number == 0 ? &first : &second)->state_place);
        for (int step = 0; step < VECTORS * STEPS; ++step) {
            take_step(number, step, alone[number]);
        }
    }
    INIT(first.state_place);
    INIT(second.state_place);
    for (int step = 0; step < VECTORS * STEPS; ++step) {
        take_step(0, step, in_turn[0]);
        take_step(1, step, in_turn[1]);
    }
    if (memcmp(alone, in_turn, sizeof alone) != 0) {
        puts("instances in turn give other outputs than alone");
        return 1;
    }
    for (int vector = 0; vector < (KEEPS_STATE ? 1 : VECTORS); ++vector) {
        if (!SAME((&in_turn[0][vector]), vector)) {
            printf("vector %d gives other outputs than the interpreter\n", vector);
            return 1;
        }
    }
    return 0;
}
