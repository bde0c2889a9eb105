import { expect, test } from "vitest";
import { compileDistribution, lognormalFromMedianP99 } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { TabulatedLaw } from "../../../src/model/storage/tabulated-law.ts";

const lognormal = compileDistribution(lognormalFromMedianP99(1.5, 6));
const table = new TabulatedLaw(lognormal);

test("every quantile is the law's own, to 0.05 %, and exact in the tails", () => {
  let worst = 0;
  for (let i = 1; i < 100_000; i++) {
    const p = i / 100_000;
    worst = Math.max(worst, Math.abs(table.quantile(p) / lognormal.quantile(p) - 1));
  }
  expect(worst).toBeLessThan(0.0005);
  for (const p of [0, 1e-6, 0.005, 0.995, 0.9999]) expect(table.quantile(p)).toBe(lognormal.quantile(p));
});

test("draws are in step with the law's own, and their mean is its mean", () => {
  const ours = openStream("table", "same");
  const theirs = openStream("table", "same");
  const n = 100_000;
  let off = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const draw = table.sample(ours);
    const exact = lognormal.sample(theirs);
    off = Math.max(off, Math.abs(draw / exact - 1));
    sum += draw - exact;
  }
  expect(off).toBeLessThan(0.0005);
  expect(Math.abs(sum / n / lognormal.mean)).toBeLessThan(2e-5);
});

test("a law with a jump is kept but for the cell of the jump", () => {
  const two = compileDistribution({ kind: "empirical", values: [1, 3] });
  const tabulated = new TabulatedLaw(two);
  expect(tabulated.quantile(0.4)).toBe(1);
  expect(tabulated.quantile(0.6)).toBe(3);
  expect(tabulated.mean).toBe(2);
});
