import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { Health, type HealthParams } from "../../../src/model/control/health.ts";
import type { TimelineEntry } from "../../../src/model/control/timeline.ts";

const PARAMS: HealthParams = {
  windowMs: 1000,
  minCalls: 20,
  failureShare: 0.5,
  gray: { windowMs: 30_000, minCalls: 200, failureShare: 0.1, peersFactor: 3 },
  openMs: 10_000,
  openMaxMs: 300_000,
  probeRateRps: 1,
  successes: 1,
  rampMs: 20_000,
  rampFrom: 0.1,
};

interface Others {
  events?: TimelineEntry[];
  mayMask?: () => boolean;
  peersFailureShare?: number;
}

function health(others: Others = {}, changes: Partial<HealthParams> = {}): Health {
  const { events = [], mayMask = () => true, peersFailureShare = 0 } = others;
  const peers = { mayMask, failureShare: () => peersFailureShare };
  return new Health("set-03 seen from sz", { ...PARAMS, ...changes }, peers, (event) => events.push(event));
}

/** Without a second window, for what the first one does. */
const NO_GRAY = { gray: { ...PARAMS.gray, minCalls: Infinity } };

/** Calls 10 ms apart; returns when it was masked, or Infinity. */
function maskedAtMs(part: Health, ok: (ms: number) => boolean, untilMs: number): number {
  for (let ms = 0; ms < untilMs; ms += 10) {
    part.report(ok(ms), false, ms);
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
    expect(maskedAtMs(health({}, NO_GRAY), () => draws.uniform() > 0.6, 60_000)).toBeLessThan(5000);
    expect(maskedAtMs(health({}, NO_GRAY), () => draws.uniform() > 0.3, 600_000)).toBe(Infinity);
  });

  it("never masks on fewer than the minimum of calls in a window", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 53, max: 1000 }), { maxLength: 200 }), (gaps) => {
        const part = health();
        let nowMs = 0;
        // At least 53 ms apart, a window of 1 s holds 19.
        for (const gap of gaps) {
          nowMs += gap;
          part.report(false, false, nowMs);
        }
        expect(part.masks).toBe(0);
      }),
      { seed: 10, numRuns: 200 },
    );
  });

  it("keeps a mask for its time, then lets single probes through, and unmasks on a success", () => {
    const events: TimelineEntry[] = [];
    const part = health({ events });
    const maskMs = maskedAtMs(part, () => false, 1000);
    expect(maskMs).toBe(190);
    // A success now may be of a call from before: it proves nothing yet.
    part.report(true, false, maskMs + 100);
    const probed: number[] = [];
    for (let ms = maskMs; ms < maskMs + 13_000; ms += 10) if (part.takesProbe(ms)) probed.push(ms - maskMs);
    expect(probed).toEqual([10_000, 11_000, 12_000]);
    part.report(false, false, maskMs + 13_000);
    expect(part.isMasked).toBe(true);
    part.report(true, false, maskMs + 13_100);
    expect(part.isMasked).toBe(false);
    expect(part.takesProbe(maskMs + 13_100)).toBe(false);
    expect(events.map((event) => event.kind)).toEqual(["mask", "probe", "probe", "probe", "unmask"]);
  });

  it("starts afresh after an unmask: failures of before do not mask it again", () => {
    const part = health();
    const maskMs = maskedAtMs(part, () => false, 1000);
    part.takesProbe(maskMs + 10_000);
    part.report(true, false, maskMs + 10_010);
    for (let i = 0; i < 19; i++) part.report(false, false, maskMs + 10_020 + i);
    expect(part.isMasked).toBe(false);
    part.report(false, false, maskMs + 10_040);
    expect(part.masks).toBe(2);
  });

  it("lets a growing share of users in after an unmask: a tenth at first, all after twenty seconds", () => {
    const part = health();
    const maskMs = maskedAtMs(part, () => false, 1000);
    expect(part.openShare(maskMs)).toBe(0);
    part.takesProbe(maskMs + 10_000);
    part.report(true, false, maskMs + 10_000);
    const shares = [0, 1000, 5000, 19_000, 20_000].map((ms) => part.openShare(maskMs + 10_000 + ms));
    expect(shares).toEqual([0.1, 0.1, 0.25, 0.95, 1]);
  });

  it("unmasks after so many probes in a row that succeed, and a slow one is no success", () => {
    const part = health({}, { successes: 3 });
    const maskMs = maskedAtMs(part, () => false, 1000);
    const outcomes = ["ok", "ok", "slow", "ok", "fails", "ok", "ok", "ok"];
    const masked = outcomes.map((outcome, i) => {
      const ms = maskMs + 10_000 + 1000 * i;
      part.takesProbe(ms);
      part.report(outcome !== "fails", outcome === "slow", ms);
      return part.isMasked;
    });
    expect(masked).toEqual([true, true, true, true, true, true, true, false]);
  });

  it("masks for twice as long after each relapse, up to the longest", () => {
    const part = health({}, { openMaxMs: 60_000 });
    let ms = 0;
    const openMs = Array.from({ length: 5 }, () => {
      for (; !part.isMasked; ms += 10) part.report(false, false, ms);
      const maskMs = ms;
      while (!part.takesProbe(ms)) ms += 100;
      const probedMs = ms;
      part.report(true, false, ms);
      return probedMs - maskMs;
    });
    expect(openMs).toEqual([10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it("does not mask what may not be masked, and says so once in the time of a mask", () => {
    const events: TimelineEntry[] = [];
    const part = health({ events, mayMask: () => false });
    expect(maskedAtMs(part, () => false, 25_000)).toBe(Infinity);
    expect(events.map(({ kind }) => kind)).toEqual(["detect", "detect", "detect"]);
    expect(events[0]?.text).toMatch(/^not masked/);
  });
});

describe("a gray failure", () => {
  it("of one call in five is found with the two hundredth call", () => {
    // 100 calls a second: 200 of them last two seconds, and one in five is more than one in ten.
    const foundMs = maskedAtMs(health(), (ms) => ms % 50 !== 0, 60_000);
    expect(foundMs).toBeGreaterThanOrEqual(1990);
    expect(foundMs).toBeLessThanOrEqual(2040);
  });

  it("that comes upon a healthy window is found when it fills half of it", () => {
    const onset = 60_000;
    // The window holds 27 to 30 s of calls; 10 % of them have failed when half of them are from the bad time.
    const foundMs = maskedAtMs(health(), (ms) => ms < onset || ms % 50 !== 0, 120_000) - onset;
    expect(foundMs).toBeGreaterThan(13_400);
    expect(foundMs).toBeLessThan(15_100);
  });

  it("of slowness alone is found, too", () => {
    const part = health();
    let ms = 0;
    for (; !part.isMasked && ms < 60_000; ms += 10) part.report(true, ms % 50 === 0, ms);
    expect(ms).toBeLessThan(3000);
  });

  it("that all have is nobody's: a part is masked only when it is three times as bad as its peers", () => {
    const masks = [0.06, 0.07].map((peersFailureShare) => {
      return maskedAtMs(health({ peersFailureShare }), (ms) => ms % 50 !== 0, 20_000) < Infinity;
    });
    expect(masks).toEqual([true, false]);
  });

  it("judges at scale 1/k on as many simulated calls as at 1/1, from a window up to k times as long", () => {
    // A call each 200 ms: five in a window, each for a thousand real ones.
    const at = (scaleK: number) => {
      const part = health({}, { scaleK, ...NO_GRAY });
      for (let ms = 0; ms < 60_000; ms += 200) {
        part.report(ms < 20_000, false, ms);
        if (part.isMasked) return ms - 20_000;
      }
      return Infinity;
    };
    // Ten of the last twenty, and of what the oldest tenth holds.
    expect(at(1000)).toBeGreaterThanOrEqual(9 * 200);
    expect(at(1000)).toBeLessThanOrEqual(10 * 200);
    // Twenty calls in four windows: at 1/4 each had twenty real ones.
    expect(at(5)).toBe(at(1000));
    // In two windows there are ten simulated calls: in real life too few, too.
    expect(at(2)).toBe(Infinity);
    expect(at(1)).toBe(Infinity);
  });

  it("takes no chance run of failures for a failure, at any scale", () => {
    // One call in twenty fails; ten of twenty do so once in 10^8 windows.
    const draws = new RandomStream("chance");
    const part = health({}, { scaleK: 1000, ...NO_GRAY });
    for (let ms = 0; ms < 3_600_000; ms += 150) part.report(draws.uniform() > 0.05, false, ms);
    expect(part.masks).toBe(0);
  });
});
