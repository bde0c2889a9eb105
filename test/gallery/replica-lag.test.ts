import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

function night(...set: string[]) {
  const scenario = townOf("replica-lag.yaml", "", [
    "faults.0.for=15s",
    "run.to=22:34:10",
    "run.drain=15s",
    ...set,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33:30"), warmUpMs: 15_000 }).result;
}

describe("replicas that run ten times as slow", () => {
  const withOne = night();

  test("are asked for what has not reached them yet where W + R <= N", () => {
    const { reads, staleReads, ageMs } = withOne.staleness;
    expect(reads).toBeGreaterThan(1000);
    expect(staleReads / reads).toBeGreaterThan(0.1);
    expect(staleReads / reads).toBeLessThan(0.5);
    expect(ageMs.count).toBe(staleReads);
  });

  test("fall behind while it lasts, and catch up", () => {
    // Windows of ten seconds from 22:33:30 on: slow from 22:33:45 to 22:34:00. One night's lags are seen at few moments.
    const lags = ["a", "b", "c", "d"].flatMap((seed) =>
      Object.values(night(`run.seed=${seed}`).series.parts.replicas ?? {}).map(({ lagMs = [] }) =>
        lagMs.map(Number),
      ),
    );
    const mean = (window: number) =>
      lags.reduce((sum, lag) => sum + (lag[window] as number), 0) / lags.length;
    expect(mean(1) + mean(2)).toBeGreaterThan(4 * mean(0) + 10);
    expect(mean(4)).toBeLessThan(0.1 * (mean(1) + mean(2)));
  });

  test("hold up those who open", () => {
    const medians = withOne.series.latency.open.serviceP50Ms ?? [];
    expect((medians[2] as number) / (medians[0] as number)).toBeGreaterThan(4);
    expect((medians[3] as number) / (medians[0] as number)).toBeLessThan(1.2);
  });

  test("are never caught out where W + R > N", () => {
    const { reads, staleReads, versionsBehind } = night("sets.storage.read=2").staleness;
    expect(reads).toBeGreaterThan(1000);
    expect(staleReads).toBe(0);
    expect(versionsBehind).toEqual({});
  });

  test("show some their own opening missing, by set and in all, and nobody where W + R > N", () => {
    const { sessions, staleReads } = withOne.staleness;
    expect(sessions?.ownMissed).toBeGreaterThan(100);
    expect(sessions?.ownMissed).toBeLessThanOrEqual(staleReads);
    const bySet = Object.values(sessions?.sets ?? {});
    expect(bySet.reduce((sum, { ownMissed }) => sum + ownMissed, 0)).toBe(sessions?.ownMissed);
    expect(sessions?.users).toBeLessThanOrEqual((sessions?.ownMissed ?? 0) + (sessions?.wentBack ?? 0));
    expect(night("sets.storage.read=2").staleness.sessions).toMatchObject({
      ownMissed: 0,
      users: 0,
      sets: {},
    });
  });

  test("show it to one in three where no cache helps and the third copy is always too late", () => {
    const { sessions } = night("faults=[]", "sets.cache.hit=0%", "sets.storage.asyncLag=10s").staleness;
    const { readsOfOwn = 0, ownMissed = 0 } = sessions ?? {};
    const error = Math.sqrt(2 / 9 / readsOfOwn);
    expect(readsOfOwn).toBeGreaterThan(10_000);
    expect(Math.abs(ownMissed / readsOfOwn - 1 / 3)).toBeLessThan(4 * error);
  });
});
