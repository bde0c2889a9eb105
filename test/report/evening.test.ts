import { expect, test } from "vitest";
import { evening } from "../../src/report/charts/evening.ts";
import { viewOf } from "../../src/report/view.ts";
import type { Result } from "../../src/result/result.ts";
import { fixtureResult } from "./fixture.ts";

function drawn(result: Result) {
  const drawing = evening.draw(viewOf(result));
  if (drawing === null || typeof drawing === "string") throw new Error("there is no drawing");
  return { lead: drawing.lead.replaceAll("\u00a0", " "), series: drawing.time?.series ?? [] };
}

test("attempts are drawn beside what was offered where people tried again and again, and nowhere else", () => {
  const result = fixtureResult();
  expect(drawn(result).series.map(({ name }) => name)).not.toContain("attempts");
  const { shake } = result.series.steps;
  shake.attempts = shake.offered.map((count) => 4 * count);
  result.totals.shake.attempts = 4 * result.totals.shake.offered;
  const { lead, series } = drawn(result);
  const attempts = series.find(({ name }) => name === "attempts");
  const offered = series.find(({ name }) => name === "offered");
  expect(attempts?.of.values[60]).toBe(4 * (offered?.of.values[60] ?? Number.NaN));
  expect(lead).toContain("4 attempts a shake in the mean");
});
