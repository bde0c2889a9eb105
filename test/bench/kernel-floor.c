/* The floor under the kernel's bench: the same loops in plain C. `floor "M/M/1"` prints one line: operations a second.
   Build: gcc -O2 -o floor kernel-floor.c -lm */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  double time;
  uint64_t sequence;
  int32_t handler, arg;
} Event;

static Event *heap;
static int size;
static uint64_t sequence;

static int before(const Event *a, const Event *b) {
  return a->time < b->time || (a->time == b->time && a->sequence < b->sequence);
}

static void push(double time, int handler, int arg) {
  Event event = {time, sequence++, handler, arg};
  int i = size++;
  while (i > 0) {
    int parent = (i - 1) >> 2;
    if (!before(&event, &heap[parent])) break;
    heap[i] = heap[parent];
    i = parent;
  }
  heap[i] = event;
}

static Event pop(void) {
  Event head = heap[0];
  Event last = heap[--size];
  int i = 0;
  for (;;) {
    int first = 4 * i + 1;
    if (first >= size) break;
    int best = first, end = first + 4 < size ? first + 4 : size;
    for (int child = first + 1; child < end; child++)
      if (before(&heap[child], &heap[best])) best = child;
    if (!before(&heap[best], &last)) break;
    heap[i] = heap[best];
    i = best;
  }
  heap[i] = last;
  return head;
}

/* Tyche-i, the generator of the JavaScript side, so that random numbers cost alike. */
static uint32_t a = 0, b = 0, c = 2654435769u, d = 1367130551u;

static uint32_t rotate(uint32_t x, int left) { return (x << left) | (x >> (32 - left)); }

static double uniform(void) {
  b = rotate(b, 25) ^ c;
  d = rotate(d, 24) ^ a;
  c -= d;
  a -= b;
  b = rotate(b, 20) ^ c;
  d = rotate(d, 16) ^ a;
  c -= d;
  a -= b;
  return a / 4294967296.0;
}

static double exponential(double mean) { return -mean * log(1 - uniform()); }

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

#define GAPS 65536

static double hold(int pending, int holds) {
  static double gaps[GAPS];
  heap = malloc(sizeof(Event) * (pending + 1));
  size = 0;
  for (int i = 0; i < GAPS; i++) gaps[i] = exponential(1);
  for (int i = 0; i < pending; i++) push(exponential(1), 0, i);
  double start = 0;
  for (int i = 0; i < 2 * holds; i++) {
    if (i == holds) start = seconds();
    Event event = pop();
    push(event.time + gaps[i & (GAPS - 1)], event.handler, event.arg);
  }
  double per_s = holds / (seconds() - start);
  free(heap);
  return per_s;
}

/* M/M/c by events: an arrival schedules the next, a departure starts the next service. */
static double queue_loop(int servers, int customers, double load) {
  heap = malloc(sizeof(Event) * 1024);
  size = 0;
  int waiting = 0, busy = 0, head = 0, tail = 0, left = customers, mask = (1 << 20) - 1;
  double *queue = malloc(sizeof(double) * (mask + 1)), wait = 0, start = seconds();
  push(exponential(1 / (load * servers)), 0, 0);
  while (size > 0) {
    Event event = pop();
    if (event.handler == 0) {
      if (--left > 0) push(event.time + exponential(1 / (load * servers)), 0, 0);
      if (busy < servers) {
        busy++;
        push(event.time + exponential(1), 1, 0);
      } else {
        queue[tail++ & mask] = event.time;
        waiting++;
      }
    } else if (waiting > 0) {
      waiting--;
      wait += event.time - queue[head++ & mask];
      push(event.time + exponential(1), 1, 0);
    } else {
      busy--;
    }
  }
  double per_s = customers / (seconds() - start);
  if (wait < 0) printf("%f\n", wait);
  free(heap);
  free(queue);
  return per_s;
}

static double lindley(int customers, double load) {
  double time = 0, free_at = 0, wait = 0, start = seconds();
  for (int i = 0; i < customers; i++) {
    time += exponential(1 / load);
    double begin = free_at > time ? free_at : time;
    wait += begin - time;
    free_at = begin + exponential(1);
  }
  double per_s = customers / (seconds() - start);
  if (wait < 0) printf("%f\n", wait);
  return per_s;
}

int main(int argc, char **argv) {
  const char *bench = argc > 1 ? argv[1] : "";
  double per_s = 0;
  if (!strcmp(bench, "hold 1000")) per_s = hold(1000, 2000000);
  if (!strcmp(bench, "hold 1000000")) per_s = hold(1000000, 1000000);
  if (!strcmp(bench, "M/M/1")) per_s = queue_loop(1, 2000000, 0.9);
  if (!strcmp(bench, "M/M/8")) per_s = queue_loop(8, 2000000, 0.9);
  if (!strcmp(bench, "FCFS station")) per_s = lindley(4000000, 0.9);
  printf("%.0f\n", per_s);
  return per_s == 0;
}
