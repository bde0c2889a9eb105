import { describe, expect, test } from "vitest";
import { compileDistribution, type Distribution } from "../../src/kernel/distribution.ts";
import { openStream } from "../../src/kernel/random.ts";
import { ReplicaGroup } from "../../src/model/storage/replica-group.ts";
import type { ReplicaGroupOptions } from "../../src/model/storage/replica-group-options.ts";
import { failoverAfter } from "./failover-after.ts";

const none = compileDistribution({ kind: "constant", value: 0 });
const exponential = compileDistribution({ kind: "exponential", mean: 1 });
const all = (law: Distribution) => ({ write: law, ack: law, read: law, reply: law });

function group(options: Partial<ReplicaGroupOptions>, seed = "laws"): ReplicaGroup {
  return new ReplicaGroup({
    name: "group",
    replicas: 3,
    write: 2,
    read: 1,
    discipline: "independent",
    legsMs: all(exponential),
    recoveryMs: 1000,
    failover: failoverAfter(60, 40),
    stream: openStream(seed, "group"),
    ...options,
  });
}

/** Share of reads, begun lagMs after a write of a fresh key was acknowledged, that miss it. */
function staleShare(made: ReplicaGroup, lagMs: number, n: number): number {
  let nowMs = 0;
  const before = made.staleness.stale;
  for (let i = 0; i < n; i++) {
    const doneMs = made.write(nowMs, -1);
    made.read(doneMs + lagMs, made.entry);
    nowMs += 100;
  }
  return (made.staleness.stale - before) / n;
}

describe("a write", () => {
  const constants = (...values: number[]): Distribution => {
    let i = 0;
    return { mean: 0, quantile: () => 0, cdf: () => 0, sample: () => values[i++ % values.length] as number };
  };

  test.each(["log", "independent"] as const)(
    "in %s discipline takes the W-th smallest round trip, never their sum",
    (discipline) => {
      for (const [write, expectedMs] of [
        [1, 3],
        [2, 8],
        [3, 20],
      ] as const) {
        const legsMs = { ...all(none), write: constants(5, 1, 12), ack: constants(3, 2, 8) };
        expect(group({ discipline, write, legsMs }).write(1000, -1)).toBe(1000 + expectedMs);
      }
    },
  );

  // validity.md: exponential(1) replies, N = 3: means 1/3, 5/6, 11/6; p99 of the 2nd 2.831861.
  test.each(["log", "independent"] as const)(
    "in %s discipline meets the order statistics of three exponential replies",
    (discipline) => {
      const n = 400_000;
      for (const [write, mean, sd] of [
        [1, 1 / 3, 1 / 3],
        [2, 5 / 6, Math.sqrt(13) / 6],
        [3, 11 / 6, 7 / 6],
      ] as const) {
        const made = group({ discipline, write, legsMs: { ...all(none), write: exponential } });
        const took = new Float64Array(n);
        let sum = 0;
        for (let i = 0; i < n; i++) sum += took[i] = made.write(100 * i, -1) - 100 * i;
        expect(Math.abs(sum / n - mean)).toBeLessThan((4 * sd) / Math.sqrt(n));
        if (write === 2) expect(took.sort()[Math.ceil(0.99 * n) - 1]).toBeCloseTo(2.831861, 1);
      }
    },
  );

  test("is on W disks when it is acknowledged, whatever crashes", () => {
    for (const discipline of ["log", "independent"] as const) {
      const made = group({ discipline, asyncLagMs: compileDistribution({ kind: "exponential", mean: 50 }) });
      const faults = openStream("faults", discipline);
      const promised: { entry: number; ackMs: number }[] = [];
      let acknowledged = 0;
      let fewestCopies = 3;
      for (let nowMs = 0; nowMs < 60_000; nowMs += 1) {
        const replica = faults.integer(3);
        if (faults.chance(0.002)) {
          if (made.isUp(replica)) made.crash(replica, nowMs);
          else made.restart(replica, nowMs);
        }
        const ackMs = made.write(nowMs, -1);
        if (ackMs < Number.POSITIVE_INFINITY) {
          promised.push({ entry: made.entry, ackMs });
          acknowledged++;
        }
        while (promised.length > 0 && (promised[0] as { ackMs: number }).ackMs <= nowMs) {
          const { entry } = promised.shift() as { entry: number };
          fewestCopies = Math.min(fewestCopies, made.copiesOf(entry, nowMs));
        }
      }
      expect(fewestCopies).toBe(2);
      expect(acknowledged).toBeGreaterThan(4000);
      expect(made.writesUnavailable + acknowledged).toBe(made.writes);
      expect(made.writesUnavailable).toBeGreaterThan(4000);
    }
  }, 20_000);
});

describe("a read", () => {
  test.each([
    [2, 2],
    [3, 1],
    [1, 3],
  ])("with W=%i and R=%i of 3 is never stale in a million", (write, read) => {
    for (const discipline of ["independent", "log"] as const) {
      const made = group({ write, read, discipline, asyncLagMs: exponential });
      const when = openStream("when", "reads");
      let entry = -1;
      let nowMs = 0;
      for (let i = 0; i < 166_667; i++) {
        const doneMs = made.write(nowMs, entry);
        entry = made.entry;
        made.read(doneMs + when.exponential(0.5), entry);
        nowMs += when.exponential(1);
      }
      expect(made.staleness.stale).toBe(0);
      expect(made.reads).toBe(166_667);
    }
  });

  // validity.md, WARS with exponential legs: P(stale, t) = p0 exp(-t).
  test.each([
    [1, 965 / 3888, 5.514233],
    [2, 1351 / 15552, 4.464411],
  ])(
    "after W=%i of 3 misses the write as WARS says",
    (write, p0, t999) => {
      const made = group({ write });
      for (const lagMs of [0, 0.5, 1, 2]) {
        const exact = p0 * Math.exp(-lagMs);
        const n = Math.ceil((exact * (1 - exact)) / 0.0005 ** 2) + 1;
        const error = Math.sqrt((exact * (1 - exact)) / n);
        const share = staleShare(made, lagMs, n);
        expect(Math.abs(share - exact)).toBeLessThan(4 * error);
        expect(error).toBeLessThan(0.002 / 4);
      }
      expect(staleShare(made, t999, 300_000)).toBeLessThan(0.001 + 4 * Math.sqrt(0.001 / 300_000));
    },
    20_000,
  );

  // validity.md: LNKD-SSD, N = 3, R = 1.
  test.each([
    [1, 0.973607],
    [2, 0.978293],
  ])(
    "on solid-state disks after W=%i is consistent at once as often as the paper's fit says",
    (write, exact) => {
      const legs = compileDistribution({
        kind: "mixture",
        parts: [
          { weight: 0.9122, of: { kind: "pareto", xm: 0.235, alpha: 10 } },
          { weight: 0.0878, of: { kind: "exponential", mean: 1 / 1.66 } },
        ],
      });
      const n = 300_000;
      const consistent = 1 - staleShare(group({ write, legsMs: all(legs) }), 0, n);
      const error = Math.sqrt((exact * (1 - exact)) / n);
      expect(Math.abs(consistent - exact)).toBeLessThan(4 * error);
      expect(error).toBeLessThan(0.002 / 4);
    },
  );

  test("of a random quorum of 1 after writes to a random quorum of 1 is k versions behind as (2/3)^k", () => {
    // One replica at random gets each write at once, the others never do.
    const choice = openStream("laws", "quorum");
    let chosen = 0;
    let i = 0;
    const one = {
      ...none,
      sample: () => {
        if (i % 3 === 0) chosen = choice.integer(3);
        return i++ % 3 === chosen ? 0 : 1e12;
      },
    } as Distribution;
    const made = group({ write: 1, legsMs: { write: one, ack: none, read: exponential, reply: none } });
    const n = 300_000;
    let entry = -1;
    for (let t = 0; t < n; t++) {
      made.write(t, entry);
      entry = made.entry;
      made.read(t, entry);
    }
    let within = 0;
    for (const [k, exact] of [
      [1, 1 / 3],
      [2, 5 / 9],
      [3, 19 / 27],
      [5, 0.8683128],
      [10, 0.9826585],
    ] as const) {
      within = made.staleness.behind.subarray(0, k).reduce((sum, count) => sum + count, 0) / n;
      expect(Math.abs(within - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / n));
    }
  });
});
