import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallWindow } from "../../../src/model/control/call-window.ts";

const calls = fc.array(fc.record({ gapMs: fc.integer({ min: 0, max: 700 }), failed: fc.boolean() }), {
  maxLength: 120,
});

describe("CallWindow", () => {
  it("holds the calls of the last window, give or take a tenth of it", () => {
    fc.assert(
      fc.property(calls, (all) => {
        const window = new CallWindow({ windowMs: 1000 });
        let nowMs = 0;
        const made: { atMs: number; failed: boolean }[] = [];
        for (const { gapMs, failed } of all) {
          nowMs += gapMs;
          window.add(failed, nowMs);
          made.push({ atMs: nowMs, failed });
          const first = 100 * (Math.floor(nowMs / 100) - 9);
          const within = made.filter(({ atMs }) => atMs >= first);
          expect([window.calls, window.failures]).toEqual([
            within.length,
            within.filter((call) => call.failed).length,
          ]);
        }
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it("reaches back for as many as it should hold, and no further than it may", () => {
    fc.assert(
      fc.property(
        calls,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 8 }),
        (all, atLeast, stretchMax) => {
          const window = new CallWindow({ windowMs: 1000, atLeast, stretchMax });
          let nowMs = 0;
          const times: number[] = [];
          for (const { gapMs, failed } of all) {
            nowMs += gapMs;
            window.add(failed, nowMs);
            times.push(nowMs);
            const reach = times.filter(
              (ms) => Math.floor(ms / 100) > Math.floor(nowMs / 100) - 10 * stretchMax,
            );
            const plain = times.filter((ms) => Math.floor(ms / 100) > Math.floor(nowMs / 100) - 10);
            expect(window.calls).toBeGreaterThanOrEqual(Math.min(atLeast, reach.length));
            expect(window.calls).toBeGreaterThanOrEqual(plain.length);
            expect(window.calls).toBeLessThanOrEqual(reach.length);
          }
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  it("forgets all when it is told to", () => {
    const window = new CallWindow({ windowMs: 1000, atLeast: 5, stretchMax: 10 });
    for (const ms of [0, 10, 950]) window.add(true, ms);
    window.clear();
    expect([window.calls, window.failures, window.failureShare]).toEqual([0, 0, 0]);
    window.add(false, 960);
    window.slide(20_000);
    expect(window.calls).toBe(0);
  });
});
