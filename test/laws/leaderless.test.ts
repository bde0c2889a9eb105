import { expect, test } from "vitest";
import { atMs, townOf } from "../gallery/town.ts";
import { runWorld } from "./small-night.ts";

/** Half a minute of the gala in a small town whose copies nobody leads, and whose pages no cache helps to show. */
function night(...set: string[]) {
  const scenario = townOf("spring-festival-2015.yaml", "", [
    "run.to=22:33:30",
    "run.drain=20s",
    "sets.storage.mode=leaderless",
    "sets.cache.hit=0%",
    "sets.cache.latency=0s",
    ...set,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33"), warmUpMs: 20_000 }).result;
}

// validity.md, WARS with exponential legs, W = 2 and W = 1 of 3, R = 1: consistent at once .91313014 and .75180041.
test.each([
  [2, 1351 / 15552],
  [1, 965 / 3888],
])("who has opened a share misses it on the page shown next as WARS says, with W = %i of 3", (write, p0) => {
  const legs = `{write: {exponential: 10ms}, ack: {exponential: 10ms}, read: {exponential: 10ms}, reply: {exponential: 10ms}}`;
  const { sessions } = night(`sets.storage.write=${write}`, `sets.storage.legs=${legs}`).staleness;
  const { readsOfOwn = 0, ownMissed = 0 } = sessions ?? {};
  expect(readsOfOwn).toBeGreaterThan(10_000);
  expect(Math.abs(ownMissed / readsOfOwn - p0)).toBeLessThan(4 * Math.sqrt((p0 * (1 - p0)) / readsOfOwn));
});

test("a quorum of copies that nobody leads goes on when any one of them crashes, without a failover", () => {
  const faults = `faults=[{kind: crashReplica, set: set-00, replica: 0, at: "22:33:10", for: 10s}]`;
  const { incidents, failovers } = night(faults);
  expect(failovers).toBe(undefined);
  expect(incidents?.[0]?.blast?.inside.availability).toBeGreaterThan(0.999);
});

test("with R + W > N nobody misses anything, led or not", () => {
  const { staleReads, sessions } = night("sets.storage.read=2").staleness;
  expect(staleReads).toBe(0);
  expect(sessions?.users).toBe(0);
});
