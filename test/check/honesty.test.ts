import { expect, test } from "vitest";
import { badRuns, failures, levels, responses, slicesOf, spells, tallyOf } from "./honesty.ts";

const CHECKS = 100;

/** Short twins of test/study/verdicts.study.ts, whose table is in src/check/README.md. */
test.each([
  ["a quantile of correlated requests", responses(0.5, 1000, 0.99)],
  ["a share of failures that come in clusters", failures(0.01, 100_000, 0.5)],
  ["a share of failures of which every second run sees none", spells(0.7, 10, 100_000)],
  ["a share of failures that come in one run of five", badRuns(5, 25, 100_000)],
  ["a share that is known closely", failures(0.01, 1_000_000, 0.02)],
  ["a level that differs from run to run", levels(0.05)],
  ["the worst of twenty slices", slicesOf(failures(0.01, 10_000, 0.05), 20)],
])(
  "%s: beyond its limit by 3 percent it does not pass, inside by 3 percent it does not fail, at the limit it is undecided",
  (_, known) => {
    // Under 1 and 5 in 100; of 100 checks that is less than 5 and 13 in all but one of 250 suites.
    expect(tallyOf(known, 0.03, CHECKS).pass).toBeLessThan(5);
    expect(tallyOf(known, -0.03, CHECKS).fail).toBeLessThan(13);
    expect(tallyOf(known, 0, CHECKS).undecided).toBeGreaterThan(CHECKS / 2);
  },
);

test("a figure that is known closely enough is decided, right on either side", () => {
  const close = levels(0.01);
  expect(tallyOf(close, 0.03, 50)).toMatchObject({ fail: 50 });
  expect(tallyOf(close, -0.03, 50)).toMatchObject({ pass: 50 });
});

test("five seeds decide a figure far within its limit, though a few runs see failures and others none", () => {
  for (const rare of [spells(0.7, 10, 100_000), badRuns(5, 25, 100_000)]) {
    const { pass, replications } = tallyOf(rare, 1 / 100 - 1, CHECKS, 8);
    expect({ pass, replications }).toEqual({ pass: CHECKS, replications: expect.closeTo(5, 9) });
  }
});
