import fc from "fast-check";
import { describe, expect, it } from "vitest";
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
});
