import { describe, expect, test } from "vitest";
import { GRAB_OUTCOME } from "../../src/model/storage/grab-engine.ts";
import { type Answer, bench, Caller, ENGINES } from "./grab-engines.ts";

/** Has n members grab at once, and those who were told that they have a share open, some time later. */
function burst(
  name: (typeof ENGINES)[number],
  members: number,
  shares: number,
  openAfterMs: (i: number) => number,
) {
  const made = bench(name, { expiryMs: 60_000, transactionsMax: 1000 });
  const { sim, engine: grabs, store } = made;
  const caller = new Caller(made);
  grabs.place(0, 100 * shares, shares, -1);
  const { ref } = grabs;
  const told = { granted: 0, opened: new Map<number, number>(), empty: 0 };
  sim.runUntil(100);
  for (let member = 0; member < members; member++) {
    const open = () =>
      caller.call(
        (engine) => engine.open(sim.now, ref, member),
        ({ outcome, amountFen }) => {
          if (outcome === GRAB_OUTCOME.opened) told.opened.set(member, amountFen);
          else told.empty++;
        },
      );
    sim.callAt(100 + member / 100, () =>
      caller.call(
        (engine) => engine.grab(sim.now, ref, member),
        ({ outcome, doneAtMs }) => {
          if (outcome !== GRAB_OUTCOME.granted) return;
          told.granted++;
          sim.callAt(doneAtMs + openAfterMs(member), open);
        },
      ),
    );
  }
  sim.runIdle();
  return { ...made, told, slot: store.find(ref) };
}

describe.each(ENGINES)("a packet of 100 shares in a group of 500, by %s,", (name) => {
  test("is emptied to the fen by exactly 100 members", () => {
    const { told, store, slot, engine: made } = burst(name, 500, 100, () => 1000);
    expect(told.opened.size).toBe(100);
    expect([...told.opened.values()].reduce((sum, fen) => sum + fen, 0)).toBe(10_000);
    expect(store.remainingFen(slot)).toBe(0);
    expect(made.counts.luckiestFen).toBe(Math.max(...told.opened.values()));
    expect(made.counts.emptiedFen).toBe(10_000);
  });

  test("lets nobody down but with cas, which counts every one of them", () => {
    const { told, engine: made } = burst(name, 500, 100, () => 1000);
    expect(told.granted - told.opened.size).toBe(told.empty);
    expect(made.counts.emptyWhenOpened).toBe(told.empty);
    if (name === "cas") expect(told.empty).toBeGreaterThan(20);
    else expect(told.empty).toBe(0);
  });
});

test("with cas the first to open have the shares, not the first to grab", () => {
  const slowFirst = burst("cas", 500, 100, (member) => 2000 - member);
  const openers = [...slowFirst.told.opened.keys()];
  expect(Math.min(...openers)).toBeGreaterThan(0);
  expect(slowFirst.told.empty).toBe(slowFirst.told.granted - 100);
});

test("with cas that refuses its losers nobody is let down", () => {
  const made = bench("cas", { losers: "refuse", retries: 0, expiryMs: 60_000 });
  const { engine: cas, ledger, sim } = made;
  const caller = new Caller(made);
  cas.place(0, 1000, 10, -1);
  const { ref } = cas;
  const outcomes = Array.from({ length: 50 }, (_, member) => cas.grab(50 + member / 100, ref, member));
  const granted = outcomes.flatMap((outcome, member) => (outcome === GRAB_OUTCOME.granted ? [member] : []));
  expect(outcomes.filter((outcome) => outcome === GRAB_OUTCOME.refused).length).toBe(50 - granted.length);
  expect(cas.counts.lostRaces).toBe(50 - granted.length);
  expect(granted.length).toBeGreaterThan(0);
  for (const member of granted) caller.call((engine) => engine.open(200, ref, member));
  sim.runIdle();
  expect(ledger.sharesOpened).toBe(granted.length);
});

test("the luckiest of two has three quarters of the packet on average", () => {
  const { engine: fifo, sim } = bench("fifo", {
    leg: { kind: "constant", value: 0 },
    work: { kind: "constant", value: 0 },
    commitsPerS: 1e9,
  });
  const n = 20_000;
  for (let i = 0; i < n; i++) {
    sim.runUntil(10 * i);
    fifo.place(sim.now, 1_000_000, 2, -1);
    for (const member of [1, 2]) fifo.grab(sim.now + 1, fifo.ref, member);
    for (const member of [1, 2]) fifo.open(sim.now + 2 * member, fifo.ref, member);
  }
  expect(fifo.counts.emptied).toBe(n);
  // max(U, 1 - U) has mean 3/4 and variance 1/48.
  const share = fifo.counts.luckiestFen / fifo.counts.emptiedFen;
  expect(Math.abs(share - 0.75)).toBeLessThan(4 / Math.sqrt(48 * n));
});

test.each(ENGINES)(
  "a retry that waits for the row behind its own first attempt is paid nothing again, by %s",
  (name) => {
    const made = bench(name);
    const { sim, engine: grabs, ledger } = made;
    const caller = new Caller(made);
    grabs.place(0, 1000, 5, -1);
    const { ref } = grabs;
    sim.runUntil(100);
    const answers: Answer[] = [];
    for (const member of [1, 2, 3]) caller.call((engine) => engine.grab(sim.now, ref, member));
    sim.runUntil(200);
    for (const member of [1, 2, 2, 2]) {
      caller.call(
        (engine) => engine.open(sim.now, ref, member),
        (answer) => member === 2 && answers.push(answer),
      );
    }
    sim.runIdle();
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(3).fill(GRAB_OUTCOME.opened));
    expect(new Set(answers.map(({ amountFen }) => amountFen)).size).toBe(1);
    expect(answers.filter(({ firstTime }) => firstTime).length).toBe(name === "db" ? 0 : 1);
    expect(ledger.sharesOpened).toBe(name === "db" ? 3 : 2);
  },
);
