import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { Arrivals } from "../../../src/model/traffic/arrivals.ts";
import { Curve } from "../../../src/model/traffic/curve.ts";
import { Population } from "../../../src/model/traffic/population.ts";

const GAP_MS = 4000;

function population(users: number, seed = "people"): Population {
  const people = new Population({ users, shakeGapMs: GAP_MS, winsPerUserMax: 3 });
  people.startPhase(new RandomStream(seed));
  return people;
}

describe("Population", () => {
  it("lets nobody shake before the gap is over, however the rate goes, while there are enough users", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 100, max: 9000 })), {
          maxLength: 6,
        }),
        fc.integer(),
        (stretches, seed) => {
          const people = population(2000, `${seed}`);
          const stream = new RandomStream(`${seed}/gaps`);
          const lastMs = new Map<number, number>();
          let nowMs = 0;
          let leastMs = Infinity;
          for (const [rateRps, lengthMs] of stretches) {
            const endMs = nowMs + lengthMs;
            people.startPhase(stream);
            while (rateRps > 0) {
              nowMs += stream.exponential(1000 / rateRps);
              if (nowMs >= endMs) break;
              const user = people.next(nowMs);
              leastMs = Math.min(leastMs, nowMs - (lastMs.get(user) ?? -Infinity));
              lastMs.set(user, nowMs);
            }
            nowMs = endMs;
          }
          expect(leastMs).toBeGreaterThanOrEqual(GAP_MS);
          expect(people.early).toBe(0);
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });

  it.each([
    [2 ** 20 - 1, 128],
    [2 ** 20, 256],
    [2 ** 25, 4096],
    [2 ** 26, 4096],
  ])("lets newcomers out of %d users come from %d who are neighbours", (users, neighbours) => {
    const people = population(users);
    const come = Array.from({ length: 4 * neighbours }, () => people.next(0));
    expect(new Set(come).size).toBe(4 * neighbours);
    expect(new Set(come.map((user) => Math.floor(user / neighbours))).size).toBe(4);
  });

  it("keeps the gap while thousands join those who play already", () => {
    const people = population(100_000);
    const lastMs = new Map<number, number>();
    let leastMs = Infinity;
    // Faster and faster: at the end 10,000 shakes a second.
    for (let nowMs = 0; nowMs < 20_000; nowMs += 200 / (100 + nowMs / 10)) {
      const user = people.next(nowMs);
      leastMs = Math.min(leastMs, nowMs - (lastMs.get(user) ?? -Infinity));
      lastMs.set(user, nowMs);
    }
    expect(people.playing).toBeGreaterThan(20_000);
    expect(leastMs).toBeGreaterThanOrEqual(GAP_MS);
  });

  it("keeps rate x gap users playing, each of whom comes back after 1 to 1.1 gaps", () => {
    const rateRps = 5000;
    const people = population(100_000);
    const curve = new Curve({ backgrounds: [{ fromMs: 0, toMs: 30_000, rateRps }], rounds: [] });
    const arrivals = new Arrivals(curve);
    const stream = new RandomStream("steady");
    const lastMs = new Map<number, number>();
    let returns = 0;
    let sumMs = 0;
    let mostMs = 0;
    for (let at = arrivals.next(0, stream); at < Infinity; at = arrivals.next(at, stream)) {
      const user = people.next(at);
      const before = lastMs.get(user);
      lastMs.set(user, at);
      if (before === undefined || at < 10_000) continue;
      returns++;
      sumMs += at - before;
      mostMs = Math.max(mostMs, at - before);
    }
    expect(mostMs).toBeLessThanOrEqual(1.1 * GAP_MS);
    expect(returns).toBeGreaterThan(0.95 * 20 * rateRps);
    // Within 3 %: the ring grows to cover the Poisson process's thickest gap (4 sd of 20,000 arrivals).
    expect(Math.abs(sumMs / returns / GAP_MS - 1)).toBeLessThan(0.03);
    expect(Math.abs(people.playing / (rateRps * 4) - 1)).toBeLessThan(0.03);
    expect(Math.abs(lastMs.size / (rateRps * 4) - 1)).toBeLessThan(0.03);
  });

  it("follows the rate: three times the rate, three times the people; no more rate, nobody", () => {
    const people = population(10_000);
    const play = (fromMs: number, toMs: number, gapMs: number): number => {
      for (let ms = fromMs; ms < toMs; ms += gapMs) people.next(ms);
      return people.playing;
    };
    expect(play(0, 20_000, 10)).toBeCloseTo(400, -1);
    expect(play(20_000, 40_000, 10 / 3)).toBeCloseTo(1200, -2);
    expect(play(40_000, 60_000, 10)).toBeLessThanOrEqual(440);
    expect(play(200_000, 200_001, 10)).toBe(1);
  });

  it("brings other people in each phase, spread over the whole population", () => {
    const people = population(50_000, "a");
    const stream = new RandomStream("b");
    const playersFrom = (fromMs: number): Set<number> => {
      people.startPhase(stream);
      return new Set(Array.from({ length: 5000 }, (_, i) => people.next(fromMs + i / 10)));
    };
    const first = playersFrom(0);
    const second = playersFrom(100_000);
    expect(first.size).toBe(5000);
    const both = [...second].filter((user) => first.has(user)).length;
    // Independent tenths share a tenth of each other; strides share more or less, never most.
    expect(both).toBeLessThan(1500);
    for (const quarter of [0, 1, 2, 3]) {
      const there = [...second].filter((user) => Math.floor((4 * user) / 50_000) === quarter);
      expect(there.length).toBeGreaterThan(500);
    }
  });

  it("is bounded: when all play, the longest rested shake early, and that is counted", () => {
    const people = population(100);
    const seen = new Set<number>();
    for (let i = 0; i < 1000; i++) seen.add(people.next(i));
    expect(seen.size).toBe(100);
    expect(people.playing).toBe(100);
    expect(people.early).toBe(900);
  });

  it("lets a user win three times and not once more", () => {
    const people = population(10);
    const user = people.next(0);
    expect([1, 2, 3, 4].map(() => people.win(user))).toEqual([true, true, true, false]);
    expect(people.winsOf(user)).toBe(3);
    expect(people.mayWin(user)).toBe(false);
    for (let i = 1; i < 40; i++) people.next(i * 5000);
    expect(people.winsOf(user)).toBe(3);
    expect(people.mayWin((user + 1) % 10)).toBe(true);
  });

  it("players of two phases are as many the same as by chance, though neighbours come together", () => {
    const users = 400_000;
    const people = new Population({ users, shakeGapMs: GAP_MS, winsPerUserMax: 3 });
    const stream = new RandomStream("phases");
    const phases = Array.from({ length: 6 }, (_, phase) => {
      people.startPhase(stream);
      return new Set(
        Array.from({ length: users / 8 }, (_, i) => people.next(phase * 100_000 + (4000 * i) / users)),
      );
    });
    const shared = phases.flatMap((a, i) =>
      phases.slice(i + 1).map((b) => [...b].filter((u) => a.has(u)).length),
    );
    const mean = shared.reduce((sum, n) => sum + n, 0) / shared.length;
    // An eighth of each other on average; walks of constant stride leave more spread than chance does.
    expect(mean / (users / 64)).toBeGreaterThan(0.5);
    expect(mean / (users / 64)).toBeLessThan(1.5);
  });

  it("reaches every user before it comes to one twice, whatever its size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer(), (users, seed) => {
        const people = population(users, `${seed}`);
        const seen = new Set(Array.from({ length: users }, (_, i) => people.next(i / users)));
        expect(seen.size).toBe(users);
      }),
      { seed: 6, numRuns: 100 },
    );
  });
});
