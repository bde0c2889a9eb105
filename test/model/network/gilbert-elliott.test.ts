import { expect, test } from "vitest";
import { openStream } from "../../../src/kernel/random.ts";
import { GilbertElliott } from "../../../src/model/network/gilbert-elliott.ts";

const MESSAGES = 400_000;

function losses(params: ConstructorParameters<typeof GilbertElliott>[0]): boolean[] {
  const stream = openStream("gilbert", "losses");
  const channel = new GilbertElliott(params);
  channel.settle(stream);
  return Array.from({ length: MESSAGES }, () => channel.loses(stream));
}

test("Gilbert's channel loses p / (p + r), in bursts of 1 / r, again with 1 - r", () => {
  const params = { toBad: 0.01, toGood: 0.3, lossGood: 0, lossBad: 1 };
  const lost = losses(params);
  const all = lost.filter((one) => one).length;
  const again = lost.filter((one, i) => one && lost[i - 1]).length;
  const exact = new GilbertElliott(params).loss;
  expect(exact).toBeCloseTo(0.0322581, 7);
  // Four standard errors; the variance of a count of a Markov chain with memory .69.
  expect(Math.abs(all / MESSAGES - exact)).toBeLessThan(4 * Math.sqrt(0.1702 / MESSAGES));
  expect(Math.abs(again / all - 0.7)).toBeLessThan(4 * Math.sqrt(0.21 / all));
  expect(Math.abs(all / (all - again) - 1 / 0.3)).toBeLessThan(
    (4 * Math.sqrt(0.7)) / 0.3 / Math.sqrt(all - again),
  );
});

test("a channel that loses as much when it is good has no bursts", () => {
  const lost = losses({ toBad: 0.1, toGood: 0.1, lossGood: 0.2, lossBad: 0.2 });
  const after = lost.filter((_, i) => lost[i - 1]);
  const again = after.filter((one) => one).length / after.length;
  expect(Math.abs(again - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / after.length));
});

test("shares beyond 0 and 1, and a channel that never changes, are refused", () => {
  const good = { toBad: 0.1, toGood: 0.1, lossGood: 0, lossBad: 1 };
  for (const bad of [{ toBad: 2 }, { lossBad: -1 }, { toBad: 0, toGood: 0 }])
    expect(() => new GilbertElliott({ ...good, ...bad })).toThrow("shares must be within 0 and 1");
});
