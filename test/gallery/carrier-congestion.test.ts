import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

/** The town's links are as narrow as its traffic is thin. */
const LINKS = `
carriers:
  uplink: {bandwidth: 2.4Mbps}
  downlink: {bandwidth: 4.8Mbps}
`;
const scenario = townOf("carrier-congestion.yaml", LINKS, [
  "faults.0.for=20s",
  "run.to=22:33:50",
  "run.drain=40s",
]);
const { result } = runWorld(scenario, { fromMs: atMs("22:33:10"), warmUpMs: 15_000 });
const carriers = Object.entries(result.series.parts.carriers ?? {});
const own = result.series.parts.carriers?.["sz/mobile"] ?? {};
const others = carriers.filter(([name]) => name !== "sz/mobile");
const most = (values: readonly (number | null)[] = []) => Math.max(...values.map(Number));

describe("a carrier that is congested in one city", () => {
  test("has its links full and drops, while it lasts", () => {
    // Windows of ten seconds from 22:33:10 on: congested from 22:33:20 to 22:33:40.
    expect(most(own.upUtilisation?.slice(1, 3))).toBeGreaterThan(0.99);
    expect(most(own.dropShare?.slice(1, 3))).toBeGreaterThan(0.05);
    expect(most(own.dropShare?.slice(4))).toBe(0);
    expect(most(own.retransmitShare?.slice(1, 3))).toBeGreaterThan(0.08);
  });

  test("lets its users wait, try again and fail", () => {
    const { shake, open } = result.simulated;
    expect(shake.attempts).toBeGreaterThan(shake.offered);
    expect(shake.failed.carrier).toBeGreaterThan(10);
    expect(open.attempts).toBeGreaterThan(open.offered);
  });

  test("harms nobody else", () => {
    expect(others.length).toBe(5);
    for (const [, { dropShare, upUtilisation, retransmitShare }] of others) {
      expect(most(dropShare)).toBe(0);
      expect(most(upUtilisation)).toBeLessThan(0.9);
      // As long as there is traffic; who comes later than all others was held up by retransmissions.
      expect(most(retransmitShare?.slice(0, 4))).toBeLessThan(0.06);
    }
    for (const { failed, refused } of Object.values(result.simulated)) {
      expect(Object.keys(failed).filter((why) => why !== "carrier" && why !== "timeout")).toEqual([]);
      expect(refused).toEqual({});
    }
  });
});
