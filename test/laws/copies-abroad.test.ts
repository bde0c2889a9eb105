import { describe, expect, test } from "vitest";
import type { Result } from "../../src/result/result.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** Two copies beside the set and its neighbour, the third in the other city; no lag but the way. */
const ABROAD = [
  "sets.storage.placement=[0, 1, 0]",
  "sets.storage.regions=[0, 0, 1]",
  "sets.storage.asyncLag=0ms",
];
const night = (...set: string[]) =>
  runWorld(smallNight("run.to=20:01", "run.scale=1/20", ...set), { warmUpMs: 0 });

const copied = ({ network }: Result): number[] =>
  (network?.lines ?? []).filter(({ id }) => id.includes("main")).map(({ bytes }) => bytes.copies ?? -1);

describe("copies in another region", () => {
  const near = night("sets.storage.placement=[0, 1, 0]");
  const two = night(...ABROAD);
  const three = night(...ABROAD, "sets.storage.write=3");

  test("cost an opening the way there and back only where its acknowledgement waits for them", () => {
    const open = ({ result }: typeof near) => result.latencyMs.open?.service.mean ?? 0;
    expect(open(two) - open(near)).toBeLessThan(3);
    // 15 ms of the line and two campuses, each way, less what the near ones are waited for.
    expect(open(three) - open(two)).toBeGreaterThan(25);
    expect(open(three) - open(two)).toBeLessThan(45);
    expectLawful(three.world, three.result);
  });

  test("have each write cross the line once", () => {
    const { world, result } = two;
    const { service } = world.params.scenario.bytes;
    world.edges.forEach((_, region) => {
      const cells = world.idcs.filter(({ idc }) => idc.region === region).flatMap(({ cells }) => cells);
      const writes = cells.reduce((sum, { parts }) => sum + parts.replicas.writes, 0);
      expect(writes).toBeGreaterThan(100);
      const bytes = copied(result)[region] as number;
      // Ten-second windows end where the run does; what is written in its drain comes after them.
      expect(bytes / (20 * writes * service)).toBeGreaterThan(0.9);
      expect(bytes / (20 * writes * service)).toBeLessThanOrEqual(1.0001);
    });
    expect(copied(near.result)).toEqual([-1, -1]);
  });

  test("are cut off with their region: writes that need them are unavailable, others go on", () => {
    const faults = 'faults=[{kind: partitionRegions, between: [sz, sh], at: "20:00:20", for: 20s}]';
    const unavailable = (...set: string[]) =>
      night(...ABROAD, faults, ...set).world.idcs.reduce(
        (sum, { cells }) => sum + cells.reduce((all, { parts }) => all + parts.replicas.writesUnavailable, 0),
        0,
      );
    expect(unavailable()).toBe(0);
    expect(unavailable("sets.storage.write=3")).toBeGreaterThan(20);
  });
});
