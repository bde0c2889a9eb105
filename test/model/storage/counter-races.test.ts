import fc from "fast-check";
import { expect, test } from "vitest";
import { CounterRaces } from "../../../src/model/storage/counter-races.ts";

test("nobody swaps between another's read and swap, and who loses lost to somebody", () => {
  const tries = fc.array(fc.record({ gapMs: fc.nat(3), opMs: fc.integer({ min: 1, max: 4 }) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(tries, (all) => {
      const races = new CounterRaces();
      races.reset(2);
      const won: { readMs: number; swapMs: number }[] = [];
      let nowMs = 0;
      for (const { gapMs, opMs } of all) {
        nowMs += gapMs;
        const swapMs = nowMs + opMs;
        const rivals = won.filter((other) => other.swapMs > nowMs && other.readMs < swapMs);
        expect(races.swap(2, nowMs, swapMs)).toBe(rivals.length === 0);
        if (rivals.length === 0) won.push({ readMs: nowMs, swapMs });
      }
    }),
  );
});

test("a counter that is used again knows nothing of the one before", () => {
  const races = new CounterRaces();
  races.reset(0);
  expect(races.swap(0, 0, 10)).toBe(true);
  expect(races.swap(0, 5, 12)).toBe(false);
  races.reset(0);
  expect(races.swap(0, 5, 12)).toBe(true);
});
