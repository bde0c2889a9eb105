import { expect, test } from "vitest";
import { renderReport } from "../../src/report/report.ts";
import type { MeasuredScale } from "../../src/result/scale/measured-scale.ts";
import { fixtureResult } from "./fixture.ts";

const figure = (
  id: string,
  a: number,
  b: number,
  low: number,
  high: number,
): MeasuredScale["figures"][0] => ({
  id,
  text: id,
  unit: "ms",
  better: "less",
  a,
  b,
  change: b - a,
  relative: a === 0 ? null : (b - a) / a,
  low,
  high,
  p: 0.01,
  pOfAll: 0.02,
  move: "worse",
  samples: { a: 100, b: 100 },
});

test("what the scale was measured to be off by is a table: both scales' figures, the error as a share, its interval", () => {
  const result = fixtureResult();
  const measured: MeasuredScale = {
    format: "hongbao-scale",
    version: 1,
    name: result.scenario.name,
    k: result.scale.k,
    finer: 1,
    seeds: ["a", "b"],
    fromMs: 9_000_000,
    toMs: 9_060_000,
    figures: [figure("grabs", 200, 210, 6, 14), figure("<b>", 0, 0, 0, 0)],
    leftOut: [{ id: "money", text: "money", why: "no samples" }],
  };
  const page = renderReport(result, { scaleError: measured });
  const text = page
    .replaceAll("\u00a0", " ")
    .replace(/<t[dh]\b[^>]*>/g, " | ")
    .replace(/<[^>]+>/g, "");
  expect(text).toContain("from 22:30:00 to 22:31:00 was measured against 1/1, 2 seeds each");
  expect(text).toContain(" | grabs | 210 ms | 200 ms | 5 % | 3 % to 7 % | OFF");
  expect(text).toContain(" | &lt;b&gt; | 0 ms | 0 ms | 0 % | 0 % to 0 % | within 3 %");
  expect(text).toContain("money: no samples");
  expect(renderReport(result)).toContain("hongbao run --measure-scale --json");
});
