import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";

const PAGE = readFileSync("src/scenario/README.md", "utf8");
const BLOCKS = [...PAGE.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? "");

test("every scenario on the page loads", () => {
  const scenarios = BLOCKS.filter((text) => text.startsWith("version:"));
  expect(scenarios).toHaveLength(2);
  for (const text of scenarios) {
    const loaded = loadScenario({ text, name: "scenarios/page.yaml" });
    expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([]);
  }
});

test("every law on the page is one", () => {
  const laws = BLOCKS.filter((text) => text.startsWith("{")).flatMap((text) => text.trim().split("\n"));
  expect(laws).toHaveLength(8);
  for (const law of laws) {
    const set = [`access.serviceTime=${law}`];
    const loaded = loadScenario({ file: "scenarios/spring-festival-2015.yaml" }, { set });
    expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([]);
  }
});

test("the budgets on the page are ones that a scenario of the gallery can have", () => {
  const budgets = BLOCKS.filter((text) => text.startsWith("budgets:"));
  expect(budgets).toHaveLength(1);
  const text = `version: 1\nextends: line-cut.yaml\n${budgets.join("")}`;
  const loaded = loadScenario({ text, name: "scenarios/page.yaml" });
  expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([]);
});
