import { expect, test } from "vitest";
import { retransmissionMs } from "../../../src/model/network/retransmission.ts";

test.each([
  [0.5, 0],
  [0.0999, 1000],
  [0.0101, 1000],
  [0.0099, 3000],
  [0.00099, 7000],
])("with a loss of a tenth, the draw %d waits %d ms: timeouts of 1, 2, 4 s", (draw, ms) => {
  expect(retransmissionMs(1000, 0.1, draw)).toBe(ms);
});

test("the mean over all draws is q / (1 - 2q) first timeouts", () => {
  const n = 1_000_000;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += retransmissionMs(1000, 0.1, (i + 0.5) / n);
  expect(sum / n).toBeCloseTo(125, 0);
});
