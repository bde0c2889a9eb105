import { expect, test } from "vitest";
import { renderReport } from "../../src/report/report.ts";
import { fixtureResult } from "./fixture.ts";

test("a night without any load has no bottleneck and no room that is told", () => {
  const result = fixtureResult({ seconds: 300, setCount: 4 });
  for (const parts of Object.values(result.series.parts))
    for (const metrics of Object.values(parts))
      for (const [metric, values] of Object.entries(metrics))
        if (/tilisation$/.test(metric)) metrics[metric] = values.map(() => 0);
  const page = renderReport(result).replaceAll(/<script[\s\S]*?<\/script>/g, "");
  expect(page).toContain("No part had anything to do.");
  expect(page).not.toMatch(/\b(?:NaN|Infinity|undefined)\b/);
});
