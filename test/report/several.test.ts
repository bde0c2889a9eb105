import { describe, expect, test } from "vitest";
import type { BudgetVerdict } from "../../src/report/budget-verdict.ts";
import { latency } from "../../src/report/charts/latency.ts";
import { distributions } from "../../src/report/distribution.ts";
import { figureValue } from "../../src/report/figure-words.ts";
import { renderReport } from "../../src/report/report.ts";
import { viewOf } from "../../src/report/view.ts";
import { scenarioChanges } from "../../src/result/compare/scenario-changes.ts";
import { standardFigures } from "../../src/result/figures/standard-figures.ts";
import type { Result } from "../../src/result/result.ts";
import { fixtureResult } from "./fixture.ts";

const SMALL = { seconds: 1200, setCount: 4 };
const plain = (html: string): string => html.replaceAll("\u00a0", " ");
const section = (html: string, id: string): string =>
  new RegExp(`<section id="${id}".*?</section>`, "s").exec(plain(html))?.[0] ?? "";

describe("several seeds of one scenario", () => {
  const results = ["one", "two", "three"].map((seed) => fixtureResult({ ...SMALL, seed }));
  const [first = fixtureResult(SMALL), ...others] = results;

  test("band a latency chart from the lowest to the highest of them, window by window", () => {
    const view = viewOf(first, { seeds: others.map((other) => viewOf(other)) });
    const drawing = latency[0]?.draw(view);
    if (drawing === undefined || drawing === null || typeof drawing === "string")
      throw new Error("there is no drawing");
    const band = drawing.time?.series.find(({ mark, name }) => mark === "band" && name.startsWith("p99,"));
    const all = results.map((result) => result.series.latency.shake.clientP99Ms ?? []);
    // Window 40 has no sample, and after 600 s nothing is offered.
    const silent = (w: number): boolean => w === 40 || w >= 60;
    expect(band?.of.values).toEqual(
      all[0]?.map((_, w) => (silent(w) ? null : Math.max(...all.map((of) => of[w] ?? 0)))),
    );
    expect(band?.low?.values).toEqual(
      all[0]?.map((_, w) => (silent(w) ? null : Math.min(...all.map((of) => of[w] ?? 0)))),
    );
  });

  test("are merged in distributions, never averaged", () => {
    const merged = distributions(viewOf(first, { seeds: others.map((other) => viewOf(other)) }));
    const shake = merged.find(({ step, clock }) => step === "shake" && clock === "client");
    expect(shake?.histogram.count).toBe(
      results.reduce((sum, { histograms }) => sum + histograms.shake.client.count, 0),
    );
    expect(shake?.histogram.max).toBe(
      Math.max(...results.map(({ histograms }) => histograms.shake.client.max ?? 0)),
    );
  });

  test("stand in a table, the worst of them decides the verdict", () => {
    const [second = first, third = first] = others;
    const broken = {
      ...third,
      totals: { ...third.totals, open: { ...third.totals.open, failed: { set: third.totals.open.offered } } },
    };
    const html = renderReport(first, { seeds: [second, broken] });
    expect(plain(html)).toMatch(/It holds in \d of 3 seeds: with seed three, it breaks/);
    for (const seed of ["one", "two", "three"])
      expect(section(html, "evening")).toContain(`<code>${seed}</code>`);
  });
});

describe("a comparison", () => {
  const before = fixtureResult(SMALL);
  const after = {
    ...fixtureResult({ ...SMALL, seed: "other" }),
    scenario: {
      ...before.scenario,
      resolved: {
        access: { servers: 500 },
        ladder: { rungs: [{ name: "avatars" }] },
        regions: [{ id: "sz", name: "Shenzhen" }],
      },
    },
  };
  const html = renderReport(after, { before });

  test("says first what changed, in the scenario and in the figures, those that moved most first", () => {
    expect(html.indexOf('<section id="changes"')).toBeLessThan(html.indexOf('id="verdict"'));
    const changed = section(html, "changes");
    expect(changed).toContain("<code>access.servers</code>");
    const then = new Map(standardFigures(before).map((figure) => [figure.text, figureValue(figure)]));
    const now = new Map(standardFigures(after).map((figure) => [figure.text, figureValue(figure)]));
    const listed = changed.slice(changed.indexOf("In the figures"), changed.indexOf("<details>"));
    const moved = [...listed.matchAll(/<th scope="row">([^<]*)<td/g)].map(([, text = ""]) => {
      const [a, b] = [then.get(text) ?? 0, now.get(text) ?? 0];
      return Math.abs(b - a) / Math.max(Math.abs(a), Math.abs(b));
    });
    expect(moved.length).toBeGreaterThan(3);
    expect(moved.every((by, i) => by >= 0.01 && by <= (moved[i - 1] ?? 1) + 1e-12)).toBe(true);
  });

  test("has both runs in every chart that both can draw", () => {
    const figures = [
      ...html.matchAll(/<figure id="chart-([^"]*)" class="(?:full|half)" data-chart.*?<\/figure>/gs),
    ];
    expect(figures.length).toBeGreaterThan(20);
    for (const [text, id] of figures) {
      expect(text, id).toMatch(/\(A\)|[a-z0-9] A<| A</);
      expect(text, id).toMatch(/\(B\)|[a-z0-9] B<| B</);
    }
  });

  test("of a run with itself finds nothing changed", () => {
    const same = section(renderReport(before, { before }), "changes");
    expect(same).toContain("Nothing: the same scenario.");
    expect(same).toContain("No figure moved by as much as 1 % of itself.");
  });
});

test("a set more in a list moves no other: members are compared by their id or name", () => {
  const of = (resolved: Result["scenario"]["resolved"]) => ({
    ...fixtureResult({ seconds: 60, setCount: 1 }),
    scenario: { ...fixtureResult({ seconds: 60, setCount: 1 }).scenario, resolved, assumptions: [] },
  });
  const [a, b] = [
    of({
      lines: [
        { id: "x", loss: 0 },
        { id: "y", loss: 0 },
      ],
      gaps: [1, 2],
    }),
    of({
      lines: [
        { id: "w", loss: 0 },
        { id: "x", loss: 0 },
        { id: "y", loss: 1 },
      ],
      gaps: [1, 3],
    }),
  ];
  expect(
    scenarioChanges(a.scenario, b.scenario).map(({ path, before, after }) => `${path}: ${before} > ${after}`),
  ).toEqual([
    'lines.w.id: not there > "w"',
    "lines.w.loss: not there > 0",
    "lines.y.loss: 0 > 1",
    "gaps: [1,2] > [1,3]",
  ]);
});

describe("budgets", () => {
  const budget = (id: string, verdict: BudgetVerdict["verdict"], margin: number): BudgetVerdict => ({
    id,
    text: "p99 of the client latency of shake",
    unit: "ms",
    severity: "error",
    verdict,
    why: verdict === "undecided" ? "the limit lies within the interval" : null,
    replay: verdict === "pass" ? null : "hongbao run night.yaml --seed=three",
    estimate: 2500,
    low: 2400,
    high: verdict === "no data" ? null : 2600,
    max: 2550,
    min: null,
    margin,
    confidence: 0.95,
    samples: 34_000_000,
    replications: 5,
    fromMs: 0,
    toMs: 600_000,
    worst: { seed: "three", value: 2700, fromMs: 60_000, toMs: 70_000, part: "sz" },
  });

  test("stand with interval, limit and margin, failed ones first", () => {
    const all = [
      budget("fine", "pass", 0.2),
      budget("late", "fail", -0.1),
      budget("open", "undecided", 0.01),
    ];
    const html = section(renderReport(fixtureResult(SMALL), { budgets: all }), "budgets");
    expect(html).toContain("1 of 3 budgets passed; 1 failed and 1 undecided");
    expect(["late", "open", "fine"].map((id) => html.indexOf(`<bdi>${id}</bdi>`))).toEqual(
      ["late", "open", "fine"].map((id) => html.indexOf(`<bdi>${id}</bdi>`)).sort((a, b) => a - b),
    );
    for (const text of [
      "2.4 s to 2.6 s (95 %)",
      "at most 2.55 s",
      "10 % beyond",
      "20 % within",
      "5 seeds, 34 M samples",
    ])
      expect(html).toContain(text);
    expect(html).toContain("2.7 s, seed three at sz, 20:01:00 to 20:01:10");
  });

  test("that were not judged are told by name", () => {
    expect(section(renderReport(fixtureResult(SMALL)), "budgets")).toContain("Nothing was judged here.");
    const result = fixtureResult(SMALL);
    const resolved = { ...(result.scenario.resolved as object), budgets: [{ id: "core" }, { id: "<late>" }] };
    const asked = renderReport({ ...result, scenario: { ...result.scenario, resolved } });
    expect(section(asked, "budgets").replaceAll("\u00a0", " ")).toContain(
      "The scenario has 2 budgets: core and &lt;late&gt;.",
    );
  });
});
