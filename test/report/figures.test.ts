import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { renderReport } from "../../src/report/report.ts";
import { POOL_WAITS } from "../../src/report/sections/scale-error.ts";
import { amount, duration, rate, share } from "../../src/report/words.ts";
import { type Result, STEPS } from "../../src/result/result.ts";
import { fixtureResult } from "./fixture.ts";

/** The file as it is written and read again: what the page says must follow from this alone. */
const json = JSON.parse(JSON.stringify(fixtureResult())) as Result;
const html = renderReport(json);
const plain = (text: string): string =>
  text
    .replace(/<[^>]+>/g, "")
    .replaceAll("&gt;", ">")
    .replaceAll("\u00a0", " ");
const said = (text: string): string => text.replaceAll("\u00a0", " ");
const part = (from: RegExp): string => from.exec(html)?.[0] ?? "";
const section = (id: string): string =>
  part(new RegExp(`<section[^>]* id="${id}".*?</section>|<section id="${id}".*?</section>`, "s"));
const rowsOf = (table: string): string[][] =>
  [...table.matchAll(/<th scope="row">.*?(?=<tr>|<\/tbody>)/gs)].map(([row]) =>
    row
      .split(/<t[hd][^>]*>/)
      .slice(1)
      .map((cell) => plain(cell).trim()),
  );

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const bad = (step: (typeof STEPS)[number]): number =>
  sum(Object.values(json.totals[step].refused)) + sum(Object.values(json.totals[step].failed));
const good = (step: (typeof STEPS)[number]): number =>
  json.totals[step].answered.full + json.totals[step].answered.degraded;

const clock = (ms: number): string => {
  const at = 20 * 3600 + Math.floor(ms / 1000);
  return [at / 3600, (at / 60) % 60, at % 60].map((n) => String(Math.floor(n)).padStart(2, "0")).join(":");
};

const LISTS = {
  "access cluster, servers": ["clusters", "utilisation", ["shake"]],
  "carrier entry, uplink": ["carriers", "upUtilisation", ["shake"]],
  "carrier entry, downlink": ["carriers", "downUtilisation", ["shake"]],
  line: ["lines", "utilisation", ["send", "grab", "open", "share"]],
  set: ["sets", "utilisation", ["send", "grab", "open", "share"]],
} as const;

describe("the capacity table", () => {
  const rows = rowsOf(section("capacity"));

  test("holds the fullest part of every kind first, then the parts from the fullest on", () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows.slice(0, 5).map(([, kind]) => kind))).toEqual(new Set(Object.keys(LISTS)));
    for (const [name = "", kind = ""] of rows.slice(0, 5)) {
      const [family, metric] = LISTS[kind as keyof typeof LISTS];
      const peaks = Object.entries(json.series.parts[family] ?? {}).map(([of, metrics]) => ({
        of,
        peak: Math.max(...(metrics[metric] ?? []).map((v) => v ?? 0)),
      }));
      const refusing = Object.values(json.series.parts[family] ?? {}).some((metrics) =>
        [...(metrics.rejectShare ?? []), ...(metrics.dropShare ?? [])].some((v) => (v ?? 0) > 0.001),
      );
      if (!refusing)
        expect(peaks.find(({ of }) => of === name)?.peak, kind).toBe(
          Math.max(...peaks.map(({ peak }) => peak)),
        );
    }
  });

  test("says of each part the highest value of its series, when that was, and at which load it would be full", () => {
    for (const [name = "", kind = "", peakText, at, headroom, fullAt] of rows) {
      const [family, metric, steps] = LISTS[kind as keyof typeof LISTS];
      const values = (json.series.parts[family]?.[name]?.[metric] ?? []).map(
        (v) => v ?? Number.NEGATIVE_INFINITY,
      );
      const peak = Math.max(...values);
      const window = values.indexOf(peak);
      expect(peakText, name).toBe(said(share(peak)));
      expect(at, name).toBe(clock(window * json.series.partWindowMs));
      const lost = json.series.parts[family]?.[name]?.[family === "clusters" ? "rejectShare" : "dropShare"];
      const turnedAway = Math.max(0, ...(lost ?? []).map((v) => v ?? 0));
      if (turnedAway === 0) expect(headroom, name).toBe(peak >= 1 ? "none" : said(share(1 - peak)));
      else expect(headroom, name).toContain(`turned ${said(share(turnedAway))} away`);
      const seconds = Array.from({ length: 10 }, (_, i) =>
        sum(steps.map((step) => json.series.steps[step].offered[window * 10 + i] ?? 0)),
      );
      const full = (Math.max(...seconds) * (1 - (lost?.[window] ?? 0))) / Math.min(1, peak);
      expect(fullAt, name).toBe(said(`${rate(full)} ${steps.length === 1 ? "shakes" : "packet requests"}`));
    }
  });
});

describe("the table of requests", () => {
  const rows = rowsOf(part(/What became of every request.*?<\/table>/s));

  test("says of each step what the totals say", () => {
    expect(rows.map(([step]) => step)).toEqual([...STEPS]);
    for (const [name, offered, attempts, full, degraded, refused, failed, inFlight, answered] of rows) {
      const step = name as (typeof STEPS)[number];
      const of = json.totals[step];
      const reasons = (counts: Record<string, number>): string =>
        Object.entries(counts)
          .filter(([, count]) => count > 0)
          .map(([why, count]) => `${why} ${amount(count)}`)
          .join(", ") || "none";
      expect([offered, attempts, full, degraded, inFlight].map((text) => text ?? "")).toEqual(
        [of.offered, of.attempts, of.answered.full, of.answered.degraded, of.inFlight].map((n) =>
          said(amount(n)),
        ),
      );
      expect([refused, failed]).toEqual([of.refused, of.failed].map((counts) => said(reasons(counts))));
      expect(answered).toBe(said(share(good(step) / (good(step) + bad(step)))));
    }
  });
});

test("the table of latencies says what the whole run's quantiles are", () => {
  const rows = rowsOf(part(/<h3>Latency of the whole run<.*?<\/table>/s));
  expect(rows).toHaveLength(2 * STEPS.length);
  for (const [name = "", count, ...figures] of rows) {
    const [step, side] = name.split(", ") as [(typeof STEPS)[number], "client" | "service"];
    const of = json.latencyMs[step][side];
    expect(count).toBe(said(amount(of.count)));
    expect(figures).toEqual(
      [of.mean, of.p50, of.p90, of.p99, of.p999, of.max].map((ms) => said(duration(ms))),
    );
  }
});

describe("verdict, answers and story", () => {
  const verdict = plain(part(/<section class="verdict.*?<\/section>/s));
  const worst = STEPS.map((step) => ({ step, share: good(step) / (good(step) + bad(step)) })).reduce(
    (a, b) => (b.share < a.share ? b : a),
  );

  test("say how much was answered of the step that fared worst", () => {
    expect(verdict).toContain(`${said(share(worst.share))} of the ${worst.step} requests answered at worst`);
    const { answered, refused, failed } = json.totals[worst.step];
    const all = good(worst.step) + bad(worst.step);
    for (const [count, what] of [
      [sum(Object.values(refused)), "refused"],
      [sum(Object.values(failed)), "failed"],
      [answered.degraded, "answered degraded"],
    ] as const)
      if (count > 0) expect(verdict).toContain(`${said(share(count / all))} ${what}`);
  });

  test("say how many requests were hurt, and of which steps most", () => {
    const hurt = sum(STEPS.map(bad));
    const all = hurt + sum(STEPS.map(good));
    expect(verdict).toContain(`${said(amount(hurt))} requests`);
    expect(verdict).toContain(`${said(share(hurt / all))} of all, refused or failed: `);
    const most = [...STEPS].sort((a, b) => bad(b) - bad(a))[0] ?? "shake";
    expect(verdict).toContain(`failed: ${said(amount(bad(most)))} ${most}`);
    const degraded = sum(STEPS.map((step) => json.totals[step].answered.degraded));
    expect(verdict).toContain(`${said(amount(degraded))} requests were answered degraded`);
    expect(verdict).toContain(`${said(amount(json.money.lateCredits))} credits took longer than 5 s`);
  });

  test("say which ten seconds were worst", () => {
    const windows = STEPS.flatMap((step) => {
      const of = json.series.steps[step];
      return Array.from({ length: Math.floor(of.offered.length / 10) }, (_, w) => {
        const [full, degraded, refused, failed] = [of.full, of.degraded, of.refused, of.failed].map(
          (counts) => sum(counts.slice(w * 10, w * 10 + 10)),
        ) as [number, number, number, number];
        const all = full + degraded + refused + failed;
        return { step, at: w * 10_000, share: all === 0 ? 0 : (refused + failed) / all };
      });
    });
    const top = windows.reduce((a, b) => (b.share > a.share ? b : a));
    expect(verdict).toContain(
      `The worst ten seconds began at ${clock(top.at)}, when ${said(share(top.share))} of the ${top.step} requests`,
    );
  });

  test("say how those fared whom the hardest fault concerned", () => {
    const blast = json.incidents?.[0]?.blast;
    expect(verdict).toContain(
      `needed set-07 ${said(share(blast?.inside.availability ?? null))} were answered, of all others ${said(share(blast?.outside.availability ?? null))}`,
    );
  });

  test("say when the money was right again", () => {
    expect(verdict).toContain(`The money was right again at ${clock(json.money.rightAgainAtMs ?? 0)}.`);
  });
});

test("the flow of money holds each sum of the ledger, to three digits", () => {
  const flow = plain(section("money"));
  const { createdFen, openedFen, remainingFen, creditedFen, owedFen } = json.money;
  for (const [name, fen] of Object.entries({
    "put into packets": createdFen,
    opened: openedFen,
    "still in packets": remainingFen,
    credited: creditedFen,
    owed: owedFen,
  }))
    expect(flow).toContain(`${name}: ${said(amount(fen / 100))} CNY (${said(share(fen / createdFen))})`);
});

test("the measured error of the scale is the one on the page of the storage parts", () => {
  const page = readFileSync(new URL("../../src/model/storage/README.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\|\s+(\.\d\d)\s+\|(.*)\|$/gm)].map(([, load = "", cells = ""]) => [
    Number(load),
    ...cells.split("|").map(Number),
  ]);
  expect(rows.filter((row) => row.length === 5).slice(0, POOL_WAITS.length)).toEqual(POOL_WAITS);
});
