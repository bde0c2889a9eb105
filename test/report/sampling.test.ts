import { describe, expect, test } from "vitest";
import { coarse, worthDrawing } from "../../src/report/sampling.ts";
import { noise } from "./fixture-curve.ts";

const random = noise("sampling");
const noisy = Array.from({ length: 16_200 }, () => 0.3 + 0.1 * random());

describe("thinning a series", () => {
  test("keeps the least and the greatest value and both ends, and stays below its limit", () => {
    const spiked = noisy.map((v, i) => (i === 8123 ? 1 : i === 11_000 ? 0 : v));
    const kept = worthDrawing([spiked], 600);
    for (const w of [0, 8123, 11_000, 16_199]) expect(kept).toContain(w);
    expect(kept.length).toBeLessThanOrEqual(600);
  });

  test("keeps the least and the greatest of a series that is nothing but noise", () => {
    const kept = worthDrawing([noisy], 100);
    expect(kept).toContain(noisy.indexOf(Math.max(...noisy)));
    expect(kept).toContain(noisy.indexOf(Math.min(...noisy)));
  });

  test("keeps each series' peak when several share their windows", () => {
    const other = noisy.map((_, i) => (i === 777 ? 0.4 : 0));
    expect(worthDrawing([noisy, other], 600)).toContain(777);
  });

  test("spends its points on bends: between kept windows nothing strays by more than a pixel", () => {
    const bent = noisy.map((_, i) => (i < 9000 ? 0.1 : Math.max(0, 1 - (i - 9000) / 300)));
    const kept = worthDrawing([bent], 600);
    expect(kept.length).toBeLessThan(50);
    for (let k = 1; k < kept.length; k++) {
      const [a, b] = [kept[k - 1] ?? 0, kept[k] ?? 0];
      for (let i = a; i <= b; i++) {
        const straight = (bent[a] ?? 0) + (((bent[b] ?? 0) - (bent[a] ?? 0)) * (i - a)) / Math.max(1, b - a);
        expect(Math.abs((bent[i] ?? 0) - straight)).toBeLessThan(1 / 220);
      }
    }
  });

  test("keeps both edges of a gap", () => {
    const gap = noisy.map((_, i) => (i >= 100 && i < 200 ? null : 0.5));
    const kept = worthDrawing([gap], 600);
    for (const w of [99, 100, 199, 200]) expect(kept).toContain(w);
  });

  test("leaves a short series whole", () => {
    expect(worthDrawing([[1, 2, 3]], 600)).toEqual([0, 1, 2]);
  });
});

test("a table's row holds the highest of its windows, and nothing where there was no sample", () => {
  const of = { fromMs: 0, windowMs: 10, values: [1, 9, null, null, 3] };
  expect(coarse(of, 3)).toEqual({ fromMs: 0, windowMs: 20, values: [9, null, 3] });
});
