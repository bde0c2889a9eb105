import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderReport } from "../../src/report/report.ts";
import { type Result, STEPS } from "../../src/result/result.ts";
import { fixtureResult } from "./fixture.ts";

const root = new URL("../..", import.meta.url).pathname;
const result = fixtureResult();
const before = process.cpuUsage();
const report = renderReport(result);
/** Processor time: a crowded machine must not fail the test. */
const used = process.cpuUsage(before);

/** The figures of the page with the paths they claim to come from. */
function figures(html: string): { path: string; value: string; text: string }[] {
  return [...html.matchAll(/<data value="([^"]*)" data-figure="([^"]*)"[^>]*>([^<]*)<\/data>/g)].map(
    // Names of parts may hold what HTML escapes.
    ([, value = "", path = "", text = ""]) => ({ value, path: path.replaceAll("&gt;", ">"), text }),
  );
}

function at(of: Result, path: string): unknown {
  return path.split(".").reduce<unknown>((held, key) => (held as Record<string, unknown>)[key], of);
}

const FACTORS: Record<string, number> = { trn: 1e12, bn: 1e9, M: 1e6, k: 1e3, ms: 1, s: 1e3, CNY: 1 };

/** Reads "13.9 M/s", "1.63 bn CNY" or "428 ms" back as a number; undefined for forms with two units. */
function readBack(text: string, path: string): number | undefined {
  const match = /^([\d.]+)\u00a0?(trn|bn|M|k|ms|s)?(?:\/s|\u00a0\/s)?(\u00a0CNY)?$/.exec(text);
  if (match === null) return undefined;
  const [, digits = "", unit = "", yuan] = match;
  const isTime = path.startsWith("latencyMs") || unit === "ms";
  return (
    Number(digits) * (unit === "s" && !isTime ? 1 : (FACTORS[unit] ?? 1)) * (yuan === undefined ? 1 : 100)
  );
}

test("the gala's report takes less than 10 s of a core and 3 MB", () => {
  expect((used.user + used.system) / 1000).toBeLessThan(10_000);
  expect(Buffer.byteLength(report)).toBeLessThan(3_000_000);
});

test("every figure of the report is the one of the result, in its digits and in its words", () => {
  const found = figures(report);
  const paths = found.map(({ path }) => path);
  for (const name of Object.keys(result.headline)) {
    if (name !== "accessLoadRps" && name !== "peakSecondAtMs") expect(paths).toContain(`headline.${name}`);
  }
  for (const step of STEPS) expect(paths).toContain(`totals.${step}.offered`);
  let read = 0;
  for (const { path, value, text } of found) {
    const exact = at(result, path) as number;
    expect(value, path).toBe(String(exact));
    const back = readBack(text, path);
    if (back === undefined) continue;
    read++;
    expect(Math.abs(back - exact), `${path}: ${text}`).toBeLessThanOrEqual(Math.abs(exact) * 0.005);
  }
  expect(read).toBeGreaterThan(60);
});

test("the same result gives the same bytes, in another time zone and language too", () => {
  const folder = mkdtempSync(join(tmpdir(), "hongbao-bytes-"));
  try {
    execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", join(root, "test/report/tsconfig.json")]);
    const child = join(root, "node_modules/.cache/hongbao-report/test/report/render-child.js");
    const [one, other] = [
      { TZ: "Asia/Shanghai", LANG: "zh_CN.UTF-8", LC_ALL: "zh_CN.UTF-8" },
      { TZ: "America/St_Johns", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" },
    ].map((env, i) => {
      const file = join(folder, `${i}.html`);
      execFileSync(process.execPath, [child, file], { env: { ...process.env, ...env } });
      return readFileSync(file, "utf8");
    });
    expect(one === other).toBe(true);
    // Vitest and tsc print functions alike only where no function is printed: the page holds files, not functions.
    expect(one === renderReport(fixtureResult({ seconds: 3600, setCount: 6 }))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the page asks nobody for anything and allows no script or style but its own", () => {
  expect(report).not.toMatch(/(?:src|href|action|data|poster)="(?!#)/);
  expect(report.replaceAll("http://www.w3.org/", "")).not.toMatch(/https?:|\/\/[a-z]+\.[a-z]/);
  expect(report).not.toMatch(/ style="| on[a-z]+="|@import|javascript:/);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(report)?.[1] ?? "";
  expect(policy).toMatch(
    /^default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; script-src &#39;sha256-/,
  );
  expect(policy).not.toMatch(/unsafe/);
});

test("every chart has a title, a table, and titles with units on its axes", () => {
  const drawn = [
    ...report.matchAll(/<figure id="chart-[^"]*" class="(?:full|half)" data-chart.*?<\/figure>/gs),
  ];
  expect(drawn.length).toBeGreaterThan(20);
  for (const [text] of drawn) {
    expect(text).toMatch(/<h3>[^<]+<\/h3>/);
    expect(text).toMatch(/<table[^>]*><caption><span class="caption">[^<]+<\/span><\/caption>/);
    expect(text).toMatch(/role-axis-title/);
  }
});

test("a cell without words is empty, so that no separator stands before nothing on a phone", () => {
  const count = (pattern: RegExp) => [...report.matchAll(pattern)].length;
  expect(count(/<td[^>]*><(?:td|tr|\/tbody)/g)).toBeGreaterThan(0);
  expect(count(/<td[^>]*>\s+</g)).toBe(0);
});

describe("a result that lacks something", () => {
  test("loses only the charts that need it, and says so", () => {
    const small = fixtureResult({ seconds: 1200, setCount: 4 });
    const { parts, ...series } = small.series;
    for (const families of [
      ["sets", "lines"],
      ["clusters", "queues", "staleness"],
      ["carriers", "replicas", "money"],
    ]) {
      const rest = Object.fromEntries(Object.entries(parts).filter(([name]) => !families.includes(name)));
      const html = renderReport({ ...small, series: { ...series, parts: rest } });
      expect(html, families.join()).toContain("</html>");
    }
    const bare = renderReport({ ...small, series: { ...series, parts: {} } });
    expect(bare).toContain("No set reported its load.");
    expect(bare).toContain("No part of this run reported a utilisation.");
    expect(bare).toContain('data-chart="evening"');
  }, 60_000);

  test("is drawn without events, parts, requests or money", () => {
    const none: number[] = [];
    const nothing = {
      offered: none,
      attempts: none,
      full: none,
      degraded: none,
      refused: none,
      failed: none,
      inFlight: none,
    };
    const zero = {
      ...result.totals.shake,
      offered: 0,
      attempts: 0,
      answered: { full: 0, degraded: 0 },
      refused: {},
      failed: {},
    };
    const quiet = { count: 0, mean: null, p50: null, p90: null, p99: null, p999: null, max: null };
    const perStep = <T>(of: T) => ({ shake: of, send: of, grab: of, open: of, share: of });
    const html = renderReport({
      ...result,
      totals: perStep(zero),
      latencyMs: perStep({ client: quiet, service: quiet }),
      headline: {
        ...result.headline,
        shakes: 0,
        peakSecondRps: 0,
        accessLoadRps: { mean: null, min: null, max: null },
      },
      series: { ...result.series, steps: perStep(nothing), latency: perStep({}), parts: {} },
      timeline: [],
      topology: { nodes: [] },
      money: { ...result.money, createdFen: 0, packets: 0, credits: 0 },
      scenario: { ...result.scenario, assumptions: [], description: "" },
    });
    expect(html).toContain("No verdict: nothing was offered");
    expect(html.replace(/<script>.*?<\/script>/s, "")).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("says first that it is incomplete, and why", () => {
    const small = fixtureResult({ seconds: 1200, setCount: 4 });
    const html = renderReport({ ...small, complete: false, incompleteBecause: ["interrupted at 21:07"] });
    expect(html).toMatch(/No verdict: the run is not complete.*interrupted at 21:07/s);
  });
});
