import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderReport } from "../../src/report/report.ts";
import { launch, openPage, present } from "./chromium.ts";
import { fixtureResult } from "./fixture.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: string[]; failureSummary?: string }[];
}

describe.runIf(present)("the report as it is read", () => {
  const folder = mkdtempSync(join(tmpdir(), "hongbao-reading-"));
  const file = join(folder, "report.html");
  const comparison = join(folder, "comparison.html");
  let browser: Browser;

  beforeAll(async () => {
    const small = fixtureResult({ seconds: 2700, setCount: 6 });
    const seed = fixtureResult({ seconds: 2700, setCount: 6, seed: "other" });
    writeFileSync(file, renderReport(small));
    writeFileSync(comparison, renderReport(seed, { before: small, seeds: [small] }));
    browser = await launch();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["light", 1440],
    ["dark", 1440],
    ["light", 390],
    ["dark", 390],
  ] as const)(
    "breaks no rule of access in %s at %i px, tables opened",
    async (colorScheme, width) => {
      // The tool is injected by the test: the page's own policy would rightly refuse it.
      const { page } = await openPage(browser, width === 390 ? comparison : file, {
        colorScheme,
        viewport: { width, height: 900 },
        bypassCSP: true,
      });
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      await page.evaluate(axe);
      const { violations } = (await page.evaluate(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })",
      )) as { violations: Violation[] };
      const told = violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`,
        );
      expect(told).toEqual([]);
      await page.close();
    },
    180_000,
  );

  test("prints as pages of paper, every chart and no player on them", async () => {
    const { page } = await openPage(browser, file, {});
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#player").isVisible()).toBe(false);
    for (const svg of await page.locator("figure[data-chart] .plots > svg.wide").all())
      expect(await svg.isVisible()).toBe(true);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(5);
    expect(pages).toBeLessThan(60);
    await page.close();
  }, 120_000);

  test("is read by its headings: one title, sections below it, no level left out", async () => {
    const { page } = await openPage(browser, file, {});
    const levels = (await page.evaluate(
      "[...document.querySelectorAll('h1,h2,h3,h4')].map((one) => Number(one.tagName[1]))",
    )) as number[];
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, i) => level <= (levels[i - 1] ?? 0) + 1)).toBe(true);
    await page.close();
  });

  test("lists every section in its navigation, in the order in which it stands", async () => {
    const { page } = await openPage(browser, file, {});
    const links = (await page.evaluate(
      "[...document.querySelectorAll('nav a')].map((one) => one.hash.slice(1))",
    )) as string[];
    const ids = (await page.evaluate(
      "[...document.querySelectorAll('main section')].map((one) => one.id)",
    )) as string[];
    expect(ids).toEqual(["verdict", ...links]);
    await page.close();
  });
});
