import { expect, test } from "vitest";
import { tallyOfPairs } from "../check/compare/pairs.ts";
import { failures, type KnownFigure, levels, responses, slicesOf } from "../check/honesty.ts";

const COMPARISONS = 1000;

const KNOWN: readonly KnownFigure[] = [
  responses(0.5, 5000, 0.99),
  responses(0.8, 3000, 0.99),
  responses(0.9, 2000, 0.9),
  failures(0.01, 100_000, 0.02),
  failures(0.01, 100_000, 0.5),
  failures(0.0001, 20_000, 0.1),
  failures(0.0001, 2000, 0.1),
  levels(0.05),
  levels(0.8),
  slicesOf(failures(0.01, 10_000, 0.05), 20),
];

const percent = (count: number) => ((100 * count) / COMPARISONS).toFixed(1);

/** The first table of src/check/compare/README.md. */
test("where nothing differs, at most about 5 of 100 comparisons of one figure say that it does", () => {
  for (const known of KNOWN) {
    const said = [5, 10].map(
      (pairs) => tallyOfPairs(known, known, { pairs, comparisons: COMPARISONS, common: false }).moved,
    );
    process.stdout.write(`| ${known.name} | ${said.map(percent).join(" | ")} |\n`);
    // Of 1,000 with 5 in 100, 99.9 % have up to 73.
    for (const moved of said) expect(moved, known.name).toBeLessThan(74);
  }
});

/** The second table: a load of 0.80 becomes 0.82, under common random numbers and under others. */
test("common random numbers show a change that others hide; which way it went is right", () => {
  const [a, b] = [responses(0.8, 20_000, 0.99), responses(0.82, 20_000, 0.99)];
  for (const common of [false, true]) {
    const tallies = [5, 10].map((pairs) => tallyOfPairs(a, b, { pairs, comparisons: COMPARISONS, common }));
    const cells = tallies.map(({ moved, covered }) => `${percent(moved)} | ${percent(covered)}`);
    process.stdout.write(`| ${common ? "common" : "others"} | ${cells.join(" | ")} |\n`);
    for (const { wrongWay } of tallies) expect(wrongWay).toBeLessThan(0.025 * COMPARISONS);
  }
});
