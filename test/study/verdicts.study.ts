import { expect, test } from "vitest";
import { failures, type KnownFigure, levels, responses, slicesOf, tallyOf } from "../check/honesty.ts";

const CHECKS = 1000;

const KNOWN: readonly KnownFigure[] = [
  responses(0.5, 5000, 0.99),
  responses(0.8, 3000, 0.99),
  responses(0.9, 2000, 0.9),
  failures(0.01, 100_000, 0.02),
  failures(0.01, 100_000, 0.5),
  failures(0.0001, 20_000, 0.1),
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
  const cell = (of: { pass: number; fail: number; undecided: number; replications: number } | undefined) =>
    [of?.pass, of?.fail, of?.undecided]
      .map((count) => `${((100 * (count ?? 0)) / CHECKS).toFixed(1)}`)
      .concat((of?.replications ?? 0).toFixed(1))
      .join(" / ");
  for (const { name, beyond, at, inside } of rows)
    process.stdout.write(`| ${name} | ${cell(beyond)} | ${cell(at)} | ${cell(inside)} |\n`);
  for (const { name, beyond, at, inside } of rows) {
    expect(beyond?.pass, name).toBeLessThan(0.01 * CHECKS);
    expect(inside?.fail, name).toBeLessThan(0.05 * CHECKS);
    expect(at?.undecided, name).toBeGreaterThan(0.5 * CHECKS);
  }
});
