import { describe, expect, test } from "vitest";
import { runWorld, scenarioOf } from "../laws/small-night.ts";

/** Four sets instead of twelve, with a third of the packets: each set meets what it meets there. */
const TOWN = `
version: 1
extends: cache-loss.yaml
name: caches are lost in a small town
traffic: {send: {background: [{from: "22:32", to: "22:34", rate: 166/s}]}}
sets: {count: 4}
budgets: []
`;

function night(...set: string[]) {
  const scenario = scenarioOf(TOWN, set);
  const { result } = runWorld(scenario, { fromMs: scenario.run.begin, warmUpMs: 15_000 });
  const { open } = result.totals;
  const ended = open.offered - open.inFlight;
  const { caches } = result;
  if (caches === undefined) throw new Error("a night without caches");
  return { answered: (open.answered.full + open.answered.degraded) / ended, caches, result };
}

describe("caches that are lost and come back empty", () => {
  const flight = night();
  const stampede = night("sets.cache.singleFlight=false");

  test("end in a stampede: reads wait for seconds, and so do those who open", () => {
    expect(stampede.caches.waitMaxMs).toBeGreaterThan(2000);
    expect(stampede.answered).toBeLessThan(0.95);
    expect(stampede.caches.sharedReads).toBe(0);
  });

  test("are no matter with single flight: no more reads wait than there are packets, each once", () => {
    const { waitMaxMs, sharedReads, databaseReads } = flight.caches;
    expect(waitMaxMs).toBeLessThan(500);
    expect(flight.answered).toBeGreaterThan(0.999);
    expect(sharedReads).toBeGreaterThan(1000);
    expect(databaseReads).toBeLessThan(stampede.caches.databaseReads);
  });

  test("leave little to the databases where a backup cache stands behind the one that is lost", () => {
    const { caches, answered } = night(
      "sets.cache.backup={}",
      "faults.0.tier=first",
      "sets.cache.singleFlight=false",
    );
    expect(caches.waitMaxMs).toBeLessThan(100);
    expect(caches.backupHits).toBeGreaterThan(1000);
    expect(answered).toBeGreaterThan(0.999);
  });

  test("that expire soon leave more to the databases", () => {
    const calm = night("faults=[]");
    const brief = night("faults=[]", "sets.cache.expiry=500ms");
    expect(brief.caches.databaseReads).toBeGreaterThan(1.5 * calm.caches.databaseReads);
    expect(brief.caches.hits).toBeLessThan(calm.caches.hits);
  });

  test("let openings wait for the databases' workers, where pages and commits need the same ones", () => {
    const workers = "sets.storage.workers={count: 12, read: {exponential: 4ms}, commit: {exponential: 1ms}}";
    const p99 = (...set: string[]) =>
      night("sets.cache.singleFlight=false", "sets.storage.reads=1M/s", ...set).result.latencyMs.open?.service
        .p99 ?? 0;
    const lost = p99(workers);
    expect(lost).toBeGreaterThan(3 * p99());
    expect(lost).toBeGreaterThan(2 * p99("faults=[]", workers));
  }, 60_000);

  test("show over time what went past them", () => {
    const rows = Object.values(stampede.result.series.parts.sets ?? {});
    const most = (metric: string) =>
      Math.max(...rows.flatMap((of) => (of[metric] ?? []).map((value) => value ?? 0)));
    expect(most("databaseReadsRps")).toBeGreaterThan(1000);
    expect(most("databaseReadsRps")).toBeLessThan(most("readsRps"));
    expect(most("readWaitMeanMs")).toBeGreaterThan(1000);
  });
});
