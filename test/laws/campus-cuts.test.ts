import { describe, expect, test } from "vitest";
import { CampusReach } from "../../src/model/network/campus-reach.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

const CUT = 'faults=[{kind: cutCampuses, between: [sz-1, sz-2], at: "20:00:01"}]';
const night = (...set: string[]) =>
  runWorld(smallNight("sets.createTries=1", "sets.health.maskedMax=0%", "run.to=20:01:30", ...set), {
    warmUpMs: 0,
  });

describe("two campuses that do not reach each other", () => {
  const { world, result } = night(CUT);
  const { send } = result.totals;

  test("lose each other's calls: of a city of three with everything alike, two ninths", () => {
    // Half of the orders are Shenzhen's; a sixth of them more would be the whole campus.
    const exact = 2 / 9 / 2;
    const failed = (send.failed.call ?? 0) / send.offered;
    const error = 4 * Math.sqrt((exact * (1 - exact)) / (send.offered / world.params.k));
    // The ring gives sets a few percent more or less.
    expect(Math.abs(failed - exact)).toBeLessThan(error + 0.15 * exact);
    expectLawful(world, result);
  });

  test("are both told to have lost calls, and nobody else", () => {
    expect(result.network?.campuses?.map(({ id }) => id)).toEqual(["sz-1", "sz-2"]);
    const [one, other] = result.network?.campuses ?? [];
    const ratio = (one?.lost.calls ?? 0) / (other?.lost.calls ?? 1);
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.33);
    expect(result.incidents?.[0]?.touched.requests).toBeGreaterThan(0);
    expect(result.incidents?.[0]?.blast?.theory).toBeCloseTo(4 / 12, 9);
  });

  test("lose each other's copies, too: with all of three to acknowledge neither can write, the third can", () => {
    const all = night(CUT, "sets.storage.write=3").result.totals.send;
    // Two thirds of Shenzhen's, as a call that is not lost finds a database that cannot.
    const [failed, storage] = [(all.failed.call ?? 0) / all.offered, (all.failed.storage ?? 0) / all.offered];
    expect(failed + storage).toBeGreaterThan(0.85 / 3);
    expect(failed + storage).toBeLessThan(1.15 / 3);
    expect(storage).toBeGreaterThan(failed);
    expect(send.failed.storage ?? 0).toBe(0);
  });

  test("are found by counted failures, as any set that does not answer", () => {
    const found = night(CUT, "sets.health={minCalls: 3, failures: 25%, maskedMax: 50%}").result;
    expect(found.incidents?.[0]?.foundAfterMs).toBeGreaterThan(1000);
    expect(found.incidents?.[0]?.foundAfterMs).toBeLessThan(60_000);
  });

  test("change nothing before they are cut, and nothing once they are mended", () => {
    const late = 'faults=[{kind: cutCampuses, between: [sz-1, sz-2], at: "20:00:40", for: 10s}]';
    const { result: short } = night(late);
    const failures = short.series.steps.send.failed;
    const sum = (from: number, to: number) => failures.slice(from, to).reduce((total, one) => total + one, 0);
    expect(sum(0, 40)).toBe(0);
    expect(sum(40, 53)).toBeGreaterThan(0);
    expect(sum(53, failures.length)).toBe(0);
  });
});

test("a request is at one access server as long as it is there, and at each campus as often as servers stand there", () => {
  const standing = [
    [
      { campus: 0, upTo: 0.2 },
      { campus: 1, upTo: 1 },
    ],
  ];
  const reach = new CampusReach(2, 1, standing);
  expect(reach.campusOf(0, 1234.5678)).toBe(-1);
  reach.part(0, 1, 1);
  const n = 20_000;
  let at0 = 0;
  for (let i = 0; i < n; i++) if (reach.campusOf(0, 5_000_000 + i * 1.73205081) === 0) at0++;
  expect(Math.abs(at0 / n - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / n));
  expect(reach.campusOf(0, 99.123456)).toBe(reach.campusOf(0, 99.123456));
  expect(reach.losesCall(1, 0, 0)).toBe(true);
  expect(reach.losesCall(1, 0, 1)).toBe(false);
  expect(reach.losesAnswer(0, 0, 1)).toBe(true);
  reach.part(0, 1, -1);
  expect(reach.losesCall(1, 0, 0)).toBe(false);
});
