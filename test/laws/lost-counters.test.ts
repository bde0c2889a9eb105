import { describe, expect, test } from "vitest";
import { GRAB_OUTCOME } from "../../src/model/storage/grab-engine.ts";
import { auditPackets } from "../../src/model/storage/packet-audit.ts";
import { type BenchOptions, bench, Caller } from "./grab-engines.ts";
import { runWorld, scenarioOf } from "./small-night.ts";

const CALM: BenchOptions = { expiryMs: 60_000, leg: { kind: "constant", value: 1 } };

/** A packet of ten shares, seven of them grabbed and two of those opened, when the cache with its counter goes. */
function lost(options: BenchOptions = {}) {
  const made = bench("cas", { ...CALM, ...options });
  const { sim, engine: cas, cache } = made;
  const caller = new Caller(made);
  cas.place(0, 1000, 10, -1);
  const { ref } = cas;
  const grab = (member: number) => cas.grab(sim.now, ref, member);
  const open = (member: number) => {
    let told: number = GRAB_OUTCOME.pending;
    caller.call(
      (engine) => engine.open(sim.now, ref, member),
      ({ outcome }) => {
        told = outcome;
      },
    );
    sim.runUntil(sim.now + 100);
    return told;
  };
  const pass = () => sim.runUntil(sim.now + 100);
  for (let member = 0; member < 7; member++) {
    pass();
    expect(grab(member)).toBe(GRAB_OUTCOME.granted);
  }
  for (const member of [0, 1]) expect(open(member)).toBe(GRAB_OUTCOME.opened);
  pass();
  cache.lose();
  return { ...made, grab, open, pass };
}

describe("a counter that is lost with its cache", () => {
  test("is read from the database, which knows the openings only: as many may grab again as have grabbed and not opened", () => {
    const { cache, sim, pass, grab, open, engine, store, ledger } = lost();
    cache.restore(sim.now);
    const outcomes: number[] = [];
    for (let member = 100; member < 110; member++) {
      pass();
      outcomes.push(grab(member));
    }
    // Ten shares, two opened: eight more are granted, five of them a second time.
    expect(outcomes).toEqual([...Array(8).fill(GRAB_OUTCOME.granted), ...Array(2).fill(GRAB_OUTCOME.empty)]);
    expect(engine.counts.countersRead).toBe(1);
    const told = [2, 3, 4, 5, 6, 100, 101, 102, 103, 104, 105, 106, 107].map(open);
    expect(told.filter((outcome) => outcome === GRAB_OUTCOME.opened).length).toBe(8);
    expect(told.slice(8)).toEqual(Array(5).fill(GRAB_OUTCOME.empty));
    expect(engine.counts.emptyWhenOpened).toBe(5);
    expect(ledger.openedFen).toBe(1000);
    expect(ledger.audit(store.heldFen())).toEqual([]);
    expect(auditPackets(store)).toEqual([]);
  });

  test("costs the first who grabs a read of the database, and the next one none", () => {
    const { cache, sim, pass, grab, engine } = lost();
    cache.restore(sim.now);
    pass();
    grab(100);
    // Two operations of 0.25 ms, and two legs of 1 ms.
    expect(engine.doneAtMs - sim.now).toBeCloseTo(2.5, 9);
    pass();
    grab(101);
    expect(engine.doneAtMs - sim.now).toBeCloseTo(0.5, 9);
  });

  test.each(["pass", "refuse"] as const)(
    "makes losers of all who grab while no cache is there: they %s",
    (losers) => {
      const { pass, grab, engine } = lost({ losers });
      pass();
      const outcomes = Array.from({ length: 20 }, (_, i) => grab(200 + i));
      const outcome = losers === "pass" ? GRAB_OUTCOME.granted : GRAB_OUTCOME.refused;
      expect(outcomes).toEqual(Array(20).fill(outcome));
      expect(engine.counts.withoutCache).toBe(20);
      expect(engine.needsDatabase(engine.ref)).toBe(false);
    },
  );

  test("needs the database once the cache is back, and nobody is told of a share while that is silent", () => {
    const { cache, sim, pass, grab, engine, group } = lost();
    cache.restore(sim.now);
    pass();
    expect(engine.needsDatabase(engine.ref)).toBe(true);
    for (const replica of [0, 1, 2]) group.crash(replica, sim.now);
    expect(grab(100)).toBe(GRAB_OUTCOME.unavailable);
    for (const replica of [0, 1, 2]) group.restart(replica, sim.now);
    for (let i = 0; i < 10; i++) pass();
    expect(grab(100)).toBe(GRAB_OUTCOME.granted);
    expect(engine.needsDatabase(engine.ref)).toBe(false);
  });

  test("of a packet made since is there", () => {
    const { cache, sim, pass, engine } = lost();
    cache.restore(sim.now);
    pass();
    engine.place(sim.now, 100, 2, -1);
    expect(engine.needsDatabase(engine.ref)).toBe(false);
  });
});

test("in a night with cas a lost cache lets more users down than one that stays, and the result counts them", () => {
  const night = (...set: string[]) =>
    runWorld(
      scenarioOf(
        `
version: 1
extends: cache-loss.yaml
name: counters are lost in a small town
traffic: {send: {background: [{from: "22:32", to: "22:34", rate: 100/s}]}}
sets: {count: 4, grab: {engine: cas}, storage: {deadlockCheck: 0us}}
budgets: []
`,
        set,
      ),
      { fromMs: 9_195_000, warmUpMs: 15_000 },
    ).result;
  const calm = night("faults=[]").grabs;
  const { grabs, totals, money } = night();
  expect(calm?.countersRead).toBe(undefined);
  expect(grabs?.countersRead).toBeGreaterThan(100);
  expect(grabs?.withoutCache).toBeGreaterThan(100);
  expect(grabs?.emptyWhenOpened).toBeGreaterThan(1.2 * (calm?.emptyWhenOpened ?? 0));
  // Some answers reach nobody.
  const told = (totals.open.outcomes.empty ?? 0) / (grabs?.emptyWhenOpened ?? 0);
  expect(told).toBeGreaterThan(0.95);
  expect(told).toBeLessThanOrEqual(1);
  expect(money.violations).toEqual([]);
});
