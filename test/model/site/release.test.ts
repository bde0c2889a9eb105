import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { createRelease, type Pace } from "../../../src/model/site/release.ts";
import { expectMean } from "../../kernel/expect-mean.ts";

const WINDOWS = [
  { fromMs: 1000, toMs: 3000 },
  { fromMs: 5000, toMs: 5500 },
];

describe("Release", () => {
  it("gives the integral of its rate over the rounds, within one packet, if enough ask", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 500 })), {
          maxLength: 6,
        }),
        fc.double({ min: 0, max: 200, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (stretches, rateRps, credit) => {
          let atMs = 0;
          let openMs = 0;
          const windows = stretches.map(([waitMs, lengthMs]) => {
            const fromMs = atMs + waitMs;
            atMs = fromMs + lengthMs;
            openMs += lengthMs;
            return { fromMs, toMs: atMs };
          });
          const release = createRelease({ rateRps, windows, credit });
          for (let ms = 0; ms <= atMs + 10; ms++) {
            const open = windows.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);
            while (release.take(ms)) expect(open).toBe(true);
          }
          expect(Math.abs(release.given - (openMs * rateRps) / 1000)).toBeLessThanOrEqual(1 + rateRps / 1000);
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  it("does not depend on how many ask, unlike a probability of winning", () => {
    const given = [1, 10, 100].map((shakesPerMs) => {
      const release = createRelease({ rateRps: 136.2, windows: WINDOWS });
      const draws = new RandomStream("ask");
      for (let ms = 0; ms < 6000; ms += draws.exponential(1 / shakesPerMs)) release.take(ms);
      return release.given;
    });
    expect(new Set(given).size).toBe(1);
    expect(given[0]).toBe(Math.floor(136.2 * 2.5));
  });

  it("spaces packets evenly", () => {
    const release = createRelease({ rateRps: 10, windows: WINDOWS });
    const takenMs: number[] = [];
    for (let ms = 0; ms < 3000; ms++) if (release.take(ms)) takenMs.push(ms);
    expect(takenMs).toEqual(Array.from({ length: 19 }, (_, i) => 1100 + 100 * i));
  });

  it("keeps for the next round what nobody asked for", () => {
    const release = createRelease({ rateRps: 10, windows: WINDOWS });
    expect(release.take(4000)).toBe(false);
    let given = 0;
    while (release.take(5000)) given++;
    expect(given).toBe(20);
    expect(release.take(6000)).toBe(false);
  });

  it("over many servers with drawn credits gives the integral, each within one packet of it", () => {
    const draws = new RandomStream("credits");
    const servers = 638;
    const rateRps = 0.33;
    let total = 0;
    for (let i = 0; i < servers; i++) {
      const release = createRelease({ rateRps, windows: WINDOWS, credit: draws.uniform() });
      for (let ms = 0; ms < 6000; ms += 5) release.take(ms);
      total += release.given;
    }
    const exact = servers * rateRps * 2.5;
    const share = (rateRps * 2.5) % 1;
    expect(Math.abs(total - exact)).toBeLessThanOrEqual(4 * Math.sqrt(servers * share * (1 - share)));
  });
});

const PACES = [
  { kind: "even" },
  { kind: "tokenBucket", burst: 5 },
  { kind: "remaining" },
] as const satisfies readonly Pace[];

/** When packets are given to people who ask every millisecond in spans of time. */
function given(
  pace: Pace,
  asked: readonly (readonly [fromMs: number, toMs: number])[],
  rateRps = 100,
): number[] {
  const release = createRelease({ rateRps, windows: WINDOWS }, pace);
  const takenMs: number[] = [];
  for (let ms = 0; ms < 6000; ms++) {
    if (!asked.some(([fromMs, toMs]) => ms >= fromMs && ms < toMs)) continue;
    while (release.take(ms)) takenMs.push(ms);
  }
  expect(release.given).toBe(takenMs.length);
  return takenMs;
}

const inWindow = (ms: number) => WINDOWS.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);

describe.each(PACES.map((pace) => [pace.kind, pace] as const))("the pace %s", (_, pace) => {
  it("gives the steady rate to those who ask all the time, and all of it", () => {
    const takenMs = given(pace, [[0, 6000]]);
    expect(Math.abs(takenMs.length - 250)).toBeLessThanOrEqual(1);
    expect(takenMs.slice(0, 3)).toEqual([1010, 1020, 1030]);
    expect(takenMs.every(inWindow)).toBe(true);
  });

  it("never gives more than the integral of its rate, whoever asks when", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6000 }), { maxLength: 12 }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        (times, rateRps) => {
          const spans = times
            .sort((a, b) => a - b)
            .flatMap((from, i) => (i % 2 === 0 ? [[from, times[i + 1] ?? 6000] as const] : []));
          const takenMs = given(pace, spans, rateRps);
          expect(takenMs.every(inWindow)).toBe(true);
          expect(takenMs.length).toBeLessThanOrEqual(2.5 * rateRps + 1e-6);
        },
      ),
      { seed: 5, numRuns: 150 },
    );
  });
});

describe("packets that nobody asked for in the first second of the rounds", () => {
  const late = (pace: Pace) => given(pace, [[2000, 6000]]);

  it("are all due at once at an even pace", () => {
    const takenMs = late({ kind: "even" });
    expect(takenMs.filter((ms) => ms === 2000).length).toBe(100);
    expect(takenMs.length).toBe(249);
  });

  it("are but for a burst not given at all from a token bucket: no more than burst + rate x time in any time", () => {
    const takenMs = late({ kind: "tokenBucket", burst: 5 });
    expect(takenMs.filter((ms) => ms === 2000).length).toBe(5);
    expect(takenMs.length).toBe(5 + 149);
    takenMs.forEach((fromMs, i) => {
      takenMs.slice(i).forEach((toMs, n) => {
        expect(n + 1).toBeLessThanOrEqual(5 + (toMs - fromMs) / 10 + 1e-6);
      });
    });
  });

  it("are spread over the rest of the rounds where the pace goes by what remains", () => {
    const takenMs = late({ kind: "remaining" });
    // One at once; then 249 in 1,500 ms.
    expect(takenMs.filter((ms) => ms === 2000).length).toBe(1);
    expect(takenMs.length).toBeGreaterThanOrEqual(248);
    expect(takenMs.length).toBeLessThanOrEqual(250);
    const gapsMs = takenMs.slice(1).map((ms, i) => ms - (takenMs[i] as number));
    const within = gapsMs.filter((gapMs) => gapMs < 100);
    expect(Math.max(...within)).toBeLessThanOrEqual(Math.ceil(1500 / 249) + 1);
  });
});

it("a token bucket asked by a Poisson process loses askers as M/D/1/K does, K = burst", () => {
  // K = 1 is M/D/1/1: an asker is lost with rho / (1 + rho), rho = asked / rate.
  const runs = Array.from({ length: 60 }, (_, run) => {
    const draws = new RandomStream(`ask ${run}`);
    const release = createRelease(
      { rateRps: 1000, windows: [{ fromMs: 0, toMs: 1e9 }] },
      { kind: "tokenBucket", burst: 1 },
    );
    let nowMs = 10;
    let lost = 0;
    for (let i = 0; i < 20_000; i++) {
      nowMs += draws.exponential(1 / 0.8);
      if (!release.take(nowMs)) lost++;
    }
    return lost / 20_000;
  });
  expectMean(runs, 0.8 / 1.8);
});
