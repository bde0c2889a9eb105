import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "../../../src/model/control/timeline.ts";
import { NO_NODE } from "../../../src/model/site/ring.ts";
import { Router } from "../../../src/model/site/router.ts";

const HEALTH = {
  windowMs: 1000,
  minCalls: 20,
  failureShare: 0.5,
  gray: { windowMs: 30_000, minCalls: 200, failureShare: 0.1, peersFactor: 3 },
  openMs: 10_000,
  openMaxMs: 10_000,
  probeRateRps: 1,
  successes: 1,
  rampMs: 0,
  rampFrom: 1,
};

interface Changes {
  present?: number;
  maskedMax?: number;
  sets?: number;
  health?: Partial<typeof HEALTH>;
}

function router(region: string, events: TimelineEntry[] = [], changes: Changes = {}): Router {
  const { maskedMax = 1, sets = 12, present = sets } = changes;
  const partOf = (set: number): string => `set-${set} seen from ${region}`;
  const health = { ...HEALTH, ...changes.health };
  return new Router({ partOf, sets, present, virtualNodes: 100, health, maskedMax, grayMax: 0.1 }, (event) =>
    events.push(event),
  );
}

/** Reports failures until the set is masked; returns when. */
function fail(at: Router, set: number, fromMs: number): number {
  let nowMs = fromMs;
  for (; !at.isMasked(set); nowMs += 10) at.report(set, false, false, nowMs);
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
    for (let i = 0; i < 19; i++) sz.report(5, false, false, i);
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
        sz.report(5, ms >= maskMs + 11_000, false, ms + 50);
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

  it("masks no more sets than may be away, and goes on using the others", () => {
    const events: TimelineEntry[] = [];
    const sz = router("sz", events, { maskedMax: 0.5 });
    for (let set = 0; set < 12; set++) for (let i = 0; i < 30; i++) sz.report(set, false, false, i);
    expect(sz.masked).toBe(6);
    expect(events.filter(({ kind }) => kind === "mask").length).toBe(6);
    expect(events.filter(({ kind }) => kind === "detect").length).toBe(6);
    for (let user = 0; user < 1000; user++) expect(sz.isMasked(sz.choose(user, 100))).toBe(false);
  });

  it("brings a set back up a ramp: a growing share of its own users, and nobody else's", () => {
    const sz = router("sz", [], { health: { rampMs: 20_000, rampFrom: 0.1 } });
    const maskMs = fail(sz, 5, 0);
    fail(sz, 6, 0);
    const backMs = maskMs + 10_000;
    const own = userOf(sz, 5);
    expect(sz.choose(own, backMs)).toBe(5);
    sz.report(5, true, false, backMs);
    const shareAt = (sinceMs: number) => {
      const users = Array.from({ length: 60_000 }, (_, user) => user).filter(
        (user) => sz.ring.lookup(user) === 5,
      );
      return users.filter((user) => sz.choose(user, backMs + sinceMs) === 5).length / users.length;
    };
    expect(shareAt(0)).toBeCloseTo(0.1, 1);
    expect(shareAt(10_000)).toBeCloseTo(0.5, 1);
    // Those of set 6, which is masked, go past it as long as it is on its ramp.
    const strangers = Array.from({ length: 20_000 }, (_, user) => user).filter(
      (user) => sz.ring.lookup(user) === 6,
    );
    expect(strangers.some((user) => sz.choose(user, backMs + 10_000) === 5)).toBe(false);
    expect(shareAt(20_000)).toBe(1);
    expect(strangers.some((user) => sz.choose(user, backMs + 20_000) === 5)).toBe(true);
  });

  it("offers a set on its ramp rather than none", () => {
    const sz = router("sz", [], { sets: 2, health: { rampMs: 20_000, rampFrom: 0 } });
    const maskMs = fail(sz, 0, 0);
    fail(sz, 1, 0);
    const own = userOf(sz, 0);
    sz.choose(own, maskMs + 10_000);
    sz.report(0, true, false, maskMs + 10_000);
    const stranger = userOf(sz, 1);
    // Its own set takes the first of them as a probe.
    expect(sz.choose(stranger, maskMs + 10_200)).toBe(1);
    expect(sz.choose(stranger, maskMs + 10_201)).toBe(0);
  });

  it("finds the one set that fails a call in five, and no set when all of them do", () => {
    const masked = (isBad: (set: number) => boolean) => {
      const sz = router("sz");
      for (let i = 0; i < 400; i++)
        for (let set = 0; set < 12; set++)
          sz.report(set, !(isBad(set) && i % 5 === 0), false, 10 * i + set / 12);
      return Array.from({ length: 12 }, (_, set) => sz.isMasked(set));
    };
    expect(masked((set) => set === 7).map((is, set) => is === (set === 7))).toEqual(new Array(12).fill(true));
    expect(masked(() => true)).toEqual(new Array(12).fill(false));
  });

  it("masks no gray set while many others are away: it is their load that makes it slow", () => {
    const masked = (away: number) => {
      const sz = router("sz");
      for (let set = 0; set < away; set++) fail(sz, set, 0);
      for (let i = 0; i < 400; i++)
        for (let set = away; set < 12; set++) sz.report(set, true, set === 11 && i % 5 === 0, 1000 + 10 * i);
      return sz.isMasked(11);
    };
    // A tenth of twelve sets is one: the first is masked, the second is not.
    expect([masked(0), masked(1), masked(4)]).toEqual([true, false, false]);
  });

  it("gives sets that join m/(n+m) of the users' new orders, up a ramp; all others keep their set", () => {
    const events: TimelineEntry[] = [];
    const sz = router("sz", events, { present: 10, health: { rampMs: 20_000, rampFrom: 0.1 } });
    const users = Array.from({ length: 120_000 }, (_, user) => user);
    const before = users.map((user) => sz.choose(user, 0));
    expect(Math.max(...before)).toBe(9);
    sz.join(2, 1000);
    const joinedShare = (sinceMs: number) => {
      const now = users.map((user) => sz.choose(user, 1000 + sinceMs));
      expect(now.every((set, user) => set === before[user] || set >= 10)).toBe(true);
      return now.filter((set) => set >= 10).length / users.length;
    };
    const all = sz.ring.shareFrom(10);
    const loose = 4 * Math.sqrt(all / users.length);
    expect(Math.abs(joinedShare(0) - 0.1 * all)).toBeLessThan(loose);
    expect(Math.abs(joinedShare(10_000) - 0.5 * all)).toBeLessThan(loose);
    expect(Math.abs(joinedShare(20_000) - all)).toBeLessThan(loose);
    // One ring's share of two nodes in twelve, 100 points each: Beta(200, 1000), a standard deviation of 6 % of it.
    expect(Math.abs(all - 2 / 12)).toBeLessThan((4 * 0.065) / 6);
    expect(events.map(({ kind, part }) => `${kind} ${part}`)).toEqual([
      "join set-10 seen from sz",
      "join set-11 seen from sz",
    ]);
  });

  it("counts a set that has joined among those of which a share may be masked", () => {
    const sz = router("sz", [], { sets: 4, present: 3, maskedMax: 0.5 });
    fail(sz, 0, 0);
    for (let i = 0; i < 30; i++) sz.report(1, false, false, i);
    expect([sz.isMasked(1), sz.masked]).toEqual([false, 1]);
    sz.join(1, 5000);
    fail(sz, 1, 5000);
    expect(sz.masked).toBe(2);
  });

  it("has no set to offer when all are masked", () => {
    const sz = router("sz");
    for (let set = 0; set < 12; set++) fail(sz, set, 0);
    expect(sz.masked).toBe(12);
    expect(sz.choose(1, 500)).toBe(NO_NODE);
  });
});
