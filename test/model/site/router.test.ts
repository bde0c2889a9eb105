import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "../../../src/model/control/timeline.ts";
import { NO_NODE } from "../../../src/model/site/ring.ts";
import { Router } from "../../../src/model/site/router.ts";

const HEALTH = { windowMs: 1000, minCalls: 20, failureShare: 0.5, openMs: 10_000, probeRateRps: 1 };

function router(region: string, events: TimelineEntry[] = []): Router {
  const partOf = (set: number): string => `set-${set} seen from ${region}`;
  return new Router({ partOf, sets: 12, virtualNodes: 100, health: HEALTH }, (event) => events.push(event));
}

/** Reports failures until the set is masked; returns when. */
function fail(at: Router, set: number, fromMs: number): number {
  let nowMs = fromMs;
  for (; !at.isMasked(set); nowMs += 10) at.report(set, false, nowMs);
  return nowMs;
}

/** A user whose own set this is. */
function userOf(at: Router, set: number, from = 0): number {
  let user = from;
  while (at.ring.lookup(user) !== set) user++;
  return user;
}

describe("Router", () => {
  it("chooses the ring's set while all are well", () => {
    const sz = router("sz");
    for (let user = 0; user < 5000; user++) expect(sz.choose(user, 0)).toBe(sz.ring.lookup(user));
  });

  it("keeps new orders away from a set once it has itself seen it fail, and from no other", () => {
    const sz = router("sz");
    const sh = router("sh");
    const user = userOf(sz, 5);
    for (let i = 0; i < 19; i++) sz.report(5, false, i);
    expect(sz.choose(user, 20)).toBe(5);
    const maskMs = fail(sz, 5, 20);
    for (let other = 0; other < 5000; other++) {
      const set = sz.choose(other, maskMs);
      expect(set).not.toBe(5);
      if (sz.ring.lookup(other) !== 5) expect(set).toBe(sz.ring.lookup(other));
    }
    expect(sz.masked).toBe(1);
    // What one region has seen, the other does not know.
    expect(sh.choose(user, maskMs)).toBe(5);
  });

  it("carries K/(K-1) on the others while one of K sets is masked", () => {
    const sz = router("sz");
    const maskMs = fail(sz, 5, 0);
    const users = 240_000;
    const share =
      1 -
      Array.from({ length: users }, (_, user) => sz.ring.lookup(user)).filter((set) => set === 5).length /
        users;
    const loads = new Float64Array(12);
    for (let user = 0; user < users; user++) {
      const set = sz.choose(user, maskMs);
      loads[set] = (loads[set] as number) + 1;
    }
    const mean = loads.reduce((sum, load) => sum + load, 0) / 11;
    expect(loads[5]).toBe(0);
    expect(mean / (users / 12)).toBeCloseTo(12 / 11, 9);
    // A ring's shares differ by about 1/sqrt(V): the set's own share is near a twelfth only.
    expect(Math.abs(share - 11 / 12)).toBeLessThan(4 * (1 / 12) * 0.1);
  });

  it("probes a masked set with one of its own users a second, and unmasks it on success", () => {
    const events: TimelineEntry[] = [];
    const sz = router("sz", events);
    const maskMs = fail(sz, 5, 0);
    const own = userOf(sz, 5);
    const probed: number[] = [];
    for (let ms = maskMs; ms < maskMs + 12_000; ms += 100) {
      if (sz.choose(own, ms) === 5) {
        probed.push(ms - maskMs);
        sz.report(5, ms >= maskMs + 11_000, ms + 50);
      }
    }
    expect(probed.length).toBeGreaterThanOrEqual(2);
    expect(probed[0]).toBeGreaterThanOrEqual(9900);
    expect((probed[1] as number) - (probed[0] as number)).toBe(1000);
    expect(sz.isMasked(5)).toBe(false);
    expect(events.map((event) => event.kind)).toEqual(["mask", "probe", "probe", "unmask"]);
    expect(events[0]?.part).toBe("set-5 seen from sz");
  });

  it("goes on past the sets that failed an order, without masking them for others", () => {
    const sz = router("sz");
    const user = userOf(sz, 5);
    const second = sz.chooseAfter([5], user);
    const third = sz.chooseAfter([5, second], user);
    expect(new Set([5, second, third]).size).toBe(3);
    expect(sz.chooseAfter([5], user)).toBe(second);
    expect(sz.choose(user, 0)).toBe(5);
    const all = Array.from({ length: 12 }, (_, set) => set);
    expect(sz.chooseAfter(all, user)).toBe(NO_NODE);
    expect(sz.choose(user, 0)).toBe(5);
  });

  it("has no set to offer when all are masked", () => {
    const sz = router("sz");
    for (let set = 0; set < 12; set++) fail(sz, set, 0);
    expect(sz.masked).toBe(12);
    expect(sz.choose(1, 500)).toBe(NO_NODE);
  });
});
