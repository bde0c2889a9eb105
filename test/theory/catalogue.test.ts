import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tQuantile } from "../../src/stats/student.ts";
import { exactLabs, readLab } from "./lab-cases.ts";

const FOLDER = new URL("../../scenarios/lab/", import.meta.url);
const PAGE = readFileSync(new URL("README.md", FOLDER), "utf8").replaceAll(/\s+/g, " ");

test("the page of labs names every lab, and no other", () => {
  const files = readdirSync(FOLDER).flatMap((name) => name.match(/^(.*)\.yaml$/)?.[1] ?? []);
  const table = PAGE.slice(PAGE.indexOf("## Which case"), PAGE.indexOf("## How often"));
  const named = [...table.matchAll(/`([a-z0-9-]+)`/g)].map(([, name = ""]) => name);
  expect([...new Set(named)].sort()).toEqual(files.sort());
});

test("the page states how often a right simulator would fail", () => {
  let right = 1;
  let figures = 0;
  for (const lab of exactLabs()) {
    const { exact, run } = readLab(lab);
    figures += exact.length;
    right *= (1 - beyondFour(run.replications - 1)) ** exact.length;
  }
  const [, told = 0, once = 0] = /the (\d+) figures here once in (\d+) seeds/.exec(PAGE) ?? [];
  // A few more labs make no other page.
  expect(Math.abs(Number(told) / figures - 1)).toBeLessThan(0.2);
  expect(Math.abs(Number(once) * (1 - right) - 1)).toBeLessThan(0.2);
  expect(Math.round(1 / beyondFour(49) / 100)).toBe(47);
  expect(PAGE).toContain("once in 4,700 seeds");
});

/** Chance that Student's t is more than 4 off, by bisection of its quantile. */
function beyondFour(df: number): number {
  let [low, high] = [1e-12, 0.5];
  for (let i = 0; i < 100; i++) {
    const middle = Math.sqrt(low * high);
    if (tQuantile(1 - middle, df) > 4) low = middle;
    else high = middle;
  }
  return 2 * low;
}
