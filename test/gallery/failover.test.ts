import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

/** Half a minute in which the primaries of three sets crash. */
function night(...set: string[]) {
  const faults = ["00", "01", "02"].map(
    (name) => `{kind: crashReplica, set: set-${name}, replica: 0, at: "22:33:10"}`,
  );
  const scenario = townOf("spring-festival-2015.yaml", "", [
    "run.to=22:33:30",
    "run.drain=20s",
    `faults=[${faults.join(", ")}]`,
    ...set,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33"), warmUpMs: 20_000 }).result;
}

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
