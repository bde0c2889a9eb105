import { expect, test } from "vitest";
import { absoluteIncrease, relativeIncrease } from "../../../src/check/baseline/increase.ts";
import { hasIncrease, judgeIncreases } from "../../../src/check/baseline/judge-increases.ts";
import { baselineFigures, differingFigures } from "../../../src/check/baseline/measure.ts";
import type { Limit } from "../../../src/check/limit.ts";
import type { Baseline, BaselineFigure } from "../../../src/result/baseline/baseline.ts";
import {
  BaselineFormatError,
  decodeBaseline,
  encodeBaseline,
} from "../../../src/result/baseline/encode-baseline.ts";
import type { Observation, Replication } from "../../../src/result/figures/figure.ts";
import { tQuantile } from "../../../src/stats/student.ts";
import { side } from "../compare/pairs.ts";
import { figureOf, level, ratio } from "../figure-of.ts";
import { GROWING, tallyOfChecks } from "./known-change.ts";

/** Replications whose budget "b" says this. */
function runs(of: readonly Observation[], changes: Parameters<typeof figureOf>[1] = {}): Replication[] {
  return side(...of.map(() => [])).map((run, i) => ({
    ...run,
    budgets: [figureOf(of[i] as Observation, { id: "b", text: "a wait", ...changes })],
  }));
}

function baselineOf(replications: readonly Replication[]): Baseline {
  return {
    format: "hongbao-baseline",
    version: 1,
    engine: { name: "hongbao", version: "0.1.0" },
    scenario: { name: "s", sha256: "0" },
    seeds: replications.map(({ seed }) => seed),
    figures: baselineFigures(replications),
  };
}

const limit = (changes: Partial<Limit>): Limit => ({
  id: "b",
  severity: "error",
  confidence: 0.99,
  ...changes,
});
const BEFORE = [100, 140, 90, 200, 120];

/** The verdicts of one budget whose level was BEFORE and is this much larger, with little noise. */
function judged(changes: Partial<Limit>, factor: number, noise = 0.2) {
  const now = BEFORE.map((value, i) => level(value * factor + noise * (i % 2 === 0 ? 1 : -1)));
  return judgeIncreases([limit(changes)], baselineOf(runs(BEFORE.map(level))), runs(now));
}

test("an increase within its limit passes, one beyond it fails, one near it is undecided", () => {
  const words = [1.01, 1.2, 1.05].map((factor) => judged({ maxIncrease: 0.05 }, factor)[0]?.verdict);
  expect(words).toEqual(["pass", "fail", "undecided"]);
});

test("the limit itself is within it, and an unchanged figure passes any", () => {
  expect(judged({ maxIncrease: 0 }, 1, 0)[0]).toMatchObject({
    verdict: "pass",
    estimate: 0,
    low: 0,
    high: 0,
  });
  expect(judged({ maxIncreaseBy: 130 }, 2, 0)[0]?.verdict).toBe("undecided");
  const doubled = BEFORE.map(() => level(200));
  const hundred = baselineOf(runs(BEFORE.map(() => level(100))));
  const verdict = (maxIncreaseBy: number) =>
    judgeIncreases([limit({ maxIncreaseBy })], hundred, runs(doubled))[0]?.verdict;
  expect([verdict(99.9), verdict(100)]).toEqual(["fail", "pass"]);
});

test("a decrease is judged the other way, each limit by a verdict of its own", () => {
  const verdicts = judged({ maxIncrease: 0.05, maxDecrease: 0.05, maxDecreaseBy: 100 }, 0.8);
  expect(verdicts.map(({ verdict, unit }) => `${verdict}, ${unit}`)).toEqual([
    "pass, share",
    "fail, share",
    "pass, ms",
  ]);
  expect(verdicts[1]?.estimate).toBeCloseTo(0.2, 2);
  expect(verdicts[1]?.text).toBe("decrease of a wait since the baseline, as a share of it");
});

test("in its own unit an increase is bounded by Student's t over pairs, one wrong in 1/alpha on each side", () => {
  const [a, b] = [BEFORE, [101, 142, 92.5, 203, 120.5]];
  const figure = (of: readonly number[]) => baselineFigures(runs(of.map(level)))[0] as BaselineFigure;
  const differences = b.map((value, i) => value - (a[i] ?? 0));
  const mean = differences.reduce((sum, x) => sum + x, 0) / 5;
  const error = Math.sqrt(differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4 / 5);
  const { value, low, high } = absoluteIncrease(figure(a), figure(b), 0.01);
  expect(value).toBeCloseTo(mean, 10);
  expect(low).toBeCloseTo(mean - tQuantile(0.99, 4) * error, 8);
  expect(high).toBeCloseTo(mean + tQuantile(0.99, 4) * error, 8);
});

test("of a baseline of 0 nothing is a share: it passes while there is nothing", () => {
  const share = (of: readonly number[]) =>
    runs(
      of.map((part) => ratio(part, 1000)),
      { unit: "share" },
    );
  const none = baselineOf(share([0, 0, 0, 0, 0]));
  const said = (of: readonly number[]) => judgeIncreases([limit({ maxIncrease: 0.5 })], none, share(of))[0];
  expect(said([0, 0, 0, 0, 0])).toMatchObject({ verdict: "pass", estimate: 0 });
  expect(said([1, 0, 0, 0, 0])).toMatchObject({ verdict: "fail", estimate: null, margin: null });
});

test("a share is known no more closely than the trials that differ let it be", () => {
  const share = (part: number) =>
    runs(
      BEFORE.map(() => ratio(part, 10_000)),
      { unit: "share" },
    );
  const figure = (part: number) => baselineFigures(share(part))[0] as BaselineFigure;
  // 20 trials in all differ, of 100 that were: 20 % more, and sqrt(20) of 100 is the least error.
  const { value, low, high } = relativeIncrease(figure(20), figure(24), 0.025);
  expect(value).toBeCloseTo(0.2, 12);
  expect(high).toBeCloseTo(0.2 + (tQuantile(0.975, 4) * Math.sqrt(20)) / 100, 10);
  expect(low).toBeCloseTo(0.2 - (tQuantile(0.975, 4) * Math.sqrt(20)) / 100, 10);
});

test("what has too few samples, then or now, is no data, and a run that was cut short decides nothing", () => {
  const few = runs(BEFORE.map(level), { samplesMin: 6 });
  const enough = runs(BEFORE.map(level));
  const say = (then: readonly Replication[], now: readonly Replication[]) =>
    judgeIncreases([limit({ maxIncrease: 0.05 })], baselineOf(then), now)[0];
  expect(say(few, enough)).toMatchObject({
    verdict: "no data",
    why: "the baseline has too few samples of it",
  });
  expect(say(enough, few)).toMatchObject({ verdict: "no data", samples: 5, samplesMin: 6 });
  const cut = enough.map((run) => ({ ...run, complete: false, incompleteBecause: ["a cap"] }));
  expect(say(enough, cut)?.verdict).toBe("undecided");
});

test("more limits make each interval wider", () => {
  const [one] = judged({ maxIncrease: 0.05 }, 1.01, 1);
  const [of] = judged({ maxIncrease: 0.05, maxDecrease: 0.05, maxIncreaseBy: 5, maxDecreaseBy: 5 }, 1.01, 1);
  expect(of?.high).toBeGreaterThan(one?.high ?? 0);
});

test("the seed that grew most is told", () => {
  const now = BEFORE.map((value, i) => level(i === 3 ? value * 2 : value));
  const [verdict] = judgeIncreases(
    [limit({ maxIncreaseBy: 1000 })],
    baselineOf(runs(BEFORE.map(level))),
    runs(now),
  );
  expect(verdict?.worst).toMatchObject({ seed: "s/3", value: 200 });
});

test("budgets without such a limit, or switched off, are not judged here", () => {
  expect(hasIncrease(limit({ max: 1 }))).toBe(false);
  expect(hasIncrease(limit({ maxDecreaseBy: 1, severity: "off" }))).toBe(false);
  expect(hasIncrease(limit({ maxDecrease: 0 }))).toBe(true);
});

test("a baseline comes back from its text as it was, and a figure that changes is one line", () => {
  const baseline = baselineOf(runs([...BEFORE.slice(1), 0.1 + 0.2].map(level)));
  const text = encodeBaseline(baseline);
  expect(decodeBaseline(text)).toEqual(baseline);
  const other = baselineOf(runs(BEFORE.map(level)));
  const lines = text.split("\n");
  const changed = encodeBaseline(other)
    .split("\n")
    .filter((line, i) => line !== lines[i]);
  expect(changed).toHaveLength(1);
  expect(differingFigures(baseline.figures, other.figures)).toEqual(["budgets/b"]);
  expect(differingFigures(baseline.figures, baseline.figures)).toEqual([]);
  expect(decodeBaseline(encodeBaseline({ ...baseline, figures: [] })).figures).toEqual([]);
});

test.each([
  ["", "is not JSON"],
  ["{}", 'is no baseline: "format" should be "hongbao-baseline"'],
  ['{"format":"hongbao-baseline","version":2}', "is a baseline of version 2, expected 1"],
  ['{"format":"hongbao-baseline","version":1}', "breaks the contract of a baseline:\n  engine: "],
])("%j is refused with what is wrong", (text, message) => {
  expect(() => decodeBaseline(text)).toThrow(BaselineFormatError);
  expect(() => decodeBaseline(text)).toThrow(message);
});

test("a baseline with another number of values than seeds is refused", () => {
  const baseline = baselineOf(runs(BEFORE.map(level)));
  const text = encodeBaseline({ ...baseline, seeds: baseline.seeds.slice(1) });
  expect(() => decodeBaseline(text)).toThrow("has another number of values than seeds at b");
});

test("a figure that grew 3 % beyond what it may is not passed, one 3 % inside is not failed", () => {
  for (const change of GROWING.slice(0, 1)) {
    const of = { seeds: 5, common: true, checks: 60, maxIncrease: 0.05 };
    const [beyond, inside] = [1.08, 1.02].map((growth) => tallyOfChecks(change, { ...of, growth }));
    expect(beyond?.pass).toBe(0);
    expect(inside?.fail).toBe(0);
    // It is of use, too: most of those within are seen to be.
    expect(inside?.pass).toBeGreaterThan(20);
  }
});
