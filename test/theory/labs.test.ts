import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { labTwin } from "../../src/run/lab-twin.ts";
import { exactLabs, readLab } from "./lab-cases.ts";

/**
 * Short twins of the gallery's labs: every estimate within 4 standard errors of the exact value, and 4 standard errors
 * within the tolerance, which is wider only by what fewer customers cost. At full length: npm run study. How often that
 * fails by chance: scenarios/lab/README.md.
 */
test.each(exactLabs())("a twin fifty times as short of %s meets its exact values", async (name) => {
  const { exact, complete } = await runLab(labTwin(readLab(name), 50));
  expect(complete).toBe(true);
  expect(exact.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
});

/** Exact recursion for the transient of M/M/1, see validity: 3 % of the mean. */
test.each([
  [10, "1.1515s", 3],
  [50, "2.542s", 2],
  [500, "3.8002s", 1],
])("the first %d customers of a day wait %s on average", async (n, exact, thousands) => {
  const set = [
    `run.requests=${n}`,
    `run.replications=${thousands}k`,
    `exact.0.is=${exact}`,
    "exact.0.tolerance=12%",
  ];
  const [known] = (await runLab(readLab("first-100", set))).exact;
  expect(known).toMatchObject({ verdict: "holds" });
});
