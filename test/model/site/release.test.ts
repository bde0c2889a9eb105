import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { Release } from "../../../src/model/site/release.ts";

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
          const release = new Release({ rateRps, windows, credit });
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
      const release = new Release({ rateRps: 136.2, windows: WINDOWS });
      const draws = new RandomStream("ask");
      for (let ms = 0; ms < 6000; ms += draws.exponential(1 / shakesPerMs)) release.take(ms);
      return release.given;
    });
    expect(new Set(given).size).toBe(1);
    expect(given[0]).toBe(Math.floor(136.2 * 2.5));
  });

  it("spaces packets evenly", () => {
    const release = new Release({ rateRps: 10, windows: WINDOWS });
    const takenMs: number[] = [];
    for (let ms = 0; ms < 3000; ms++) if (release.take(ms)) takenMs.push(ms);
    expect(takenMs).toEqual(Array.from({ length: 19 }, (_, i) => 1100 + 100 * i));
  });

  it("keeps for the next round what nobody asked for", () => {
    const release = new Release({ rateRps: 10, windows: WINDOWS });
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
      const release = new Release({ rateRps, windows: WINDOWS, credit: draws.uniform() });
      for (let ms = 0; ms < 6000; ms += 5) release.take(ms);
      total += release.given;
    }
    const exact = servers * rateRps * 2.5;
    const share = (rateRps * 2.5) % 1;
    expect(Math.abs(total - exact)).toBeLessThanOrEqual(4 * Math.sqrt(servers * share * (1 - share)));
  });
});
