import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

/** Half a minute in which these copies crash: "00/0" is the primary of set-00. */
function nightOf(copies: readonly string[], ...set: string[]) {
  const faults = copies.map((copy) => {
    const [name, replica] = copy.split("/");
    return `{kind: crashReplica, set: set-${name}, replica: ${replica}, at: "22:33:10", for: 15s}`;
  });
  const scenario = townOf("spring-festival-2015.yaml", "", [
    "run.to=22:33:30",
    "run.drain=20s",
    `faults=[${faults.join(", ")}]`,
    ...set,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33"), warmUpMs: 20_000 }).result;
}

/** The primaries of three sets crash. */
const night = (...set: string[]) => nightOf(["00/0", "01/0", "02/0"], ...set);

describe("a set whose primary crashes", () => {
  const short = night();
  const long = night("sets.storage.failover.detection=4s", "sets.storage.failover.election=1s");

  test("is led by another copy after detection and election, which is an event as long as that", () => {
    expect(short.failovers).toHaveLength(3);
    expect(long.failovers).toHaveLength(3);
    for (const [night, detectedAfterMs, servesAfterMs] of [
      [short, 700, 1000],
      [long, 4000, 5000],
    ] as const) {
      for (const failover of night.failovers ?? []) {
        expect(failover).toMatchObject({ atMs: atMs("22:33:10"), detectedAfterMs, servesAfterMs });
        expect(failover.to).not.toBe(failover.from);
      }
      const events = night.timeline.filter(({ kind }) => kind === "failover");
      expect(events.map((event) => (event.untilMs ?? 0) - event.atMs)).toEqual(
        new Array(3).fill(servesAfterMs),
      );
    }
  });

  test("takes no writes for as long: the longer, the more openings fail", () => {
    const failed = ({ totals }: typeof short) =>
      totals.open.attempts - totals.open.answered.full - totals.open.answered.degraded;
    expect(failed(short)).toBeGreaterThan(0);
    expect(failed(long)).toBeGreaterThan(2 * failed(short));
  });

  test("loses no acknowledged write with W = 2, and with W = 1 those that it alone had", () => {
    expect(short.staleness.lostWrites).toBe(undefined);
    expect(night("sets.storage.write=1", "sets.storage.asyncLag=2s").staleness.lostWrites).toBeGreaterThan(0);
  });
});

describe("a set whose two followers are away", () => {
  const availability = (...set: string[]) => {
    const result = nightOf(["00/1", "00/2"], "sets.storage.recovery=5s", ...set);
    return { inside: result.incidents?.[0]?.blast?.inside.availability ?? 0, result };
  };

  test("takes no write with W = 2, unless its primary acknowledges alone after a timeout, which is counted", () => {
    const waiting = availability();
    const alone = availability("sets.storage.ackTimeout=100ms");
    expect(waiting.inside).toBeLessThan(0.85);
    expect(waiting.result.staleness.aloneWrites).toBe(undefined);
    expect(alone.inside).toBeGreaterThan(0.99);
    expect(alone.result.staleness.aloneWrites).toBeGreaterThan(0);
  });
});

test("a database that flushes its log for 20 ms takes 20 to 30 ms longer for an opening", () => {
  const quick = nightOf([]);
  const slow = nightOf([], "sets.storage.flush=20ms");
  const longer = (slow.latencyMs.open.service.p50 ?? 0) - (quick.latencyMs.open.service.p50 ?? 0);
  expect(longer).toBeGreaterThan(18);
  expect(longer).toBeLessThan(32);
  expect(slow.grabs?.flushMeanMs).toBeGreaterThan(20);
  expect(slow.grabs?.flushMeanMs).toBeLessThan(30);
  expect(quick.grabs?.flushMeanMs).toBe(undefined);
});
