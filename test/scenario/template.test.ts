import { expect, test } from "vitest";
import { scenarioTemplate } from "../../src/scenario/template.ts";
import { load } from "./small.ts";

test("the template is a scenario of at most 25 lines and a few minutes, with a fault and budgets", () => {
  expect(scenarioTemplate().trimEnd().split("\n").length).toBeLessThanOrEqual(25);
  const { run, faults, budgets } = load(scenarioTemplate());
  expect(run.to).toBe(5 * 60_000);
  expect(faults).toMatchObject([{ kind: "cutLine", at: 120_000, for: 60_000 }]);
  expect(budgets.map(({ severity }) => severity)).toEqual(["error", "error", "error"]);
});
