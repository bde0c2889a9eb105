import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

function night(...set: string[]) {
  const scenario = townOf("message-backlog.yaml", "", [
    "faults.0.for=20s",
    "run.to=22:34:00",
    "run.drain=100s",
    "budgets=[]",
    ...set,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33:20"), warmUpMs: 15_000 }).result;
}

describe("consumers that are gone for twenty seconds", () => {
  const { money, series, totals, timeline } = night();
  const backMs = atMs("22:33:50");

  test("make credits late and nothing else: who opens is answered", () => {
    expect(money.lateCredits).toBeGreaterThan(1000);
    expect(totals.open.answered.full).toBe(totals.open.offered);
    expect(series.parts.money?.all?.overdueCredits?.slice(0, 4)).toEqual([
      0,
      expect.any(Number),
      expect.any(Number),
      0,
    ]);
    expect(series.parts.money?.all?.overdueCredits?.[2]).toBeGreaterThan(1000);
  });

  test("leave no fen wrong: all that was opened is credited, once", () => {
    expect(money.creditedFen).toBe(money.openedFen);
    expect([money.owedFen, money.missingCredits, money.duplicateCreditsStopped, money.repaired]).toEqual([
      0, 0, 0, 0,
    ]);
    expect(money.violations).toEqual([]);
  });

  test("are back before the money is right again, which the result says when", () => {
    expect(money.rightAgainAtMs).toBeGreaterThan(backMs);
    expect(money.rightAgainAtMs).toBeLessThan(backMs + 10_000);
    const told = timeline.filter(({ kind }) => kind === "moneyWrong" || kind === "moneyRight");
    expect(told.map(({ kind }) => kind)).toEqual(["moneyWrong", "moneyRight"]);
    // One message in a thousand has failed once and was waiting for its second try.
    expect(told[0]?.atMs).toBeGreaterThan(atMs("22:33:30") + 5000 - 1100);
    expect(told[1]?.atMs).toBe(money.rightAgainAtMs);
  });
});

describe("messages that are lost", () => {
  const lossy = 'faults=[{kind: loseMessages, queue: wallet, share: 20%, at: "22:33:30", for: 10s}]';

  test("are found and repaired by the reconciliation, and the money is right in the end", () => {
    const { money } = night(lossy);
    expect(money.lostMessages).toBeGreaterThan(100);
    expect(money.repaired).toBe(money.lostMessages + money.deadLetters);
    expect(money.creditedFen).toBe(money.openedFen);
    expect(money.missingCredits).toBe(0);
    // Reconciliation looks at what is 30 s old, every 10 s.
    expect(money.rightAgainAtMs).toBeGreaterThan(atMs("22:34:00"));
    expect(money.rightAgainAtMs).toBeLessThan(atMs("22:34:21"));
    expect(money.violations).toEqual([]);
  });
});
