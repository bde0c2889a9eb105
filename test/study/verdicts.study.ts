import { expect, test } from "vitest";
import {
  badRuns,
  failures,
  type KnownFigure,
  levels,
  responses,
  slicesOf,
  spells,
  type Tally,
  tallyOf,
} from "../check/honesty.ts";

const CHECKS = 1000;

/** Failures of which most runs see none. */
const RARE: readonly KnownFigure[] = [
  spells(0.2, 4, 100_000),
  spells(0.5, 15, 100_000),
  spells(1, 4, 100_000),
  badRuns(5, 25, 100_000),
];

const KNOWN: readonly KnownFigure[] = [
  responses(0.5, 5000, 0.99),
  responses(0.8, 3000, 0.99),
  responses(0.9, 2000, 0.9),
  failures(0.01, 100_000, 0.02),
  failures(0.01, 100_000, 0.5),
  failures(0.0001, 20_000, 0.1),
  spells(3, 15, 100_000),
  ...RARE,
  levels(0.05),
  levels(0.5),
  levels(0.8),
  slicesOf(failures(0.01, 10_000, 0.05), 20),
];

/** The table of src/check/README.md. */
test("a figure 3 % beyond its limit passes in under 1 of 100 checks, one 3 % inside fails in under 5, at the limit most are undecided", () => {
  const rows = KNOWN.map((known) => {
    const [beyond, at, inside] = [0.03, 0, -0.03].map((by) => tallyOf(known, by, CHECKS));
    return { name: known.name, beyond, at, inside };
  });
  for (const { name, beyond, at, inside } of rows)
    process.stdout.write(`| ${name} | ${cell(beyond)} | ${cell(at)} | ${cell(inside)} |\n`);
  for (const { name, beyond, at, inside } of rows) {
    expect(beyond?.pass, name).toBeLessThan(0.01 * CHECKS);
    expect(inside?.fail, name).toBeLessThan(0.05 * CHECKS);
    expect(at?.undecided, name).toBeGreaterThan(0.5 * CHECKS);
  }
});

/** The second table. */
test("a figure far within its limit is decided after few seeds, be it made of rare failures or of eight budgets", () => {
  for (const known of [...RARE, spells(3, 15, 100_000), failures(0.0001, 100_000, 0.5), levels(0.5)]) {
    const [ten, thirty, hundred] = [10, 30, 100].map((times) => tallyOf(known, 1 / times - 1, CHECKS, 8));
    process.stdout.write(`| ${known.name} | ${cell(ten)} | ${cell(thirty)} | ${cell(hundred)} |\n`);
    expect(hundred?.pass, known.name).toBeGreaterThan(0.99 * CHECKS);
  }
});

function cell(of: Tally | undefined): string {
  return [of?.pass, of?.fail, of?.undecided]
    .map((count) => `${((100 * (count ?? 0)) / CHECKS).toFixed(1)}`)
    .concat((of?.replications ?? 0).toFixed(1))
    .join(" / ");
}
