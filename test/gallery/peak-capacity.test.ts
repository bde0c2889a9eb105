import { expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

/** 18 servers x 4 workers / 64 ms = 1,125/s; the town's people shake 1,000 times a second at a load of 1. */
const set = [
  "run.to=22:30:20",
  "run.drain=5s",
  "access.servers=18",
  "access.serviceTime={exponential: 64ms}",
];
const window = { fromMs: atMs("22:30:05"), warmUpMs: 5000 };

test("a load within what the access servers can do is answered; of twice as much the rest is refused", () => {
  const [half, twice] = ["0.5", "2"].map((load) => {
    const { shake } = runWorld(townOf("peak-capacity.yaml", "", [...set, `traffic.load=${load}`]), window)
      .result.simulated;
    const refused = Object.values(shake.refused).reduce((sum, n) => sum + n, 0);
    return { offered: shake.offered, refused: refused / shake.offered };
  });
  expect((twice?.offered ?? 0) / (half?.offered ?? 1)).toBeCloseTo(4, 0);
  expect(half?.refused).toBeLessThan(0.01);
  expect(twice?.refused).toBeGreaterThan(0.3);
  expect(twice?.refused).toBeLessThan(0.6);
});
