import { expect, test } from "vitest";
import { compileDistribution } from "../../src/kernel/distribution.ts";
import { openStream } from "../../src/kernel/random.ts";
import { Simulation } from "../../src/kernel/simulation.ts";
import { Transactions } from "../../src/model/storage/transactions.ts";

/** Transactions a second of N clients who think for 9 ms and then lock one row for 1 ms, both exponential. */
function rowThroughput(clients: number, seed: string, { deadlockCheckMs = 0, ms = 20_000 } = {}) {
  // So that the checks of all who come at once are over.
  const warmUpMs = 1000 + (deadlockCheckMs * clients ** 2) / 2;
  const sim = new Simulation();
  const think = openStream(seed, "think");
  let done = 0;
  const next = () => sim.at(sim.now + think.exponential(9), begin);
  const transactions = new Transactions(
    {
      sim,
      name: "row",
      k: 1,
      connections: Number.POSITIVE_INFINITY,
      workMs: compileDistribution({ kind: "exponential", mean: 1 }),
      deadlockCheckMs,
      lockWaitMaxMs: 1e9,
      stream: openStream(seed, "work"),
    },
    {
      worked: () => {
        done++;
        next();
        return sim.now;
      },
      failed: () => {},
    },
  );
  const begin = sim.register(() => transactions.begin(sim.now, 0));
  for (let client = 0; client < clients; client++) next();
  sim.runUntil(warmUpMs);
  const before = done;
  sim.runUntil(warmUpMs + ms);
  return (1000 * (done - before)) / ms;
}

// M/M/1//N: the exact throughput of closed clients at one server.
test.each([
  [1, 100],
  [2, 198.02],
  [5, 475.09],
  [10, 832.04],
  [20, 999.38],
  [64, 1000],
])("%d clients of a hot row pass it %d times a second", (clients, exact) => {
  const ms = 80_000 / Math.min(clients, 4);
  const runs = Array.from({ length: 30 }, (_, i) => rowThroughput(clients, `hot row ${i}`, { ms }));
  const mean = runs.reduce((sum, run) => sum + run, 0) / runs.length;
  const variance = runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / (runs.length - 1);
  const error = Math.sqrt(variance / runs.length);
  expect(Math.abs(mean - exact)).toBeLessThan(4 * error);
  expect(error).toBeLessThan((0.01 * exact) / 4);
});

test("a plain lock has a plateau; only a deadlock check that grows with the waiters makes it fall", () => {
  const [ten, many] = [20, 400].map((clients) => rowThroughput(clients, "plateau", { ms: 5000 })) as [
    number,
    number,
  ];
  expect(many).toBeGreaterThan(0.97 * ten);
  // Each transaction that comes goes through nearly all the others: no more than 1 / (c waiters) can come a second.
  const checked = rowThroughput(400, "plateau", { ms: 20_000, deadlockCheckMs: 0.04 });
  const waiters = 400 - 0.009 * checked;
  expect(checked).toBeGreaterThan((0.95 * 1000) / (0.04 * waiters));
  expect(checked).toBeLessThan((1.05 * 1000) / (0.04 * waiters));
});
