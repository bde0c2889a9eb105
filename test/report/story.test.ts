import { describe, expect, test } from "vitest";
import { troubled } from "../../src/report/harm.ts";
import { lastStirMs } from "../../src/report/last-stir.ts";
import { renderReport } from "../../src/report/report.ts";
import { isFull, rooms } from "../../src/report/sections/capacity.ts";
import { gaveWayFirst } from "../../src/report/sections/gave-way.ts";
import { rungSpans, union } from "../../src/report/spans.ts";
import { viewOf } from "../../src/report/view.ts";
import type { Result } from "../../src/result/result.ts";
import { fixtureResult } from "./fixture.ts";

const SMALL = { seconds: 2700, setCount: 4 };

/** A result in which one metric of one part has these values from a window on, and nought before and after. */
function withMetric(
  result: Result,
  [family, part, metric]: readonly [string, string, string],
  from: number,
  some: readonly number[],
): Result {
  const parts = structuredClone(result.series.parts);
  const metrics = parts[family]?.[part] ?? {};
  metrics[metric] = (metrics[metric] ?? []).map((_, w) => some[w - from] ?? 0);
  return { ...result, series: { ...result.series, parts } };
}

const calm = fixtureResult(SMALL);
const quiet: Result = {
  ...calm,
  timeline: [],
  money: { ...calm.money, rightAgainAtMs: 0 },
  series: {
    ...calm.series,
    parts: Object.fromEntries(
      Object.entries(calm.series.parts).map(([family, parts]) => [
        family,
        Object.fromEntries(
          Object.entries(parts).map(([part, metrics]) => [
            part,
            Object.fromEntries(Object.entries(metrics).map(([name, values]) => [name, values.map(() => 0)])),
          ]),
        ),
      ]),
    ),
  },
};

test("trouble lasts from the first window in which more than 0.1 % of a step's requests were lost to the last", () => {
  const steps = structuredClone(quiet.series.steps);
  for (const step of Object.values(steps)) {
    step.refused = step.refused.map(() => 0);
    step.failed = step.failed.map(() => 0);
  }
  const lose = (second: number, share: number): void => {
    steps.grab.failed[second] = Math.ceil((steps.grab.offered[second] ?? 0) * share * 10);
  };
  expect(troubled(viewOf({ ...quiet, series: { ...quiet.series, steps } }))).toEqual([]);
  lose(1451, 0.002);
  lose(1463, 0.002);
  lose(1500, 0.0005);
  const spans = troubled(viewOf({ ...quiet, series: { ...quiet.series, steps } }));
  expect(spans.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[1_450_000, 1_470_000]]);
});

describe("what gave way first", () => {
  test("is nothing where no part did", () => {
    expect(gaveWayFirst(viewOf(quiet))).toBeUndefined();
    expect(renderReport(quiet)).toContain("No part gave way.");
  });

  test("is a part that turned requests away before anything switched, although that writes no event", () => {
    const refusing = withMetric(quiet, ["clusters", "sz-2/unicom", "rejectShare"], 200, [0.02, 0.3]);
    const switched: Result["timeline"] = [
      { atMs: 2_030_000, kind: "switch", part: "sz-sh", text: "to backup" },
    ];
    expect(gaveWayFirst(viewOf({ ...refusing, timeline: switched }))).toMatchObject({
      part: "sz-2/unicom",
      atMs: 2_000_000,
    });
    const earlier: Result["timeline"] = [
      { atMs: 1_030_000, kind: "switch", part: "sz-sh", text: "to backup" },
    ];
    expect(gaveWayFirst(viewOf({ ...refusing, timeline: earlier }))?.part).toBe("sz-sh");
  });
});

test("a part that turns requests away has no room left, however busy it is, and stands before fuller ones", () => {
  const busy = withMetric(quiet, ["sets", "set-01", "utilisation"], 180, [0.97]);
  const [fullest] = rooms(viewOf(busy));
  expect(fullest).toMatchObject({ part: "set-01", peak: 0.97 });
  const refusing = withMetric(
    withMetric(busy, ["clusters", "sz-2/unicom", "rejectShare"], 190, [0.25]),
    ["clusters", "sz-2/unicom", "utilisation"],
    190,
    [0.9],
  );
  const [first, next] = rooms(viewOf(refusing));
  expect(first).toMatchObject({ part: "sz-2/unicom", lost: 0.25 });
  expect(first && isFull(first)).toBe(true);
  expect(next?.part).toBe("set-01");
  // Of the shakes of its fullest second three quarters were let in, and those kept it busy for 90 %.
  const shakes = Math.max(...refusing.series.steps.shake.offered.slice(1900, 1910));
  expect(first?.fullAtRps).toBeCloseTo((shakes * 0.75) / 0.9, 3);
});

test("a rung lasts from its taking to its giving back, by part; an open one to the end", () => {
  const event = (atMs: number, part: string, text: string): Result["timeline"][number] => ({
    atMs,
    kind: "rung",
    part,
    text,
  });
  const spans = rungSpans(
    [
      event(10, "set-1", "avatars given up"),
      event(20, "set-2", "avatars given up"),
      event(25, "set-1", "details given up"),
      event(30, "set-1", "details given back"),
      event(40, "set-1", "avatars given back"),
    ],
    100,
  );
  expect(spans.map(({ part, rung, fromMs, toMs }) => [part, rung, fromMs, toMs])).toEqual([
    ["set-1", "avatars", 10, 40],
    ["set-2", "avatars", 20, 100],
    ["set-1", "details", 25, 30],
  ]);
  expect(union(spans, "", "").map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[10, 100]]);
});

test("charts end when the night has come to rest, not when the world was left; a late failure keeps them open", () => {
  expect(lastStirMs(quiet)).toBe(2_700_000 - 600_000);
  const steps = structuredClone(quiet.series.steps);
  steps.open.failed[2641] = 1;
  expect(lastStirMs({ ...quiet, series: { ...quiet.series, steps } })).toBe(2_650_000);
});

test("the five questions of a reader are answered before anything else", () => {
  const html = renderReport(calm);
  const verdict = /<section class="verdict.*?<\/section>/s.exec(html)?.[0] ?? "";
  for (const question of [
    "Did it hold?",
    "What broke first?",
    "Whom did it hurt?",
    "When was it over?",
    "How much room is left?",
  ])
    expect(verdict).toContain(question);
});
