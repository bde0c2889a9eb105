import { describe, expect, test } from "vitest";
import { runObserved } from "../../../src/run/run.ts";
import { smallNight } from "../../laws/small-night.ts";

describe("the books of wallets and lists", async () => {
  const budgets = ["wallet", "lists"].flatMap((book) => [
    `{id: late-${book}, figure: lateCredits, book: ${book}, max: 1%}`,
    `{id: lag-${book}, figure: bookLag, book: ${book}, quantile: 90%, max: 1s}`,
    `{id: right-${book}, figure: moneyRight, book: ${book}, fault: lost, max: 30s}`,
  ]);
  const { budgets: figures, result } = await runObserved(
    smallNight(
      "run.to=20:01",
      "run.drain=30s",
      "run.scale=1/100",
      "queues.lists={}",
      "queues.reconciliation.enabled=false",
      "faults=[{kind: loseMessages, queue: lists, share: 20%, at: '20:00:20', for: 20s, name: lost}]",
      `budgets=[${budgets.join(", ")}]`,
    ),
  );
  const of = (id: string) => figures.find((figure) => figure.id === id)?.parts[0]?.slices[0];

  test("are judged each by itself: what lists have lost is late in the lists alone", () => {
    const { missing = 0, written = 0 } = result.books?.lists ?? {};
    expect(missing).toBeGreaterThan(0);
    const late = of("late-lists");
    if (late?.kind !== "ratio") throw new Error("no ratio");
    expect(late.part / late.whole).toBeGreaterThanOrEqual(missing / (missing + written));
    expect(of("late-wallet")).toMatchObject({ kind: "ratio", part: 0 });
    expect([of("right-wallet"), of("right-lists")]).toMatchObject([{ value: 0 }, { value: 70_000 }]);
  });

  test("lag by what was written, and by the whole run where nothing ever came", () => {
    const { missing = 0, written = 0 } = result.books?.lists ?? {};
    const lists = of("lag-lists");
    if (lists?.kind !== "times") throw new Error("no times");
    expect(lists.samples).toBe(Math.round((missing + written) / result.scale.k));
    expect(of("lag-wallet")?.samples).toBe(Math.round((result.books?.wallet?.written ?? 0) / result.scale.k));
    expect(lists.bins.at(-1)).toBe(Math.round(missing / result.scale.k));
  });
});
