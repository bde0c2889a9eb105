import { expect, test } from "vitest";
import type { World } from "../../src/model/world.ts";
import { type Result, STEPS } from "../../src/result/result.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

const RUNGS = ["avatars", "details", "lists", "credit", "share", "open", "grab"];
const rungs = `ladder.rungs=[${RUNGS.map((gives, i) => `{name: ${gives}, gives: ${gives}, on: 100%, off: 99%, saves: ${i}%}`).join()}]`;

/** A small night, far from any load, in which rungs are taken by hand only. */
function night(...set: string[]): { world: World; result: Result } {
  const run = runWorld(smallNight(rungs, ...set));
  expectLawful(run.world, run.result);
  return run;
}

const byHand = (rung: string, more = "") =>
  night(`ladder.byHand=[{rung: ${rung}, at: "20:00", for: 1min${more}}]`);
const plain = night();
const shown = ({ world }: { world: World }) => world.edges.reduce((sum, edge) => sum + edge.mail.shown, 0);
const rungOf = ({ result }: { result: Result }, name: string) =>
  (result.ladder ?? []).find(({ rung }) => rung === name) as NonNullable<Result["ladder"]>[number];

test("a night without load takes no rung, and every answer is whole", () => {
  expect(plain.result.ladder?.map(({ taken, requests }) => taken + requests)).toEqual(RUNGS.map(() => 0));
  expect(STEPS.map((step) => plain.result.totals[step].answered.degraded)).toEqual([0, 0, 0, 0, 0]);
});

test.each([
  ["avatars", ["grab", "open"]],
  ["details", ["open"]],
  ["lists", ["open"]],
  ["credit", ["open"]],
  ["share", ["share"]],
] as const)(
  "without %s the answers to %s are degraded, and no others, and none is refused",
  (rung, steps) => {
    const run = byHand(rung);
    for (const step of STEPS) {
      const { answered, refused } = run.result.totals[step];
      expect([step, answered.degraded > 0]).toEqual([step, steps.some((degraded) => degraded === step)]);
      expect(refused).toEqual({});
    }
    const { parts, taken, heldMs, requests } = rungOf(run, rung);
    expect([parts, taken, heldMs]).toEqual([12, 12, 12 * 60_000]);
    expect(requests).toBe(steps.reduce((sum, step) => sum + run.result.totals[step].answered.degraded, 0));
  },
);

test("what a rung saves is its share of the work done while it is taken", () => {
  const run = byHand("details");
  const work = run.world.idcs.flatMap(({ cells }) => cells).reduce((sum, { entered }) => sum + entered, 0);
  // 1 % of at most all requests' 0.8 ms.
  expect(rungOf(run, "details").savedMs).toBeGreaterThan(0);
  expect(rungOf(run, "details").savedMs).toBeLessThan(0.01 * 0.8 * 50 * work);
});

test("packets whose fan-out was put off are shown later, every one of them", () => {
  const run = byHand("share");
  expect(run.world.idcs.every(({ cells }) => cells.every(({ unshown }) => unshown.length === 0))).toBe(true);
  const minute = (result: Result) => result.series.steps.grab.offered.slice(0, 60).reduce((a, b) => a + b, 0);
  expect(minute(run.result)).toBe(0);
  expect(minute(plain.result)).toBeGreaterThan(10_000);
  // Groups are drawn when they are shown, so others than on the plain night: their sum spreads by a twentieth.
  expect(shown(run) / shown(plain)).toBeGreaterThan(0.8);
  expect(run.result.money.rightAgainAtMs).not.toBe(null);
});

test("entries of lists wait while their rung is taken, none is dropped, and the wallet is not touched", () => {
  const kept = night("queues.lists={}").result;
  const { result } = night("queues.lists={}", 'ladder.byHand=[{rung: lists, at: "20:00", for: 1min}]');
  const lists = result.books?.lists;
  const before = kept.books?.lists;
  expect(lists?.published).toBe(lists?.owed);
  expect([lists?.written, lists?.missing, lists?.lost]).toEqual([lists?.owed, 0, 0]);
  expect(before?.late).toBe(0);
  expect(before?.rightAgainAtMs).toBe(0);
  expect(lists?.late).toBeGreaterThan(0.2 * (lists?.owed ?? 0));
  const takenOffMs = result.clock.fromMs + 60_000;
  expect(lists?.rightAgainAtMs).toBeGreaterThan(takenOffMs);
  expect(lists?.rightAgainAtMs).toBeLessThan(takenOffMs + 60_000);
  expect([kept, result].map(({ money }) => money.rightAgainAtMs)).toEqual([0, 0]);
  expect(lists?.byReconciliation).toBe(0);
});

test("a step that is given up meets a busy page of the ladder, and nothing else", () => {
  for (const step of ["open", "grab"] as const) {
    const run = byHand(step);
    expect(run.result.totals[step].refused.ladder).toBe(rungOf(run, step).requests);
    expect(run.result.totals[step].refused.ladder).toBeGreaterThan(1000);
  }
});

test("a rung taken by hand in one region is taken there only", () => {
  const run = byHand("avatars", ", regions: [sh]");
  expect(rungOf(run, "avatars").parts).toBe(6);
});

/** Access servers that can do three quarters of the round's shakes. */
const BUSY = ["run.scale=1/20", "access.servers=18", "access.workers=1", "access.serviceTime=1.2ms"];
const PICTURES = "{name: pictures, gives: pictures, on: 80%, off: 50%, saves: 40%}";

test("access servers that leave pictures out do more shakes, answered degraded", () => {
  const without = night(...BUSY).result.totals.shake;
  const run = night(...BUSY, `ladder.access={window: 2s, rungs: [${PICTURES}]}`);
  const { refused, answered } = run.result.totals.shake;
  expect(without.refused.access ?? 0).toBeGreaterThan(0.02 * without.offered);
  expect(refused.access ?? 0).toBeLessThan(0.2 * (without.refused.access ?? 0));
  expect(answered.degraded).toBeGreaterThan(0.3 * answered.full);
  expect(rungOf(run, "pictures").savedMs).toBeGreaterThan(0);
});

test("access servers that give up shakes show busy pages until the rung is given back", () => {
  const run = night(
    "ladder.access={rungs: [{name: shakes, gives: shakes, on: 100%, off: 90%, saves: 0%}]}",
    'ladder.byHand=[{rung: shakes, at: "20:00:30", for: 10s, regions: [sz]}]',
  );
  const { full, refused } = run.result.series.steps.shake;
  const sum = (values: readonly number[], from: number, to: number) =>
    values.slice(from, to).reduce((a, b) => a + b, 0);
  expect(sum(refused, 0, 30)).toBe(0);
  expect(sum(refused, 31, 40) / sum(full, 31, 40)).toBeGreaterThan(0.8);
  expect(sum(refused, 45, 120)).toBe(0);
  expect(rungOf(run, "shakes").requests).toBe(run.result.totals.shake.refused.ladder);
});
