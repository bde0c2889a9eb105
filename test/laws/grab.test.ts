import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileDistribution } from "../../src/kernel/distribution.ts";
import { openStream } from "../../src/kernel/random.ts";
import { FifoEngine } from "../../src/model/storage/fifo-engine.ts";
import { GRAB_OUTCOME } from "../../src/model/storage/grab-engine.ts";
import { Ledger } from "../../src/model/storage/ledger.ts";
import { auditPackets } from "../../src/model/storage/packet-audit.ts";
import { PacketStore } from "../../src/model/storage/packet-store.ts";
import { RateLimit } from "../../src/model/storage/rate-limit.ts";
import { ReplicaGroup } from "../../src/model/storage/replica-group.ts";

const EXPIRY_MS = 5000;
const GRACE_MS = 1000;

function engine(transactionsMax = 4) {
  const leg = compileDistribution({ kind: "exponential", mean: 1 });
  const group = new ReplicaGroup({
    name: "group",
    replicas: 3,
    write: 2,
    read: 1,
    discipline: "log",
    legsMs: { write: leg, ack: leg, read: leg, reply: leg },
    recoveryMs: 500,
    failoverMs: 50,
    stream: openStream("grab", "group"),
  });
  const store = new PacketStore({ name: "packets", expiryMs: EXPIRY_MS, graceMs: GRACE_MS });
  const ledger = new Ledger("ledger");
  const commits = new RateLimit({ ratePerS: 2000, k: 1 });
  const stream = openStream("grab", "amounts");
  const fifo = new FifoEngine({ serialMs: 0.1, transactionsMax, store, ledger, commits, group, stream });
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
      packet: fc.nat(3),
      member: fc.nat(8),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("crash" as const, "restart" as const), replica: fc.nat(2) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      ms: fc.constantFrom(0, 0.05, 1, 20, 700, 3000),
    }),
  },
);

describe("under any schedule of retries, duplicates, crashes and expiry", () => {
  test("nobody is paid twice, nothing is oversold, and every packet adds up to the fen", () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 10, maxLength: 120 }), (schedule) => {
        const { fifo, store, ledger, group } = engine(2);
        const packets: { ref: number; shares: number; amountFen: number; paid: Map<number, number> }[] = [];
        let nowMs = 0;
        for (const step of schedule) {
          switch (step.do) {
            case "create": {
              const amountFen = step.shares + step.extraFen;
              if (fifo.create(nowMs, amountFen, step.shares, 7) !== GRAB_OUTCOME.created) break;
              packets.push({ ref: fifo.ref, shares: step.shares, amountFen, paid: new Map() });
              break;
            }
            case "grab":
              fifo.grab(nowMs, packets[step.packet]?.ref ?? 12345, step.member);
              expect(fifo.doneAtMs).toBeGreaterThanOrEqual(nowMs);
              break;
            case "open": {
              const packet = packets[step.packet];
              const outcome = fifo.open(nowMs, packet?.ref ?? 12345, step.member);
              expect(fifo.doneAtMs).toBeGreaterThanOrEqual(nowMs);
              if (outcome !== GRAB_OUTCOME.opened || packet === undefined) break;
              const before = packet.paid.get(step.member);
              expect(fifo.firstTime).toBe(before === undefined);
              if (before !== undefined) expect(fifo.amountFen).toBe(before);
              expect(fifo.amountFen).toBeGreaterThanOrEqual(1);
              packet.paid.set(step.member, fifo.amountFen);
              break;
            }
            case "crash":
              group.crash(step.replica, nowMs);
              break;
            case "restart":
              group.restart(step.replica, nowMs);
              break;
            case "pass":
              nowMs += step.ms;
              fifo.expireUntil(nowMs);
          }
        }
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
  });
});

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
      expect(store.granted[store.find(fifo.ref)]).toBe(granted.size);
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
    const { fifo, store } = engine(4);
    fifo.create(0, 10_000, 20, 1);
    const { ref } = fifo;
    for (let member = 0; member < 20; member++) fifo.grab(100, ref, member);
    const inDatabase: { fromMs: number; toMs: number }[] = [];
    for (let member = 0; member < 20; member++) {
      const fromMs = 200 + 0.1 * (member + 1);
      if (fifo.open(200, ref, member) === GRAB_OUTCOME.refused) expect(fifo.doneAtMs).toBeCloseTo(fromMs, 9);
      else inDatabase.push({ fromMs, toMs: fifo.doneAtMs });
    }
    const together = inDatabase.map(
      ({ fromMs }) => inDatabase.filter((other) => other.fromMs <= fromMs && other.toMs > fromMs).length,
    );
    expect(Math.max(...together)).toBe(4);
    expect(fifo.refusedCount).toBe(20 - inDatabase.length);
    expect(fifo.refusedCount).toBeGreaterThan(5);
    for (let member = 0; member < 20; member++) fifo.open(1000 + 100 * member, ref, member);
    expect(store.remainingFen[store.find(ref)]).toBe(0);
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
