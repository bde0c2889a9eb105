import { describe, expect, test } from "vitest";
import { jackknifeError, wilson } from "../../src/check/bounds.ts";
import { cellsOf } from "../../src/check/cell.ts";
import { openStream } from "../../src/kernel/random.ts";
import type { Figure, Observation } from "../../src/result/figures/figure.ts";
import { histogramTimes } from "../../src/result/figures/histogram-times.ts";
import { Histogram } from "../../src/stats/histogram.ts";
import { jackknife, meanInterval, proportionInterval } from "../../src/stats/interval.ts";
import { tQuantile } from "../../src/stats/student.ts";
import { figureOf, level, ratio } from "./figure-of.ts";

const REACH = { t: tQuantile(0.99, 4), z: tQuantile(0.99, 1e9) };
/** The one cell of a figure that replications say this of. */
function cellOf(observations: Observation[], changes: Partial<Figure> = {}) {
  const [cell] = cellsOf(observations.map((of) => figureOf(of, changes)));
  if (cell === undefined) throw new Error("no cell");
  return cell;
}

function exponentials(runs: number, meanOf: (run: number) => number): Histogram[] {
  const stream = openStream("1", "times");
  return Array.from({ length: runs }, (_, run) => {
    const histogram = new Histogram();
    for (let i = 0; i < 20_000; i++) histogram.add(stream.exponential(meanOf(run)));
    return histogram;
  });
}

const timesOf = (runs: readonly Histogram[]) => runs.map((run) => histogramTimes(run.toJSON()));

describe("what is merged over replications", () => {
  test("levels by their mean, bounded below by Student's t", () => {
    const values = [4, 6, 5, 7, 3];
    const { value, bounds } = cellOf(values.map(level));
    expect(value).toBe(5);
    expect(bounds(REACH).low).toBeCloseTo(meanInterval(values, 0.98).low, 9);
  });

  test("shares by their counts: a run with more requests weighs more", () => {
    expect(cellOf([ratio(1, 10), ratio(1, 1000)], { unit: "share" }).value).toBe(2 / 1010);
  });

  test("shares with the error of the jackknife", () => {
    const counts = [30, 45, 20, 38, 27].map((part) => ({ part, whole: 1000 }));
    const exact = jackknife(
      counts,
      (of) => of.reduce((sum, { part }) => sum + part, 0) / of.reduce((sum, { whole }) => sum + whole, 0),
      0.98,
    );
    const { value, bounds } = cellOf(
      counts.map(({ part, whole }) => ratio(part, whole)),
      { unit: "share" },
    );
    expect(value).toBeCloseTo(exact.estimate, 12);
    expect(bounds(REACH).low).toBeCloseTo(exact.low, 9);
    expect(bounds(REACH).high).toBeGreaterThan(exact.high);
  });

  test("times as histograms: the quantile is that of all together, and never an average of quantiles", () => {
    const runs = exponentials(6, (run) => 10 * (1 + run));
    const all = new Histogram();
    for (const run of runs) all.merge(run);
    expect(cellOf(timesOf(runs), { take: 0.99 }).value / all.smoothQuantile(0.99)).toBeCloseTo(1, 6);
    expect(cellOf(timesOf(runs), { take: "mean" }).value / all.mean).toBeCloseTo(1, 3);
  });

  test("a level that one run has not is none of all of them", () => {
    expect(cellOf([level(3), level(null)]).value).toBeNaN();
  });
});

describe("bounds of a quantile", () => {
  test("of alike runs are where theory has them: standard error sqrt(p (1 - p) / n) / f", () => {
    const { value, bounds } = cellOf(timesOf(exponentials(5, () => 10)), { take: 0.9 });
    const { low, high } = bounds(REACH);
    // Of 100,000 exponentials: the density at the 90 % quantile is .01 a millisecond.
    const half = REACH.z * (Math.sqrt((0.9 * 0.1) / 100_000) / 0.01);
    expect(value).toBeGreaterThan(low);
    expect(value).toBeLessThan(high);
    expect(high - value).toBeGreaterThan(half * 0.9);
    expect(high - value).toBeLessThan(half * 5);
  });

  test("of runs that differ are as wide as those differences", () => {
    const alike = cellOf(timesOf(exponentials(5, () => 10)), { take: 0.9 }).bounds(REACH);
    const apart = cellOf(timesOf(exponentials(5, (run) => 8 + run)), { take: 0.9 }).bounds(REACH);
    expect(apart.high - apart.low).toBeGreaterThan(5 * (alike.high - alike.low));
  });

  test("of a median end where values begin, however sure one wants to be: all lie above that", () => {
    const { low } = cellOf(timesOf(exponentials(5, () => 10)), { take: 0.5 }).bounds({ t: 12, z: 4 });
    expect(low).toBeGreaterThan(4);
  });

  test("reach beyond all values where the few that lie far out come from one run alone", () => {
    const [quiet, ...others] = exponentials(5, () => 10);
    const spell = new Histogram();
    for (let i = 0; i < 2000; i++) spell.add(500);
    quiet?.merge(spell);
    const runs = [quiet, ...others].filter((run) => run !== undefined);
    expect(cellOf(timesOf(runs), { take: 0.99 }).bounds(REACH).high).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("what independent samples would allow", () => {
  test("no failure in a thousand requests leaves room for a few spells of twenty failures each", () => {
    const { low, high } = cellOf([ratio(0, 500), ratio(0, 500)], { unit: "share" }).bounds({ t: 3, z: 2 });
    expect(low).toBe(0);
    expect(high).toBeCloseTo(4 / (1000 / 20 + 4), 6);
  });

  test("four failures in one run of five are not known by their scatter, so they are taken as spells of twenty", () => {
    const runs = [0, 0, 0, 4, 0].map((failed) => ratio(failed, 10_000));
    const { high } = cellOf(runs, { unit: "share" }).bounds({ t: 1, z: 2 });
    expect(high).toBeCloseTo(wilson(4 / 20, 50_000 / 20, 2).high, 12);
  });

  test("where runs differ wildly no spell is larger than 2.5 times the worst run: there is always an upper bound", () => {
    const runs = [100, 1, 1, 40, 1].map((failed) => ratio(failed, 10_000));
    const { high } = cellOf(runs, { unit: "share" }).bounds({ t: 10, z: 4 });
    expect(high).toBeCloseTo(wilson(143 / 250, 50_000 / 250, 4).high, 12);
  });

  test("what hardly ever fails to happen is bounded like what hardly ever happens", () => {
    const rare = [3, 0, 25, 1, 0];
    const of = (part: (failed: number) => number) =>
      cellOf(
        rare.map((failed) => ratio(part(failed), 10_000)),
        { unit: "share" },
      ).bounds({ t: 6, z: 3 });
    const failed = of((n) => n);
    const answered = of((n) => 10_000 - n);
    expect(answered.low).toBeCloseTo(1 - failed.high, 12);
    expect(answered.high).toBeCloseTo(1 - failed.low, 12);
  });

  test("a level that differs wildly from run to run is bounded by the highest seen", () => {
    const { high } = cellOf([1, 0, 9, 0, 0].map(level)).bounds({ t: 1, z: 2 });
    // Spells of 22.5; 10 / 22.5 of one seen, by Wilson 10 / 22.5 + 2 + 2 sqrt(10 / 22.5 + 1) of them.
    expect(high).toBeCloseTo((22.5 / 5) * (10 / 22.5 + 2 + 2 * Math.sqrt(10 / 22.5 + 1)), 9);
  });

  test("attempts beyond the first are counted as events", () => {
    const { low, high } = cellOf([ratio(500, 500), ratio(500, 500)], { unit: "factor" }).bounds({
      t: 3,
      z: 2,
    });
    expect(low).toBe(1);
    expect(high).toBeCloseTo(1 + 4 / (1000 / 20 + 4), 6);
  });

  test("is Wilson's interval", () => {
    const exact = proportionInterval(7, 50, 0.98);
    const { low, high } = wilson(7, 50, tQuantile(0.99, 1e9));
    expect(low).toBeCloseTo(exact.low, 12);
    expect(high).toBeCloseTo(exact.high, 12);
  });
});

test("one replication has no error to tell", () => {
  expect(jackknifeError([5])).toBeNaN();
  expect(jackknifeError([])).toBeNaN();
});
