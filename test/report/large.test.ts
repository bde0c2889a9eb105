import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderReport } from "../../src/report/report.ts";
import { joined, union } from "../../src/report/spans.ts";
import type { Result } from "../../src/result/result.ts";
import { launch, openPage, present } from "./chromium.ts";
import { fixtureResult } from "./fixture.ts";

/** 300 sets, each masked 20 times, 300 faults, 300 rounds, names as long as they may be. */
function monster(): Result {
  const result = fixtureResult({ seconds: 3600, setCount: 300 });
  const sets = Object.keys(result.series.parts.sets ?? {});
  const masks = sets.flatMap((part, n) =>
    Array.from({ length: 20 }, (_, i): Result["timeline"] => [
      { atMs: i * 150_000 + n * 97, kind: "mask", part, text: "masked: 11 of its last 20 calls had failed" },
      { atMs: i * 150_000 + n * 97 + 60_000, kind: "unmask", part, text: "unmasked" },
    ]).flat(),
  );
  const many = Array.from({ length: 300 }, (_, i): Result["timeline"] => [
    {
      atMs: i * 10_000,
      untilMs: i * 10_000 + 4000,
      kind: "fault",
      part: sets[i] ?? "",
      text: `fault ${i} ${"x".repeat(200)}`,
    },
    {
      atMs: i * 10_000,
      untilMs: i * 10_000 + 5000,
      kind: "phase",
      part: `round ${i} ${"y".repeat(200)}`,
      text: "round",
    },
  ]).flat();
  return { ...result, timeline: [...result.timeline, ...masks, ...many].sort((a, b) => a.atMs - b.atMs) };
}

test("300 sets with 6,000 masks, 300 faults and 300 rounds make a page below 3 MB that still starts", async () => {
  const html = renderReport(monster());
  expect(Buffer.byteLength(html)).toBeLessThan(3_000_000);
  expect(html).toContain("64 of 300 are drawn");
  if (!present) return;
  const folder = mkdtempSync(join(tmpdir(), "hongbao-large-"));
  const browser = await launch();
  try {
    const file = join(folder, "report.html");
    writeFileSync(file, html);
    expect(existsSync(file)).toBe(true);
    const { page, wrongs } = await openPage(browser, file, {});
    expect(await page.locator("#player").isVisible()).toBe(true);
    await page.locator("#slider").fill("1800000");
    expect(await page.locator("#now").textContent()).toBe("20:30:00");
    expect(wrongs).toEqual([]);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}, 180_000);

test("an evening of seven rounds and 48 sets makes a page of 1 MB at most", () => {
  expect(Buffer.byteLength(renderReport(fixtureResult()))).toBeLessThan(1_000_000);
}, 180_000);

test("a comparison of two galas with seeds stays below 3 MB", () => {
  const [a, b, c] = ["a", "b", "c"].map((seed) => fixtureResult({ seed }));
  if (a === undefined || b === undefined || c === undefined) throw new Error("there is no fixture");
  expect(Buffer.byteLength(renderReport(b, { before: a, seeds: [c] }))).toBeLessThan(3_000_000);
}, 180_000);

test("too many bands are joined over the shortest gaps, and cover what they covered before", () => {
  const spans = Array.from({ length: 200 }, (_, i) => ({
    fromMs: i * 100 + (i % 7) * 5,
    toMs: i * 100 + 40,
    part: "",
    text: "",
  }));
  const fewer = joined(spans, 60);
  expect(fewer.length).toBeLessThanOrEqual(60);
  for (const { fromMs, toMs } of spans)
    expect(fewer.some((one) => one.fromMs <= fromMs && one.toMs >= toMs)).toBe(true);
  expect(union(fewer, "", "")).toHaveLength(fewer.length);
  expect(joined(spans, 200)).toBe(spans);
});
