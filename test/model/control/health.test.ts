import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { Health, type HealthParams, minCallsAtScale } from "../../../src/model/control/health.ts";
import type { TimelineEntry } from "../../../src/model/control/timeline.ts";

const PARAMS: HealthParams = {
  windowMs: 1000,
  minCalls: 20,
  failureShare: 0.5,
  openMs: 10_000,
  probeRateRps: 1,
};

function health(events: TimelineEntry[] = [], changes: Partial<HealthParams> = {}): Health {
  return new Health("set-03 seen from sz", { ...PARAMS, ...changes }, (event) => events.push(event));
}

/** Calls 10 ms apart; returns when it was masked, or Infinity. */
function maskedAtMs(part: Health, ok: (ms: number) => boolean, untilMs: number): number {
  for (let ms = 0; ms < untilMs; ms += 10) {
    part.report(ok(ms), ms);
    if (part.isMasked) return ms;
  }
  return Infinity;
}

describe("Health", () => {
  it("masks once half of the last window's calls have failed: half a window after a total failure", () => {
    const at = maskedAtMs(health(), (ms) => ms < 5000, 10_000);
    // The window slides in tenths: it holds 0.9 to 1 s.
    expect(at - 5000).toBeGreaterThanOrEqual(440);
    expect(at - 5000).toBeLessThanOrEqual(500);
  });

  it("finds a part that fails 60 % of its calls, and leaves one alone that fails 30 %", () => {
    const draws = new RandomStream("gray");
    expect(maskedAtMs(health(), () => draws.uniform() > 0.6, 60_000)).toBeLessThan(5000);
    expect(maskedAtMs(health(), () => draws.uniform() > 0.3, 600_000)).toBe(Infinity);
  });

  it("never masks on fewer than the minimum of calls in a window", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 53, max: 1000 }), { maxLength: 200 }), (gaps) => {
        const part = health();
        let nowMs = 0;
        // At least 53 ms apart, a window of 1 s holds 19.
        for (const gap of gaps) {
          nowMs += gap;
          part.report(false, nowMs);
        }
        expect(part.masks).toBe(0);
      }),
      { seed: 10, numRuns: 200 },
    );
  });

  it("keeps a mask for its time, then lets single probes through, and unmasks on a success", () => {
    const events: TimelineEntry[] = [];
    const part = health(events);
    const maskMs = maskedAtMs(part, () => false, 1000);
    expect(maskMs).toBe(190);
    // A success now may be of a call from before: it proves nothing yet.
    part.report(true, maskMs + 100);
    const admitted: number[] = [];
    for (let ms = maskMs; ms < maskMs + 13_000; ms += 10) if (part.admits(ms)) admitted.push(ms - maskMs);
    expect(admitted).toEqual([10_000, 11_000, 12_000]);
    part.report(false, maskMs + 13_000);
    expect(part.isMasked).toBe(true);
    part.report(true, maskMs + 13_100);
    expect(part.isMasked).toBe(false);
    expect(part.admits(maskMs + 13_100)).toBe(true);
    expect(events.map((event) => event.kind)).toEqual(["mask", "probe", "probe", "probe", "unmask"]);
  });

  it("starts afresh after an unmask: failures of before do not mask it again", () => {
    const part = health();
    const maskMs = maskedAtMs(part, () => false, 1000);
    part.admits(maskMs + 10_000);
    part.report(true, maskMs + 10_010);
    for (let i = 0; i < 19; i++) part.report(false, maskMs + 10_020 + i);
    expect(part.isMasked).toBe(false);
    part.report(false, maskMs + 10_040);
    expect(part.masks).toBe(2);
  });

  it("asks at scale 1/k for a k-th of the calls, but never for fewer than 3", () => {
    expect([1, 4, 35, 106].map((k) => minCallsAtScale(20, k))).toEqual([20, 5, 3, 3]);
    expect(minCallsAtScale(2, 10)).toBe(2);
  });
});
