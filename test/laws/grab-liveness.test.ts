import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GRAB_OUTCOME } from "../../src/model/storage/grab-engine.ts";
import { auditPackets } from "../../src/model/storage/packet-audit.ts";
import { DISTURBANCES, disturb } from "./disturbance.ts";
import { type Answer, bench, Caller, ENGINES } from "./grab-engines.ts";

const MEMBERS_MAX = 7;

/** What goes wrong around one packet: everything that ends. */
const trouble = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom("grab" as const, "open" as const),
      member: fc.nat(MEMBERS_MAX - 1),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  ...DISTURBANCES,
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(0, 0.1, 1, 3, 20, 700) }),
  },
);

describe.each(ENGINES)("once all trouble is over and everybody has tried again, by %s", (name) => {
  test("exactly as many members have a share as there are shares or members, and the rest is refunded once", () => {
    fc.assert(
      fc.property(
        fc.array(trouble, { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(20),
        fc.integer({ min: 1, max: MEMBERS_MAX }),
        fc.record({
          transactionsMax: fc.constantFrom(1, 4),
          connections: fc.constantFrom(1, Number.POSITIVE_INFINITY),
          retries: fc.constantFrom(0, 3),
          losers: fc.constantFrom("pass" as const, "refuse" as const),
          work: fc.constantFrom(
            { kind: "constant" as const, value: 0 },
            { kind: "exponential" as const, mean: 2 },
          ),
        }),
        (steps, shares, extraFen, members, limits) => {
          const made = bench(name, { ...limits, expiryMs: 600_000 });
          const { sim, engine, store, ledger, group, cache } = made;
          const caller = new Caller(made);
          const amountFen = shares + extraFen;
          engine.place(0, amountFen, shares, 99);
          const { ref } = engine;
          const paid = new Map<number, number>();
          const told = new Map<number, Answer>();
          const call = (step: "grab" | "open", member: number) => {
            const askedMs = sim.now;
            caller.call(
              (made) => made[step](askedMs, ref, member),
              (answer) => {
                expect(answer.doneAtMs).toBeGreaterThanOrEqual(askedMs);
                told.set(member, answer);
                if (answer.amountFen === 0) return;
                expect(paid.get(member) ?? answer.amountFen).toBe(answer.amountFen);
                paid.set(member, answer.amountFen);
              },
            );
          };
          for (const step of steps) {
            switch (step.do) {
              case "grab":
              case "open":
                if (step.member < members) for (let i = 0; i < step.times; i++) call(step.do, step.member);
                break;
              case "pass":
                sim.runUntil(sim.now + step.ms);
                break;
              default:
                disturb(made, step);
            }
          }
          for (let replica = 0; replica < 3; replica++) group.restart(replica, sim.now);
          while (cache.isAway) cache.restore(sim.now);
          for (let round = 0; round < 2; round++) {
            for (const step of ["grab", "open"] as const) {
              for (let member = 0; member < members; member++) {
                sim.runUntil(sim.now + 2000);
                call(step, member);
              }
            }
          }
          sim.runUntil(sim.now + 10_000);
          expect(caller.pending).toBe(0);
          expect(paid.size).toBe(Math.min(shares, members));
          const sumFen = [...paid.values()].reduce((sum, fen) => sum + fen, 0);
          expect(ledger.openedFen).toBe(sumFen);
          for (const fen of paid.values()) expect(fen).toBeGreaterThanOrEqual(1);
          for (const [member, { outcome }] of told)
            if (!paid.has(member))
              expect([GRAB_OUTCOME.empty, GRAB_OUTCOME.notGranted, GRAB_OUTCOME.gone]).toContain(outcome);
          engine.expireUntil(700_000);
          engine.expireUntil(700_000);
          expect(ledger.refundedFen).toBe(amountFen - sumFen);
          expect(ledger.audit(store.heldFen())).toEqual([]);
          expect(store.heldFen()).toBe(0);
          expect(auditPackets(store)).toEqual([]);
        },
      ),
      { numRuns: 1000, seed: 20150219 },
    );
  }, 30_000);
});
