import { describe, expect, test } from "vitest";
import { ledgerErrorFen } from "../../src/result/figures/ledger-error.ts";
import type { Result } from "../../src/result/result.ts";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

/** A file of the gallery about messages, in the small town, to 22:34:10. */
function night(file: string, ...set: string[]): Result {
  const scenario = townOf(file, "", ["run.to=22:34:10", "run.drain=100s", "budgets=[]", ...set]);
  return runWorld(scenario, { fromMs: atMs("22:33:20"), warmUpMs: 15_000 }).result;
}

type Book = NonNullable<Result["books"]>[string];
const bookOf = ({ books }: Result, name = "wallet") => books?.[name] as Book;

function expectRightToTheFen({ money }: Result): void {
  expect(money.creditedFen).toBe(money.openedFen);
  expect([money.owedFen, money.missingCredits]).toEqual([0, 0]);
  expect(money.violations).toEqual([]);
}

describe("broker-loss", () => {
  const lost = night("broker-loss.yaml");

  test("makes credits late, loses none, and users open all the same", () => {
    const { late, lost: gone, missing, republished, byReconciliation } = bookOf(lost);
    expect(late).toBeGreaterThan(0);
    expect(republished).toBeGreaterThan(50);
    expect([gone, missing, byReconciliation]).toEqual([0, 0, 0]);
    expect(lost.totals.open.answered.full).toBe(lost.totals.open.offered);
    expectRightToTheFen(lost);
  });

  test("is over when the copy has taken over: the money is right again then, not before", () => {
    expect(lost.money.rightAgainAtMs).toBeGreaterThan(atMs("22:33:50"));
    expect(lost.money.rightAgainAtMs).toBeLessThan(atMs("22:33:52"));
  });

  test("costs messages for good where they were acknowledged before they were flushed", () => {
    const careless = night(
      "broker-loss.yaml",
      "queues.wallet.brokers.acknowledge=taken",
      "queues.wallet.brokers.flush=500ms",
      'faults.0.at="22:33:30.4"',
    );
    const { lost: gone, byReconciliation } = bookOf(careless);
    expect(gone).toBeGreaterThan(0);
    expect(byReconciliation).toBe(gone);
    expectRightToTheFen(careless);
  });
});

describe("lost-messages", () => {
  // In so small a town one in 10,000 would be one: here one in 200.
  const more = ["faults.0.share=0.5%", "faults.1.share=0.5%", "faults.2.share=0.5%"];
  const lossy = night("lost-messages.yaml", ...more);

  test.each(["wallet", "lists", "orders"])(
    "leave holes in %s that only the reconciliation finds, each once",
    (name) => {
      const { lost, dead, byReconciliation, missing, written, owed, rightAgainAtMs, lagMs } = bookOf(
        lossy,
        name,
      );
      expect(lost).toBeGreaterThan(0);
      expect(byReconciliation).toBe(lost + dead);
      expect([written, missing]).toEqual([owed, 0]);
      // It looks at what is 30 s old, every 10 s.
      expect(lagMs.max).toBeGreaterThan(30_000);
      expect(lagMs.max).toBeLessThan(41_000);
      expect(rightAgainAtMs).toBeGreaterThan(atMs("22:33:55"));
      const { overdueCount } = lossy.series.parts.books?.[name] ?? {};
      expect(Math.max(...(overdueCount ?? []).map((count) => count ?? 0))).toBeGreaterThan(0);
      expect(overdueCount?.at(-1)).toBe(0);
    },
  );

  test("are wrong by so many yuan for ever where nobody reconciles, and the result says so", () => {
    const never = night("lost-messages.yaml", ...more, "queues.reconciliation.enabled=false");
    const { missing, lost, dead, rightAgainAtMs } = bookOf(never);
    expect(missing).toBe(lost + dead);
    expect(never.money.missingCredits).toBe(missing);
    expect(never.money.owedFen).toBe(never.money.openedFen - never.money.creditedFen);
    expect(never.money.owedFen).toBeGreaterThan(0);
    expect([rightAgainAtMs, never.money.rightAgainAtMs]).toEqual([null, null]);
    expect(never.money.violations).toEqual([]);
  });

  test("are not seen by who opens: every opening is answered in full", () => {
    expect(lossy.totals.open.answered.full).toBe(lossy.totals.open.offered);
    expectRightToTheFen(lossy);
  });
});

describe("duplicate-messages", () => {
  const twice = night("duplicate-messages.yaml", "queues.wallet.unrecognised=0%");

  test("come again and are stopped: nobody is credited twice, nobody late, nothing is left to reconcile", () => {
    const { duplicatesStopped, owed, written, missing, late, byReconciliation } = bookOf(twice);
    // A tenth, each of them again with a tenth: 1/9 of those in that minute, which nearly all are.
    expect(duplicatesStopped / owed).toBeGreaterThan(1 / 12);
    expect(duplicatesStopped / owed).toBeLessThan(1 / 8);
    expect([written, missing, late, byReconciliation]).toEqual([owed, 0, 0, 0]);
    expectRightToTheFen(twice);
  });

  test("are paid twice where nobody recognises them, and each is taken back", () => {
    const paid = night("duplicate-messages.yaml", "queues.wallet.unrecognised=2%");
    const { writtenTwice = 0, takenBack, excessFen, duplicatesStopped } = bookOf(paid);
    const came = writtenTwice + duplicatesStopped;
    expect(Math.abs(writtenTwice / came - 0.02)).toBeLessThan(4 * Math.sqrt((0.02 * paid.scale.k) / came));
    expect([takenBack, excessFen]).toEqual([writtenTwice, 0]);
    expect(ledgerErrorFen(paid)).toBe(0);
    expectRightToTheFen(paid);
  });

  test("are an error of the books to the fen where nobody takes them back", () => {
    const kept = night(
      "duplicate-messages.yaml",
      "queues.wallet.unrecognised=2%",
      "queues.reconciliation.enabled=false",
    );
    expect(bookOf(kept).excessFen).toBeGreaterThan(0);
    expect(ledgerErrorFen(kept)).toBe(bookOf(kept).excessFen);
  });
});

describe("a queue that pushes back", () => {
  test("has openings refused instead of credits late; spilled, they are opened and wait", () => {
    const full = ["faults.0.for=20s", "queues.wallet.depthMax=50"];
    const spills = night("message-backlog.yaml", ...full);
    const refuses = night("message-backlog.yaml", ...full, "queues.wallet.whenFull=refuse");
    expect(bookOf(spills).spilled).toBeGreaterThan(500);
    expect(spills.totals.open.refused.set ?? 0).toBe(0);
    expect(refuses.totals.open.refused.set).toBeGreaterThan(500);
    expect(bookOf(refuses).late).toBeLessThan(bookOf(spills).late);
    expect(bookOf(refuses).onDiskPeak ?? 0).toBeLessThan((bookOf(spills).onDiskPeak ?? 0) / 2);
    expectRightToTheFen(spills);
    expectRightToTheFen(refuses);
  });
});
