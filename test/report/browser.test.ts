import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderReport } from "../../src/report/report.ts";
import { launch, openPage, present } from "./chromium.ts";
import { fixtureResult } from "./fixture.ts";

if (!present) console.log("left out: the report in a real browser; `apt-get install chromium` brings it");

const WIDTHS = [1440, 390];

test.runIf(process.env.CI === "true")("continuous integration has the browser that these tests need", () => {
  expect(present, "apt-get install chromium").toBe(true);
});

describe.runIf(present)("the report in a real Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "hongbao-report-"));
  const file = join(folder, "report.html");
  let browser: Browser | undefined;

  beforeAll(async () => {
    writeFileSync(file, renderReport(fixtureResult()));
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(width: number, javaScriptEnabled: boolean): Promise<{ page: Page; wrongs: string[] }> {
    if (browser === undefined) throw new Error("the browser did not start");
    return openPage(browser, file, { viewport: { width, height: 900 }, javaScriptEnabled });
  }

  test.each(WIDTHS)(
    "with scripts blocked every chart is visible and nothing moves sideways at %i px",
    async (width) => {
      const { page, wrongs } = await open(width, false);
      const charts = await page.locator("figure[data-chart]").count();
      expect(charts).toBeGreaterThan(20);
      for (const svg of await page.locator("figure[data-chart] .plots").all()) {
        const shown = svg.locator(`svg.${width > 719 ? "wide" : "phone"}`);
        expect(await shown.isVisible()).toBe(true);
        expect((await shown.boundingBox())?.height).toBeGreaterThan(60);
      }
      expect(await page.locator("#player").isVisible()).toBe(false);
      const { scroll, client } = (await page.evaluate(
        "({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth })",
      )) as { scroll: number; client: number };
      expect(scroll).toBe(client);
      expect(wrongs).toEqual([]);
      await page.close();
    },
  );

  test.each(WIDTHS)(
    "with scripts the live view starts under its own policy, silently, at %i px",
    async (width) => {
      const { page, wrongs } = await open(width, true);
      expect(await page.locator("#player").isVisible()).toBe(true);
      const own = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      expect(own).toBe(0);
      expect(wrongs).toEqual([]);
      await page.close();
    },
  );

  test("a phone's drawing shows every line, area and cell of the desk's, as wide as its own plot allows", async () => {
    const { page } = await open(390, false);
    const [shown, lost] = (await page.evaluate(`(() => {
      const outlines = [...document.querySelectorAll("figure[data-chart] svg.wide path[id]")].filter(
        (path) => path.getAttribute("d") !== "" && !path.getAttribute("id").endsWith("-masks"));
      const lost = outlines.filter(({ id }) => {
        const use = document.querySelector('svg.phone use[href="#' + id + '"]');
        const box = use?.getBoundingClientRect();
        const page = use?.closest("svg").getBoundingClientRect();
        return box === undefined || box.width < 1 || box.left < page.left || box.right > page.right + 1;
      });
      return [outlines.length, lost.map(({ id }) => id)];
    })()`)) as [number, string[]];
    expect(shown).toBeGreaterThan(80);
    expect(lost).toEqual([]);
    await page.close();
  });

  test("on a phone no word of a chart is cut off at the page's edge", async () => {
    const { page } = await open(390, false);
    const cut = await page.evaluate(`
      [...document.querySelectorAll("figure[data-chart] svg.phone text")]
        .filter((text) => text.textContent.trim() !== "" && text.getClientRects().length > 0)
        .filter((text) => {
          const box = text.getBoundingClientRect();
          const page = text.closest("svg").getBoundingClientRect();
          return box.left < page.left - 1 || box.right > page.right + 1 || box.top < page.top - 1 || box.bottom > page.bottom + 1;
        })
        .map((text) => text.closest("figure").dataset.chart + ": " + text.textContent)`);
    expect(cut).toEqual([]);
    await page.close();
  });

  test("hovering shows the clock time and every series, and one cursor in all charts", async () => {
    const { page, wrongs } = await open(1440, true);
    await page.locator("#chart-evening svg.wide").hover({ position: { x: 500, y: 120 } });
    const tip = await page.locator(".tip").textContent();
    expect(tip).toMatch(/^22:0\d:\d\d/);
    for (const name of ["answered in full", "degraded", "refused", "failed", "offered"])
      expect(tip).toContain(name);
    const visible = await page.locator("svg.wide .cursor:not(.off)").count();
    expect(visible).toBeGreaterThan(15);
    expect(wrongs).toEqual([]);
    await page.close();
  });

  test("a brush over one chart shows that time in all, and one button brings the evening back unchanged", async () => {
    const { page, wrongs } = await open(1440, true);
    const outline = () => page.locator("#chart-line-load svg.wide .s0_marks path").getAttribute("d");
    const labels = () => page.locator("#chart-line-load svg.wide .zoomed text").allTextContents();
    const before = await outline();
    await page.locator("#chart-evening svg.wide").scrollIntoViewIfNeeded();
    const box = await page.locator("#chart-evening svg.wide").boundingBox();
    if (box === null) throw new Error("the evening has no drawing");
    await page.mouse.move(box.x + 580, box.y + 120);
    await page.mouse.down();
    await page.mouse.move(box.x + 640, box.y + 120, { steps: 5 });
    await page.mouse.up();
    expect(await outline()).not.toBe(before);
    expect(await labels()).toContain("22:30");
    await page.locator("#reset").click();
    expect(await outline()).toBe(before);
    expect(await labels()).toEqual([]);
    expect(wrongs).toEqual([]);
    await page.close();
  });

  test("on a phone a key zooms in, the outlines and the clock follow, and Escape shows the evening again", async () => {
    const { page, wrongs } = await open(390, true);
    const outline = () => page.locator("#chart-line-load svg.wide .s0_marks path").getAttribute("d");
    const labels = () => page.locator("#chart-line-load svg.phone .zoomed text").allTextContents();
    const before = await outline();
    await page.locator("#chart-line-load .plots").focus();
    await page.keyboard.press("Enter");
    expect(await outline()).not.toBe(before);
    expect((await labels()).length).toBeGreaterThan(1);
    await page.keyboard.press("Escape");
    expect(await outline()).toBe(before);
    expect(await labels()).toEqual([]);
    expect(wrongs).toEqual([]);
    await page.close();
  });

  test("a legend entry switches its series off and on, from the keyboard too", async () => {
    const { page, wrongs } = await open(1440, true);
    const full = page.locator("#chart-evening svg.wide .s0_marks path");
    const button = page.locator("#chart-evening .legend button").first();
    await button.focus();
    await page.keyboard.press("Space");
    expect(await button.getAttribute("aria-pressed")).toBe("false");
    expect(await full.getAttribute("d")).toBe("");
    await page.keyboard.press("Space");
    expect(await full.getAttribute("d")).toMatch(/^M/);
    expect(wrongs).toEqual([]);
    await page.close();
  });

  test("playback moves the clock, the cursor and the map; masks and faults show at their time only", async () => {
    const { page, wrongs } = await open(1440, true);
    const masked = page.locator("svg.map.wide .masked:not(.off)");
    expect(await masked.count()).toBe(1);
    // 20:00 + 5,880 s = 21:38, set-07 is away; 7,200 s later it is not.
    await page.locator("#slider").fill("5880000");
    expect(await page.locator("#now").textContent()).toBe("21:38:00");
    expect(await page.locator("#map-when").textContent()).toContain("21:38");
    expect(await masked.count()).toBe(1);
    expect(await page.locator("#said").textContent()).toContain("database of set-07 crashed");
    await page.locator("#slider").fill("13080000");
    expect(await masked.count()).toBe(0);
    await page.locator("#play").click();
    await expect
      .poll(() => page.locator("#now").textContent(), { timeout: 20_000 })
      .toMatch(/^23:(?:38:[1-5]|39|4)/);
    await page.locator("#play").click();
    await page.locator("#reset").click();
    expect(await masked.count()).toBe(1);
    expect(wrongs).toEqual([]);
    await page.close();
  });

  test("arrow keys read a chart's values", async () => {
    const { page, wrongs } = await open(1440, true);
    await page.locator("#chart-queue-age .plots").focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.locator(".tip").textContent()).toMatch(/^22:[12]\d:\d\d/);
    expect(wrongs).toEqual([]);
    await page.close();
  });
});
