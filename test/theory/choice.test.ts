import { expect, test } from "vitest";
import { openStream } from "../../src/kernel/random.ts";
import { Choice } from "../../src/model/lab/choice.ts";

/** Mean fullest bin over many throws, and its standard error. */
function fullest(how: "random" | "twoChoices" | "inTurn", throws: number): { mean: number; error: number } {
  const maxima = Array.from({ length: throws }, (_, i) => {
    const bins = new Int32Array(100);
    const among = {
      length: 100,
      masked: 0,
      isMasked: () => false,
      presentAt: (bin: number) => bins[bin] ?? 0,
    };
    const choice = new Choice({ how, among, stream: openStream(`throw ${i}`, "balls") });
    for (let ball = 0; ball < 1000; ball++) {
      const bin = choice.pick(0);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    return Math.max(...bins);
  });
  const mean = maxima.reduce((sum, max) => sum + max, 0) / throws;
  const squares = maxima.reduce((sum, max) => sum + (max - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (throws - 1) / throws) };
}

test("of 1,000 balls in 100 bins the fullest holds 18.76166 on average; with two choices a few more than ten", () => {
  const { mean, error } = fullest("random", 2000);
  expect(Math.abs(mean - 18.76166)).toBeLessThan(4 * error);
  expect(4 * error).toBeLessThan(0.01 * 18.76166);
  expect(fullest("twoChoices", 50).mean).toBeLessThan(12.5);
  expect(fullest("inTurn", 1).mean).toBe(10);
});
