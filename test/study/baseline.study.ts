import { expect, test } from "vitest";
import { GROWING, tallyOfChecks } from "../check/baseline/known-change.ts";

const CHECKS = 300;

/** The table of src/check/baseline/README.md. */
test("a figure that grew 3 % beyond what it may passes in under 1 of 100 checks, one 3 % inside fails in under 5", () => {
  for (const change of GROWING)
    for (const seeds of [5, 10]) {
      const [beyond, inside] = [1.08, 1.02].map((growth) =>
        tallyOfChecks(change, { growth, seeds, common: true, checks: CHECKS, maxIncrease: 0.05 }),
      );
      const cells = [beyond, inside].map((of) =>
        [of?.pass, of?.fail, of?.undecided]
          .map((count) => ((100 * (count ?? 0)) / CHECKS).toFixed(1))
          .join(" / "),
      );
      process.stdout.write(`| ${change.name} | ${seeds} | ${cells.join(" | ")} |\n`);
      expect(beyond?.pass, change.name).toBeLessThan(0.01 * CHECKS);
      expect(inside?.fail, change.name).toBeLessThan(0.05 * CHECKS);
    }
});
