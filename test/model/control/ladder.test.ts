import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openStream } from "../../../src/kernel/random.ts";
import { Ladder, type RungSwitch } from "../../../src/model/control/ladder.ts";
import type { TimelineEntry } from "../../../src/model/control/timeline.ts";

const RUNGS = [
  { name: "avatars", on: 0.85, off: 0.7 },
  { name: "detail pages", on: 0.9, off: 0.75 },
  { name: "balance credit", on: 0.95, off: 0.8 },
];

function ladder(events: TimelineEntry[] = []): Ladder {
  return new Ladder({ part: "ladder", rungs: RUNGS, dwellMs: 10_000 }, (event) => events.push(event));
}

describe("Ladder", () => {
  it("never switches a rung twice within the dwell, and keeps the order of rungs, under any load", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0.5, max: 1.2, noNaN: true }))),
        (loads) => {
          const steps = ladder();
          let nowMs = 0;
          for (const [waitMs, load] of loads) {
            nowMs += waitMs;
            steps.update(nowMs, load);
            expect([0, 1, 2].map((rung) => steps.active(rung))).toEqual(
              [0, 1, 2].map((rung) => rung < steps.level),
            );
          }
          RUNGS.forEach((_, rung) => {
            const own = steps.history.filter((change) => change.rung === rung);
            own.forEach((change, i) => {
              expect(change.on).toBe(i % 2 === 0);
              const last: RungSwitch | undefined = own[i - 1];
              if (last !== undefined) expect(change.atMs - last.atMs).toBeGreaterThanOrEqual(10_000);
            });
          });
        },
      ),
      { seed: 9, numRuns: 300 },
    );
  });

  it("gives up in order as the load rises and gives back in reverse order as it falls", () => {
    const steps = ladder();
    const levels = [0.8, 0.86, 0.91, 0.96, 0.81, 0.79, 0.74, 0.69].map((load, i) => {
      steps.update(i * 20_000, load);
      return steps.level;
    });
    expect(levels).toEqual([0, 1, 2, 3, 3, 2, 1, 0]);
  });

  it("gives up several rungs at once when the load jumps", () => {
    const steps = ladder();
    steps.update(0, 2);
    expect(steps.level).toBe(3);
    steps.update(9_999, 0);
    expect(steps.level).toBe(3);
    steps.update(10_000, 0);
    expect(steps.level).toBe(0);
  });

  it("gives rungs back one by one, a settling time apart, each for the load as it is by then", () => {
    const steps = new Ladder({ part: "ladder", rungs: RUNGS, dwellMs: 5_000, settleMs: 7_000 });
    steps.update(0, 2);
    const levels = [10, 16, 17, 18, 24, 25].map((second) => {
      steps.update(1000 * second, second === 24 ? 0.72 : 0.1);
      return steps.level;
    });
    expect(levels).toEqual([2, 2, 1, 1, 1, 0]);
    steps.update(40_000, 2);
    expect(steps.level).toBe(3);
  });

  it("stays as it is between the two thresholds, unlike a plain threshold", () => {
    const steps = ladder();
    for (let i = 0; i < 100; i++) steps.update(i * 20_000, i % 2 === 0 ? 0.86 : 0.84);
    expect(steps.history).toEqual([{ atMs: 0, rung: 0, on: true }]);
  });

  it("writes each switch into the timeline", () => {
    const events: TimelineEntry[] = [];
    const steps = ladder(events);
    steps.update(5, 0.87);
    steps.update(20_000, 0.1);
    expect(events.map(({ atMs, kind, text }) => [atMs, kind, text])).toEqual([
      [5, "rung", "avatars given up"],
      [20_000, "rung", "avatars given back"],
    ]);
  });

  it("refuses a rung that is given back above the load at which it is taken", () => {
    const rungs = [{ name: "odd", on: 0.5, off: 0.6 }];
    expect(() => new Ladder({ part: "ladder", rungs, dwellMs: 1 })).toThrow(/odd/);
  });

  it("does not flap under a noisy load at a threshold: within the hysteresis each rung switches once an hour", () => {
    const stream = openStream("noise", "ladder");
    const steps = ladder();
    for (let second = 0; second < 3600; second++) {
      steps.update(1000 * second, 0.85 + 0.12 * (stream.uniform() - 0.5));
    }
    // avatars and detail pages: on at 85 and 90 %, back below 70 and 75 %
    expect(steps.history.length).toBe(2);
  });

  it("switches a rung no more than once a dwell, under a load that jumps over both thresholds", () => {
    const steps = ladder();
    for (let second = 0; second < 3600; second++) steps.update(1000 * second, second % 2 === 0 ? 1 : 0);
    for (const rung of [0, 1, 2])
      expect(steps.history.filter((change) => change.rung === rung).length).toBeLessThanOrEqual(360);
  });

  it("takes a rung for any of its reasons, and gives it back when none is left", () => {
    const rungs = [{ name: "avatars", on: 0.85, off: 0.7, also: [{ figure: 1, on: 20, off: 5 }] }];
    const steps = new Ladder({ part: "ladder", rungs, dwellMs: 0 });
    const levels = [
      [0.1, 19],
      [0.1, 20],
      [0.1, 5],
      [0.8, 4],
      [0.9, 4],
      [0.1, 4],
    ].map(([load = 0, wait = 0], i) => {
      steps.update(i * 1000, load, [999, wait]);
      return steps.level;
    });
    expect(levels).toEqual([0, 1, 1, 1, 1, 0]);
  });

  it("holds a rung that is taken by hand, until the hand and the load have let go of it", () => {
    const events: TimelineEntry[] = [];
    const steps = ladder(events);
    steps.take(0, 1);
    expect([steps.level, steps.active(0), steps.active(1)]).toEqual([0, false, true]);
    steps.update(1000, 0.95);
    steps.letGo(2000, 1);
    expect([0, 1, 2].map((rung) => steps.active(rung))).toEqual([true, true, true]);
    steps.take(3000, 0);
    steps.update(20_000, 0.1);
    expect([0, 1, 2].map((rung) => steps.active(rung))).toEqual([true, false, false]);
    steps.letGo(30_000, 0);
    expect(steps.mask).toBe(0);
    expect([steps.taken[1], steps.heldMs(1, 99_000), steps.heldMs(0, 99_000)]).toEqual([1, 20_000, 29_000]);
    expect(events.map(({ atMs, text }) => [atMs, text])).toEqual([
      [0, "detail pages given up by hand"],
      [1000, "avatars given up"],
      [1000, "balance credit given up"],
      [20_000, "balance credit given back"],
      [20_000, "detail pages given back"],
      [30_000, "avatars given back by hand"],
    ]);
  });
});
