import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GRAB_OUTCOME } from "../../src/model/storage/grab-engine.ts";
import { auditPackets } from "../../src/model/storage/packet-audit.ts";
import { DISTURBANCES, disturb } from "./disturbance.ts";
import { type Answer, bench, Caller, ENGINES } from "./grab-engines.ts";

function engine(transactionsMax = 4) {
  const {
    engine: fifo,
    store,
    ledger,
    group,
  } = bench("fifo", {
    transactionsMax,
    work: { kind: "constant", value: 0 },
  });
  return { fifo, store, ledger, group };
}

/** What may happen to a few packets: attempts in any order and number, crashes, the passing of time. */
const happening = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("create" as const),
      shares: fc.integer({ min: 1, max: 6 }),
      extraFen: fc.nat(30),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom("grab" as const, "open" as const),
      packet: fc.nat(2),
      member: fc.nat(5),
    }),
  },
  ...DISTURBANCES,
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      ms: fc.constantFrom(0, 0.05, 1, 20, 700, 3000),
    }),
  },
);

/** A packet as its users know it: what each of them was told to have got. */
interface Known {
  ref: number;
  shares: number;
  amountFen: number;
  paid: Map<number, number>;
}

describe.each(ENGINES)(
  "under any schedule of retries, duplicates, crashes, lost caches and expiry, %s",
  (name) => {
    test("pays nobody twice, oversells nothing, and every packet adds up to the fen", () => {
      const schedule = fc.array(happening, { minLength: 10, maxLength: 120 });
      const limits = fc.record({
        transactionsMax: fc.constantFrom(1, 2, 5),
        connections: fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
        lockWaitMaxMs: fc.constantFrom(2, 50_000),
        work: fc.constantFrom(
          { kind: "constant" as const, value: 0 },
          { kind: "exponential" as const, mean: 1 },
        ),
      });
      fc.assert(
        fc.property(schedule, limits, (steps, allowed) => {
          const made = bench(name, allowed);
          const { sim, store, ledger } = made;
          const caller = new Caller(made);
          const packets: Known[] = [];
          for (const step of steps) {
            switch (step.do) {
              case "create": {
                const { shares } = step;
                const amountFen = shares + step.extraFen;
                caller.call(
                  (engine) => engine.create(sim.now, amountFen, shares, 7),
                  ({ outcome, ref }) => {
                    if (outcome === GRAB_OUTCOME.created)
                      packets.push({ ref, shares, amountFen, paid: new Map() });
                  },
                );
                break;
              }
              case "grab":
              case "open": {
                const packet = packets[step.packet];
                const askedMs = sim.now;
                caller.call(
                  (engine) => engine[step.do](askedMs, packet?.ref ?? 12345, step.member),
                  (answer) => note(packet, step.member, askedMs, answer),
                );
                break;
              }
              case "pass":
                sim.runUntil(sim.now + step.ms);
                made.engine.expireUntil(sim.now);
                break;
              default:
                disturb(made, step);
            }
          }
          sim.runIdle();
          expect(caller.pending).toBe(0);
          let openedFen = 0;
          for (const { shares, amountFen, paid } of packets) {
            const sumFen = [...paid.values()].reduce((sum, fen) => sum + fen, 0);
            expect(paid.size).toBeLessThanOrEqual(shares);
            if (paid.size === shares) expect(sumFen).toBe(amountFen);
            else expect(sumFen).toBeLessThanOrEqual(amountFen - (shares - paid.size));
            openedFen += sumFen;
          }
          expect(ledger.openedFen).toBe(openedFen);
          expect(ledger.remainingFen).toBe(store.heldFen());
          expect(ledger.audit(store.heldFen())).toEqual([]);
          expect(auditPackets(store)).toEqual([]);
        }),
        { numRuns: 1000, seed: 20150218 },
      );
    }, 30_000);
  },
);

/** Money moves at the first answer that says so, once; a later one tells the same amount. */
function note(packet: Known | undefined, member: number, askedMs: number, answer: Answer): void {
  expect(answer.doneAtMs).toBeGreaterThanOrEqual(askedMs);
  if (answer.amountFen === 0 || packet === undefined) return;
  const before = packet.paid.get(member);
  expect(answer.firstTime).toBe(before === undefined);
  if (before !== undefined) expect(answer.amountFen).toBe(before);
  expect(answer.amountFen).toBeGreaterThanOrEqual(1);
  packet.paid.set(member, answer.amountFen);
}

describe("a packet of m shares", () => {
  test("grabbed by n members is granted to exactly min(m, n), however often they try", () => {
    for (const [shares, members] of [
      [5, 500],
      [100, 300],
      [6, 4],
      [1, 2],
    ] as const) {
      const { fifo, store } = engine();
      fifo.create(0, 10_000, shares, 1);
      const granted = new Set<number>();
      for (let attempt = 0; attempt < 3; attempt++) {
        for (let member = 0; member < members; member++) {
          if (fifo.grab(100 + attempt, fifo.ref, member) === GRAB_OUTCOME.granted) granted.add(member);
        }
      }
      expect(granted.size).toBe(Math.min(shares, members));
      expect(store.granted(store.find(fifo.ref))).toBe(granted.size);
    }
  });

  test("is served one request at a time, each holding the queue for the serial time", () => {
    const { fifo } = engine();
    fifo.create(0, 10_000, 100, 1);
    for (let member = 0; member < 50; member++) {
      fifo.grab(1000, fifo.ref, member);
      expect(fifo.doneAtMs).toBeCloseTo(1000 + 0.1 * (member + 1), 9);
    }
    fifo.grab(2000, fifo.ref, 99);
    expect(fifo.doneAtMs).toBeCloseTo(2000.1, 9);
  });

  test("lets no more than transactionsMax openings into the database, and refuses the rest without harm", () => {
    const made = bench("fifo", { transactionsMax: 4 });
    const { sim, engine: fifo, store } = made;
    const caller = new Caller(made);
    fifo.place(0, 10_000, 20, 1);
    const { ref } = fifo;
    sim.runUntil(100);
    for (let member = 0; member < 20; member++) fifo.grab(100, ref, member);
    sim.runUntil(200);
    const inDatabase: { fromMs: number; toMs: number }[] = [];
    for (let member = 0; member < 20; member++) {
      const fromMs = 200 + 0.1 * (member + 1);
      caller.call(
        (engine) => engine.open(200, ref, member),
        ({ outcome, doneAtMs }) => {
          if (outcome === GRAB_OUTCOME.refused) expect(doneAtMs).toBeCloseTo(fromMs, 9);
          else inDatabase.push({ fromMs, toMs: doneAtMs });
        },
      );
    }
    sim.runUntil(1000);
    const together = inDatabase.map(
      ({ fromMs }) => inDatabase.filter((other) => other.fromMs <= fromMs && other.toMs > fromMs).length,
    );
    expect(Math.max(...together)).toBe(4);
    expect(fifo.counts.refusedAtCap).toBe(20 - inDatabase.length);
    expect(fifo.counts.refusedAtCap).toBeGreaterThan(5);
    for (let member = 0; member < 20; member++) {
      caller.call((engine) => engine.open(sim.now, ref, member));
      sim.runUntil(sim.now + 100);
    }
    expect(store.remainingFen(store.find(ref))).toBe(0);
  });

  test("answers an opening again with the same amount, not before the first was acknowledged", () => {
    const { fifo } = engine();
    fifo.create(0, 1000, 3, 1);
    fifo.grab(100, fifo.ref, 5);
    expect(fifo.open(200, fifo.ref, 5)).toBe(GRAB_OUTCOME.opened);
    const { doneAtMs, amountFen } = fifo;
    expect(fifo.open(200, fifo.ref, 5)).toBe(GRAB_OUTCOME.opened);
    expect(fifo.firstTime).toBe(false);
    expect(fifo.amountFen).toBe(amountFen);
    expect(fifo.doneAtMs).toBeGreaterThanOrEqual(doneAtMs);
    expect(fifo.open(200, fifo.ref, 6)).toBe(GRAB_OUTCOME.notGranted);
  });

  test("gives what nobody opened back at expiry, reservations included", () => {
    const { fifo, ledger, store } = engine();
    fifo.create(0, 1000, 3, 1);
    const { ref } = fifo;
    for (const member of [1, 2]) fifo.grab(100, ref, member);
    fifo.open(100, ref, 1);
    const openedFen = fifo.amountFen;
    const expiresMs = store.nextExpiryMs();
    expect(fifo.open(expiresMs + 1, ref, 2)).toBe(GRAB_OUTCOME.gone);
    fifo.expireUntil(expiresMs);
    expect(ledger.refundedFen).toBe(1000 - openedFen);
    expect(fifo.open(expiresMs + 1, ref, 1)).toBe(GRAB_OUTCOME.opened);
    expect(fifo.grab(expiresMs + 1, ref, 9)).toBe(GRAB_OUTCOME.gone);
    expect(ledger.audit(store.heldFen())).toEqual([]);
  });

  test("takes no money when the database cannot acknowledge", () => {
    const { fifo, group, ledger } = engine();
    fifo.create(0, 1000, 3, 1);
    fifo.grab(100, fifo.ref, 1);
    group.crash(1, 150);
    group.crash(2, 150);
    expect(fifo.open(200, fifo.ref, 1)).toBe(GRAB_OUTCOME.unavailable);
    expect(fifo.create(200, 1000, 3, 1)).toBe(GRAB_OUTCOME.unavailable);
    expect(ledger.createdFen).toBe(1000);
    expect(ledger.openedFen).toBe(0);
    group.restart(1, 300);
    expect(fifo.open(900, fifo.ref, 1)).toBe(GRAB_OUTCOME.opened);
  });
});
