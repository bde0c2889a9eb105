import { expect, test } from "vitest";

/** Erlang C from Erlang B by its recursion (Jagerman 1974). */
function erlangC(servers: number, load: number): number {
  let b = 1;
  for (let n = 1; n <= servers; n++) b = (load * b) / (n + load * b);
  return b / (1 - (load / servers) * (1 - b));
}

/** Simulating the first to 1 % takes 10^11 arrivals; the others are labs. */
test.each([
  [1000, 0.00059267],
  [100, 0.21694],
  [10, 0.668732],
])(
  "of %d servers at load .9, P(wait) is %d: a pool that is shrunk with its load waits more",
  (servers, exact) => {
    expect(Math.abs(erlangC(servers, 0.9 * servers) / exact - 1)).toBeLessThan(1e-4);
  },
);
