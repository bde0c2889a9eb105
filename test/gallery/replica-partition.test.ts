import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

function night(...set: string[]) {
  const scenario = townOf("replica-partition.yaml", "", [
    "faults.0.for=15s",
    "run.to=22:34:10",
    "run.drain=15s",
    ...set,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33:30"), warmUpMs: 15_000 }).result;
}

describe("copies that live and do not reach each other", () => {
  const parted = night();

  test("are led by another one of the majority, a failover later; no acknowledged write is lost with W = 2", () => {
    expect(parted.failovers).toHaveLength(6);
    for (const failover of parted.failovers ?? [])
      expect(failover).toMatchObject({ atMs: atMs("22:33:45"), servesAfterMs: 1000 });
    expect(parted.staleness.lostWrites).toBe(undefined);
  });

  test("answer from the lone one with what it had: reads as stale as the partition is old", () => {
    const { ageMs } = parted.staleness;
    expect(ageMs.max).toBeGreaterThan(1000);
    expect(ageMs.max).toBeLessThan(15_000);
    expect(night("faults=[]").staleness.ageMs.max).toBeLessThan(1000);
  });

  test("with R + W > N are read where they are a quorum, and nowhere stale", () => {
    const { staleness } = night("sets.storage.read=2");
    expect(staleness.reads).toBeGreaterThan(1000);
    expect(staleness.staleReads).toBe(0);
  });

  test("take no write from callers that reach the minority only", () => {
    const failed = (share: string) => {
      const open = night(`faults.0.callers=${share}`, "faults.0.sets=all", "faults.0.replicas=[2]").totals
        .open;
      return 1 - (open.answered.full + open.answered.degraded) / open.attempts;
    };
    expect(failed("0%")).toBeLessThan(0.01);
    // Within the 15 s of 40 that they last, half of the tries.
    expect(failed("50%")).toBeGreaterThan(0.05);
  });
});
