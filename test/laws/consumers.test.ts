import { describe, expect, test } from "vitest";
import { desk } from "../model/messaging/desk.ts";

/** What one consumer of a queue that is never empty does in a second, over 200 s. */
function perSecond(options: Parameters<typeof desk>[0]): number {
  const made = desk({ partitions: 1, consumers: 1, batchWaitMs: 0, pollIdleMs: 0, ...options });
  made.openUntil(200_000, 2000);
  made.simulation.runUntil(200_000);
  return made.queue.acked / 200;
}

/**
 * One server with P customers who each take a pause D before they come again (the machine repairman): with p0 the chance
 * that the server is idle, it does (1 - p0) / S; 1 / p0 = sum over n of P! / (P - n)! (S / D)^n, whatever D's law.
 */
function machineRepairman(prefetch: number, serviceMs: number, fetchMs: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= prefetch; n++) {
    term *= (prefetch - n + 1) * (serviceMs / fetchMs);
    sum += term;
  }
  return (1000 * (1 - 1 / sum)) / serviceMs;
}

describe("a consumer that may hold P unacknowledged messages", () => {
  test.each([1, 2, 4, 8])("P = %i: does as many as a machine repairman with P machines", (prefetch) => {
    const done = perSecond({
      prefetch,
      fetchMs: 4,
      batchSize: 1,
      service: { kind: "exponential", mean: 1 },
    });
    const law = machineRepairman(prefetch, 1, 4);
    // Four standard errors of a count in 200 s, no more variable than a Poisson one.
    expect(Math.abs(done - law)).toBeLessThan(4 * Math.sqrt(law / 200));
  });

  test("never holds more, and holds that many while messages wait", () => {
    const made = desk({ prefetch: 3, consumers: 2, batchSize: 16, fetchMs: 5 });
    made.openUntil(5000, 2000);
    made.simulation.runIdle();
    expect(made.queue.consumers.heldPeak).toBe(6);
    expect(made.queue.acked).toBe(made.queue.published);
  });
});

test("a consumer that does not fetch ahead waits for each batch: B messages in D + B S", () => {
  for (const batchSize of [1, 4, 16]) {
    const done = perSecond({ fetchMs: 4, batchSize, service: { kind: "constant", value: 1 } });
    expect(Math.abs(done / (batchSize / (0.004 + 0.001 * batchSize)) - 1)).toBeLessThan(0.01);
  }
});
