import { describe, expect, test } from "vitest";
import type { Result, Step } from "../../src/result/result.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";
import { runWorld } from "../laws/small-night.ts";

function gallery(name: string, ...set: string[]): Result {
  const file = new URL(`../../scenarios/${name}.yaml`, import.meta.url).pathname;
  const loaded = loadScenario({ file }, { set });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return runWorld(loaded.scenario).result;
}

function availability({ totals }: Result, step: Step): number {
  const { answered, refused, failed } = totals[step];
  const good = answered.full + answered.degraded;
  const bad = [...Object.values(refused), ...Object.values(failed)].reduce((sum, count) => sum + count, 0);
  return good / (good + bad);
}

const CORE = ["shake", "grab", "open"] as const;
const SHORT = "run.to=22:31:20";
const result = gallery("flexible-service", SHORT);

describe("flexible service", () => {
  test("keeps shake, grab and open at 99.9 % though the sets cannot do all that is asked", () => {
    for (const step of CORE) expect([step, availability(result, step) >= 0.999]).toEqual([step, true]);
    expect(result.totals.open.answered.degraded).toBeGreaterThan(result.totals.open.answered.full);
  });

  test("gives up what matters least first, set by set and over all", () => {
    const names = (result.ladder ?? []).map(({ rung }) => rung);
    expect(names.slice(0, 4)).toEqual(["avatars", "detail pages", "personal lists", "balance credit"]);
    const held = (result.ladder ?? []).map(({ heldMs }) => heldMs);
    expect(held).toEqual([...held].sort((a, b) => b - a));
    expect(held[3]).toBeGreaterThan(0);
    // Open and grab stay; shares, which trigger with them, are put off by one set or two at the most.
    expect(result.ladder?.[4]?.parts).toBeLessThanOrEqual(2);
    expect(held.slice(5)).toEqual([0, 0]);
    const first = new Map<string, number[]>();
    for (const { part, kind, text } of result.timeline) {
      const rung = names.findIndex((name) => text === `${name} given up`);
      if (kind === "rung" && rung >= 0) first.set(part, [...(first.get(part) ?? []), rung]);
    }
    for (const taken of first.values()) {
      const order = [...new Set(taken)];
      expect(order).toEqual([...order].sort());
    }
  });

  test("puts entries of personal lists off, and writes every one of them once the rung is given back", () => {
    const { lists } = result.books ?? {};
    // Who opens in the last moments of the run is owed an entry that is not late yet.
    expect(lists?.missing).toBe(0);
    expect(lists?.written).toBeGreaterThan(0.999 * (lists?.owed ?? 0));
    expect(lists?.late).toBeGreaterThan(0.1 * (lists?.owed ?? 0));
    expect(lists?.rightAgainAtMs).toBeGreaterThan(result.clock.fromMs);
  });

  test("does not flap: a set switches a rung a few times in the minute and a half", () => {
    for (const { taken, parts } of result.ladder ?? []) expect(taken).toBeLessThanOrEqual(4 * parts);
  });

  test("without the ladder the core falls", () => {
    const bare = gallery("flexible-service", SHORT, "ladder.rungs=[]");
    expect(availability(bare, "grab")).toBeLessThan(0.97);
    expect(availability(bare, "open")).toBeLessThan(0.97);
  });
});

test("midnight of 2016: 409 k packets sent and received a second at 00:06", () => {
  const midnight = gallery("midnight-2016", "run.scale=1/638");
  const { send, open } = midnight.series.steps;
  // 00:06:00, half an hour and six minutes after the start of the clock.
  const at = Math.round(36 * 60 - midnight.series.fromMs / 1000);
  const both = [send.full, send.degraded, open.full, open.degraded]
    .flatMap((values) => values.slice(at - 15, at + 25))
    .reduce((sum, count) => sum + count, 0);
  expect(Math.abs(both / 40 / 409_000 - 1)).toBeLessThan(0.03);
  expect(availability(midnight, "open")).toBeGreaterThan(0.995);
});
