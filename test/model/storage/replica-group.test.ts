import { describe, expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import type { ReplicaGroup } from "../../../src/model/storage/replica-group.ts";
import type { ReplicaGroupOptions } from "../../../src/model/storage/replica-group-options.ts";
import { failoverAfter } from "../../laws/failover-after.ts";
import { threeCopies } from "./three-copies.ts";

const constant = (value: number) => compileDistribution({ kind: "constant", value });
const exponential = (mean: number) => compileDistribution({ kind: "exponential", mean });
const legs = (ms: number) => ({
  write: constant(ms),
  ack: constant(ms),
  read: constant(ms),
  reply: constant(ms),
});

const group = (options: Partial<ReplicaGroupOptions> = {}, seed = "test"): ReplicaGroup =>
  threeCopies(1, seed, { recoveryMs: 1000, failover: failoverAfter(60, 40), ...options });

/** Share of stale reads of fresh keys, one write every gapMs, each read lagMs after its acknowledgement. */
function staleShare(made: ReplicaGroup, gapMs: number, lagMs: number, n: number): number {
  for (let i = 0; i < n; i++) {
    const doneMs = made.write(10_000 + i * gapMs, -1);
    made.read(doneMs + lagMs, made.entry);
  }
  return made.staleness.stale / made.reads;
}

describe("the log discipline", () => {
  test("never reorders: a copy arrives after all copies of earlier writes", () => {
    const made = group({ asyncLagMs: exponential(30), legsMs: { ...legs(0), write: exponential(2) } });
    const entries: number[] = [];
    for (let i = 0; i < 500; i++) {
      made.write(i, -1);
      entries.push(made.entry);
    }
    for (let nowMs = 0; nowMs < 700; nowMs += 7) {
      const copies = entries.map((entry) => made.copiesOf(entry, nowMs));
      for (let i = 1; i < copies.length; i++) expect(copies[i]).toBeLessThanOrEqual(copies[i - 1] as number);
    }
  });

  test("leaves a third of the reads stale right after a write with W = 2 and R = 1, the independent one hardly any", () => {
    const legsMs = { ...legs(0.5), write: exponential(1) };
    const log = staleShare(group({ legsMs, asyncLagMs: constant(200) }), 1000, 0, 30_000);
    expect(Math.abs(log - 1 / 3)).toBeLessThan(0.012);
    const independent = staleShare(group({ legsMs, discipline: "independent" }), 1000, 0, 30_000);
    expect(independent).toBeLessThan(0.2);
    expect(staleShare(group({ legsMs, asyncLagMs: constant(200) }), 1000, 210, 30_000)).toBe(0);
  });

  test("is never stale at the primary", () => {
    const made = group({
      readFrom: "primary",
      asyncLagMs: constant(200),
      legsMs: { ...legs(0), write: exponential(1) },
    });
    expect(staleShare(made, 10, 0, 20_000)).toBe(0);
  });

  test("lags as much at a tenth of the write rate: the lag belongs to the time, not to the writes", () => {
    const law = compileDistribution({
      kind: "mixture",
      parts: [
        { weight: 0.9, of: { kind: "exponential", mean: 5 } },
        { weight: 0.1, of: { kind: "exponential", mean: 200 } },
      ],
    });
    const often = staleShare(group({ asyncLagMs: law, legsMs: legs(0.1) }, "often"), 10, 5, 200_000);
    const seldom = staleShare(group({ asyncLagMs: law, legsMs: legs(0.1) }, "seldom"), 100, 5, 20_000);
    // 2,000 draws of the lag each; the share has a standard error of about 0.005.
    expect(Math.abs(often - seldom)).toBeLessThan(0.02);
    expect(often).toBeGreaterThan(0.1);
  });
});

describe("a read that misses writes", () => {
  test("says how many, and since when the oldest had been acknowledged", () => {
    const made = group({ asyncLagMs: constant(1000) });
    let entry = -1;
    const acks: number[] = [];
    for (const nowMs of [1000, 1010, 1020]) {
      acks.push(made.write(nowMs, entry));
      entry = made.entry;
    }
    const seen = new Set<string>();
    for (let i = 0; i < 50; i++) {
      made.read(1100, entry);
      seen.add(`${made.staleness.versionsBehind} ${made.staleness.ageMs}`);
    }
    expect([...seen].sort()).toEqual(["0 0", `3 ${1100 - (acks[0] as number)}`]);
    expect(made.staleness.behind[3]).toBe(made.staleness.stale);
    expect(made.staleness.stale).toBeGreaterThan(5);
  });

  test("is not stale for a write that is not yet acknowledged", () => {
    const made = group({ legsMs: { ...legs(1), write: constant(5), ack: constant(50) } });
    made.write(1000, -1);
    expect(made.copiesOf(made.entry, 1001.5)).toBe(0);
    made.read(1000.5, made.entry);
    expect(made.staleness.versionsBehind).toBe(0);
  });
});

describe("a crash", () => {
  test("of the primary stops writes for the failover time, then another serves, and nothing acknowledged is missing", () => {
    const made = group({ readFrom: "primary", asyncLagMs: constant(50) });
    made.write(1000, -1);
    const { entry, primary } = made;
    made.crash(primary, 1100);
    expect(made.write(1150, -1)).toBe(Number.POSITIVE_INFINITY);
    expect(made.read(1150, entry)).toBe(Number.POSITIVE_INFINITY);
    expect(made.write(1200, -1)).toBe(1202);
    expect(made.primary).not.toBe(primary);
    made.read(1201, entry);
    expect(made.staleness.stale).toBe(0);
    expect([made.writes, made.writesUnavailable, made.reads, made.readsUnavailable]).toEqual([3, 1, 2, 1]);
  });

  test("of more than N - W makes writes unavailable, of more than N - R reads", () => {
    const made = group();
    made.crash(1, 10);
    expect(made.write(20, -1)).toBe(22);
    made.crash(2, 30);
    expect(made.write(40, -1)).toBe(Number.POSITIVE_INFINITY);
    expect(made.read(40, -1)).toBe(42);
    made.crash(0, 50);
    expect(made.read(60, -1)).toBe(Number.POSITIVE_INFINITY);
  });

  test("is made up for at a rate: c times as fast as writes are made takes away / c for those that were missed", () => {
    const caughtUpAfter = (awayMs: number): number => {
      const made = group({ discipline: "independent", recoveryMs: 1000, catchUpFactor: 5 });
      made.crash(2, 1000);
      for (let nowMs = 1000; nowMs < 1000 + awayMs + 2000; nowMs += 10) {
        if (nowMs === 1000 + awayMs) made.restart(2, nowMs);
        made.write(nowMs, -1);
      }
      let afterMs = 0;
      while (made.lagOfMs(2, 1000 + awayMs + afterMs) > 0) afterMs += 10;
      return afterMs;
    };
    // Those that it missed are 400 ms of writes, five times as fast.
    expect(caughtUpAfter(400)).toBe(80);
    expect(caughtUpAfter(2000)).toBe(400);
    // No longer than the recovery time.
    expect(caughtUpAfter(20_000)).toBeLessThanOrEqual(1000);
  });

  test("is made up for on a straight line of the recovery time", () => {
    const made = group({ discipline: "independent" });
    made.crash(2, 1000);
    const missed: number[] = [];
    for (let nowMs = 1100; nowMs < 5000; nowMs += 100) {
      made.write(nowMs, -1);
      missed.push(made.entry);
    }
    expect(made.lagOfMs(2, 5000)).toBe(5000 - 1102);
    made.restart(2, 5000);
    const caughtUp = (nowMs: number) =>
      missed.filter((entry) => made.copiesOf(entry, nowMs) === 3).length / missed.length;
    expect(caughtUp(5000)).toBe(0);
    // Write times 1000 to 6000 are worked off in 1000 ms; those of the writes end at 4900.
    expect(caughtUp(5400)).toBeCloseTo(0.5, 1);
    expect(caughtUp(5800)).toBe(1);
    expect(made.lagOfMs(2, 6000)).toBe(0);
    expect(made.lagOfMs(1, 6000)).toBe(0);
  });

  test("during catch-up goes on from where that had got", () => {
    const made = group({ discipline: "independent" });
    made.crash(2, 1000);
    made.write(1100, -1);
    const early = made.entry;
    made.write(4900, -1);
    const late = made.entry;
    made.restart(2, 5000);
    made.crash(2, 5500);
    expect([made.copiesOf(early, 9000), made.copiesOf(late, 9000)]).toEqual([3, 2]);
    made.restart(2, 9000);
    expect(made.copiesOf(late, 10_000)).toBe(3);
  });

  test("of every replica ends once they are back and in step", () => {
    const made = group();
    for (const replica of [0, 1, 2]) made.crash(replica, 1000);
    for (const replica of [0, 1, 2]) made.restart(replica, 2000);
    expect(made.write(2500, -1)).toBe(Number.POSITIVE_INFINITY);
    expect(made.write(2999, -1)).toBe(Number.POSITIVE_INFINITY);
    expect(made.write(3000, -1)).toBe(3002);
  });
});

test("a slow replica does not hold a write up, a slow primary does", () => {
  const follower = group();
  follower.slow(2, 10);
  expect(follower.write(1000, -1)).toBe(1002);
  const primary = group();
  primary.slow(0, 10);
  expect(primary.write(1000, -1)).toBe(1020);
});

test("the log forgets what everyone has, and keeps what someone lacks", () => {
  const made = group({ entriesMax: 4096 });
  for (let i = 0; i < 100_000; i++) made.write(i, -1);
  expect(made.droppedEarly).toBe(0);
  made.crash(2, 100_000);
  for (let i = 100_000; i < 110_000; i++) made.write(i, -1);
  expect(made.droppedEarly).toBeGreaterThan(3000);
});

test("a group that cannot be is refused", () => {
  expect(() => group({ write: 4 })).toThrow("N=3, W=4, R=1 is no replica group");
});
