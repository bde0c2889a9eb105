import { describe, expect, test } from "vitest";
import type { BrokerOptions } from "../../src/model/messaging/queue-options.ts";
import { desk } from "../model/messaging/desk.ts";

const BROKERS: BrokerOptions = {
  count: 2,
  flushMs: 20,
  acknowledges: "flushed",
  publishTimeoutMs: 1500,
  failoverMs: 10_000,
};

/** A desk whose broker 0 is lost from 20 s to 30 s. */
function withoutBroker(options: Parameters<typeof desk>[0] = {}) {
  const made = desk({ brokers: BROKERS, ...options });
  made.openUntil(60_000, 2000);
  made.simulation.runUntil(20_000.01);
  made.queue.loseBroker(0);
  made.simulation.runUntil(30_000);
  made.queue.replaceBroker(0);
  made.simulation.runIdle();
  return made;
}

describe("the loss of a broker", () => {
  test("loses nothing where a publication is acknowledged when it is flushed: it is made again", () => {
    const { queue, centre } = withoutBroker();
    expect([queue.lost, queue.dead, queue.depth]).toEqual([0, 0, 0]);
    expect(centre.creditedFen).toBe(100 * queue.published);
    expect(queue.republished).toBeGreaterThan(1000);
    // Publishers go to the other broker once they have waited for the first one in vain.
    expect(centre.lagMaxMs).toBeGreaterThan(10_000);
    expect(centre.rightAgainAtMs(60_000)).toBeLessThan(31_000);
  });

  test("brings what was done since its last flush a second time, and the wallets stop each", () => {
    const { queue, centre } = withoutBroker({ brokers: { ...BROKERS, flushMs: 1000 } });
    expect(queue.redelivered).toBeGreaterThan(5);
    expect(queue.duplicates).toBe(queue.redelivered);
    expect(centre.duplicatesStopped).toBe(queue.redelivered);
    expect(centre.credits).toBe(queue.published);
  });

  test("costs what was not flushed where that is acknowledged at once; only reconciliation finds it", () => {
    const made = desk({ brokers: { ...BROKERS, acknowledges: "taken", flushMs: 1000 } });
    made.openUntil(60_000, 2000);
    const job = made.reconcile(120_000);
    made.simulation.runUntil(20_990);
    made.queue.loseBroker(0);
    made.simulation.runUntil(30_000);
    made.queue.replaceBroker(0);
    made.simulation.runUntil(120_000);
    expect(made.queue.lost).toBeGreaterThan(0);
    expect(job.repaired).toBe(made.queue.lost);
    expect(made.centre.creditedFen).toBe(100 * made.queue.published);
  });

  test("holds up the users of its partitions until its copy takes over, where their order must stay", () => {
    const free = withoutBroker({ consumers: 64 });
    const ordered = withoutBroker({ consumers: 64, ordered: true, partitions: 64, keyed: true });
    expect(free.centre.lateCredits).toBeLessThan(1000);
    expect(ordered.centre.lateCredits).toBeGreaterThan(4000);
    expect(ordered.centre.creditedFen).toBe(100 * ordered.queue.published);
  });
});

describe("messages of one user", () => {
  test("take effect in their order, also past failures, where order is asked for", () => {
    const orderOf = (ordered: boolean) => {
      const last = new Map<number, number>();
      let swapped = 0;
      const made = desk({
        ordered,
        keyed: true,
        failureChance: 0.2,
        retries: 50,
        retryPauseMs: 50,
        partitions: 16,
        consumers: 64,
        consume: (claim, atMs) => {
          const user = claim % 7;
          if (claim < (last.get(user) ?? -1)) swapped++;
          last.set(user, Math.max(claim, last.get(user) ?? -1));
          return made.centre.credit(claim, atMs);
        },
      });
      made.openUntil(20_000, 30);
      made.simulation.runIdle();
      expect(made.centre.credits).toBe(made.queue.published);
      return swapped;
    };
    expect(orderOf(true)).toBe(0);
    expect(orderOf(false)).toBeGreaterThan(5);
  });
});

test("each pause before another try is so many times the one before, up to the longest", () => {
  const attempts: number[] = [];
  const made = desk({
    retries: 5,
    retryPauseMs: 1000,
    backOff: 2,
    retryPauseMaxMs: 5000,
    ackLossChance: 1,
    service: { kind: "constant", value: 1 },
    batchWaitMs: 0,
    pollIdleMs: 0,
    consume: (_claim, atMs) => attempts.push(atMs) > 0,
  });
  made.queue.publish(0, made.centre.owe(0, 0, 100));
  made.simulation.runIdle();
  // One attempt, five more; each takes a millisecond.
  const pauses = attempts.slice(1).map((atMs, i) => Math.round(atMs - (attempts[i] as number)) - 1);
  expect(pauses).toEqual([1000, 2000, 4000, 5000, 5000]);
});

test("the dead are given back after a while, and tried as often again", () => {
  const once = desk({ failureChance: 0.5, retries: 1, consumers: 64 });
  const again = desk({ failureChance: 0.5, retries: 1, consumers: 64, replayAfterMs: 10_000 });
  for (const made of [once, again]) {
    made.openUntil(20_000, 500);
    made.simulation.runIdle();
  }
  expect(once.queue.dead).toBeGreaterThan(2000);
  expect([again.queue.dead, again.queue.depth]).toEqual([0, 0]);
  expect(again.queue.acked).toBe(again.queue.published);
  // A quarter dies each time: 1/4 + 1/16 + ... of all are given back; 4 standard errors.
  const { published, replayed } = again.queue;
  expect(Math.abs(replayed / published - 1 / 3)).toBeLessThan(4 * Math.sqrt(0.45 / published));
});

describe("what a full queue has no room for", () => {
  const full = () => desk({ depthMax: 100, consumers: 1, service: { kind: "constant", value: 2 } });

  test("waits on its publishers' disks, and nothing of it is ever dropped", () => {
    const made = full();
    made.openUntil(1000, 2000);
    for (let nowMs = 10; nowMs <= 1000; nowMs += 10) {
      made.simulation.runUntil(nowMs);
      const { published, acked, depth, onDisk } = made.queue;
      expect([depth <= 100, acked + depth + onDisk]).toEqual([true, published]);
      expect(onDisk).toBe(made.queue.spill?.size);
    }
    expect(made.queue.onDisk).toBeGreaterThan(1000);
    expect(made.queue.depthPeak).toBe(100);
    made.simulation.runIdle();
    expect([made.queue.isFull, made.queue.onDisk, made.queue.depth]).toEqual([false, 0, 0]);
    expect(made.queue.acked).toBe(made.queue.published);
    expect(made.queue.spilled).toBeGreaterThanOrEqual(made.queue.spill?.peak ?? 0);
    expect(made.queue.drainedAtMs).toBeGreaterThan(made.queue.peakAtMs);
  });

  test("comes back in the order in which it was published, and as soon as there is room", () => {
    const order: number[] = [];
    const made = desk({
      depthMax: 100,
      partitions: 1,
      consumers: 1,
      service: { kind: "constant", value: 2 },
      consume: (claim) => order.push(claim) > 0,
    });
    made.openUntil(1000, 2000);
    made.simulation.runIdle();
    expect(order).toEqual([...order.keys()]);
    expect(order.length).toBe(made.queue.published);
    // The consumer never rests: 2 ms for each, after it has found the first.
    expect(made.simulation.now).toBeLessThan(2 * order.length + 300);
  });

  test("is as old as when it was published: reconciliation leaves alone what is only on a disk", () => {
    const made = full();
    made.openUntil(40_000, 1000);
    const pass = made.reconcile(100_000);
    made.simulation.runUntil(40_000);
    expect(made.queue.onDisk).toBeGreaterThan(10_000);
    expect(made.queue.oldestAgeMs(40_000)).toBeGreaterThan(15_000);
    made.simulation.runUntil(100_000);
    expect([pass.repaired, made.centre.credits]).toEqual([0, made.centre.claims]);
  });
});

describe("records that come again and are not recognised", () => {
  const twice = () => {
    const made = desk({ ackLossChance: 0.1, retries: 100, unrecognised: 0.2 });
    made.openUntil(60_000, 1000);
    return made;
  };

  test("are written twice, as many as the share says, and are too much until somebody takes them back", () => {
    const made = twice();
    made.simulation.runUntil(100_000);
    const { writtenTwice, duplicatesStopped, excessFen, creditedFen, claims } = made.centre;
    const came = writtenTwice + duplicatesStopped;
    expect(Math.abs(writtenTwice / came - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / came));
    expect(excessFen).toBe(100 * writtenTwice);
    expect(creditedFen).toBe(100 * claims);
    expect(made.centre.rightAgainAtMs(100_000)).toBe(null);
    expect(made.centre.overdue(100_000).at(-1)).toBe(writtenTwice);
  });

  test("are found by reconciliation, each, and taken back to the fen", () => {
    const made = twice();
    const pass = made.reconcile(200_000);
    made.simulation.runUntil(200_000);
    const { writtenTwice, takenBack, excessFen } = made.centre;
    expect(writtenTwice).toBeGreaterThan(1000);
    expect([takenBack, excessFen, pass.repaired]).toEqual([writtenTwice, 0, 0]);
    // The last is 60 s old, looked for from 30 s on, every 10 s.
    const rightMs = made.centre.rightAgainAtMs(200_000) as number;
    expect(rightMs).toBeGreaterThan(85_000);
    expect(rightMs).toBeLessThan(105_000);
    expect(made.centre.overdue(200_000).at(-1)).toBe(0);
    expect(made.centre.audit(100 * made.centre.claims)).toEqual([]);
  });
});

describe("a reconciliation pass", () => {
  test("that reaches no further than so far back leaves the rest to a longer one", () => {
    const lossy = () => {
      const made = desk({ lossChance: 0.01 });
      made.openUntil(200_000, 500);
      return made;
    };
    const near = lossy();
    // Every 100 s it looks at what is 30 to 60 s old.
    const first = near.reconcile(400_000, 2000, { everyMs: 100_000, reachMs: 60_000 });
    near.simulation.runUntil(400_000);
    expect(near.centre.missingAt(400_000)).toBeGreaterThan(near.queue.lost / 2);
    expect(first.repaired).toBeGreaterThan(0);
    const both = lossy();
    both.reconcile(400_000, 2000, { everyMs: 100_000, reachMs: 60_000 });
    both.reconcile(400_000, 2000, { everyMs: 60_000 });
    both.simulation.runUntil(400_000);
    expect(both.centre.missingAt(400_000)).toBe(0);
    expect(both.centre.repairs).toBe(both.queue.lost);
  });

  test("reads at its rate: what is missing is found no sooner than it has been read", () => {
    const lagOf = (scanPerS: number) => {
      const made = desk({ lossChance: 0.01 });
      made.openUntil(30_000, 1000);
      made.reconcile(600_000, 2000, { scanPerS });
      made.simulation.runUntil(600_000);
      expect(made.centre.missingAt(600_000)).toBe(0);
      return made.centre.lagMaxMs;
    };
    expect(lagOf(500)).toBeGreaterThan(lagOf(1_000_000) + 10_000);
  });
});
