import { describe, expect, test } from "vitest";
import { encodeResult } from "../../src/result/encode.ts";
import { run } from "../../src/run/run.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { runWorld, smallNight, type WorldRun } from "./small-night.ts";

const faults = `[
  {kind: cutLine, line: sz-sh-main, at: "20:00:30", for: 10s},
  {kind: loseIdc, idc: sh-2, at: "20:00:50", for: 5s},
  {kind: loseMessages, queue: wallet, share: 1%, at: "20:00:00"}]`.replaceAll("\n", " ");
const night = smallNight("run.to=20:01", `faults=${faults}`);
const bytes = (options: WorldRun = {}, scenario: Scenario = night) =>
  encodeResult(runWorld(scenario, options).result);
const once = bytes();

describe("the bytes of a result", () => {
  test("are the same for the same seed, and others for another seed", () => {
    expect(bytes({ seed: night.run.seed })).toBe(once);
    expect(bytes({ seed: "another" })).not.toBe(once);
  });

  test.each([[333.25], [20_000]])(
    "do not depend on the slices of %d ms in which the world is driven",
    (sliceMs) => {
      expect(bytes({ sliceMs })).toBe(once);
    },
  );

  test("do not depend on which districts run together", () => {
    expect(bytes({ groups: [0, 1, 2, 3, 4, 5, 6, 7] })).toBe(once);
    expect(bytes({ groups: [7, 6, 5, 4, 3, 2, 1, 0] })).toBe(once);
    expect(bytes({ groups: [0, 1, 0, 0, 0, 1, 1, 1] })).toBe(once);
    expect(bytes({ groups: [1, 0, 2, 2, 0, 1, 0, 2] })).toBe(once);
  });

  test("do not depend on who asks how far the run is", async () => {
    const quiet = await run(night);
    const asked = await run(night, { onProgress: () => {}, progressEveryMs: 1, shouldStop: () => false });
    expect(encodeResult(asked)).toBe(encodeResult(quiet));
  });
});

describe("a part more or less", () => {
  const offered = (...set: string[]) =>
    runWorld(smallNight("run.to=20:01", ...set)).result.series.steps.shake.offered.slice(0, 60);
  const before = offered();

  test.each([
    ["more sets", "sets.count=30"],
    ["another rung", "ladder.rungs=[{name: a, gives: avatars, on: 20%, off: 10%, saves: 5%}]"],
    ["more copies", "sets.storage.replicas=5"],
    ["other clients", "client.retries=0"],
    ["a fault", `faults=${faults}`],
  ])("leaves the shakes that are offered as they are: %s", (_, set) => {
    expect(offered(set)).toEqual(before);
  });
});

describe("a run from a later moment", () => {
  test("counts only what begins in it, in a world that has been warm for a minute", () => {
    const { result: whole } = runWorld(smallNight());
    const { result: late } = runWorld(smallNight(), { fromMs: 90_000 });
    const { offered } = late.series.steps.shake;
    expect(late.series.fromMs).toBe(90_000);
    expect(late.clock.fromMs).toBe(90_000);
    expect(late.headline.shakes).toBe(offered.reduce((sum, count) => sum + count, 0));
    // Thirty seconds at 10 k/s and more, after sixty that are not counted: 4 SE of a Poisson count at 1/50.
    const expected = whole.series.steps.shake.offered.slice(90).reduce((sum, count) => sum + count, 0);
    expect(Math.abs(late.headline.shakes - expected)).toBeLessThan(4 * Math.sqrt(2 * 50 * expected));
    // Grabs come from packets won while it warmed up, too.
    expect(late.series.steps.grab.offered[0]).toBeGreaterThan(0);
    expect(late.simulated.share.inFlight).toBe(0);
    expect(late.money.violations).toEqual([]);
  });
});
