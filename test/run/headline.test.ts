import { describe, expect, test } from "vitest";
import { Curve, type CurveParams } from "../../src/model/traffic/curve.ts";
import { run } from "../../src/run/run.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { scenarioOf, smallNight } from "../laws/small-night.ts";

const gala = scenarioOf("{version: 1, name: the gala, extends: spring-festival-2015.yaml}");
const within = (share: number, value: number | null, published: number) =>
  expect(Math.abs((value as number) / published - 1), `${value} is not ${published}`).toBeLessThan(share);

function curveOf({ background, rounds }: Scenario["traffic"]["shake"]): Curve {
  const params: CurveParams = {
    backgrounds: background.map(({ from, to, rate }) => ({ fromMs: from, toMs: to, rateRps: rate })),
    rounds: rounds.map(({ name, at, frames }) => ({
      name,
      atMs: at,
      frames: frames.map(({ after, rate, approach }) => ({ afterMs: after, rateRps: rate, approach })),
    })),
  };
  return new Curve(params);
}

describe("the gala's curve", () => {
  const curve = curveOf(gala.traffic.shake);
  const minutes = Array.from({ length: 16_200 - 60 }, (_, s) => curve.integral(1000 * s, 1000 * s + 60_000));

  test("integrates to the published 11.0 bn shakes, 7.2 bn of them by 22:32", () => {
    within(0.01, curve.integral(0, gala.run.to), 11.0e9);
    within(0.02, curve.integral(0, 9_120_000), 7.2e9);
  });

  test("peaks at 14 M/s at 22:30:40 and gives 810 M in its best minute", () => {
    within(0.03, curve.rateRps(9_040_000), 14e6);
    within(0.03, Math.max(...minutes), 810e6);
  });

  test("releases 120 M packets in its rounds", () => {
    const roundsS = curve.roundWindows.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / 1000, 0);
    within(0.03, gala.packets.release.rate * roundsS, 120e6);
  });
});

describe("the gala's peak minute, at a coarse scale", () => {
  test("is offered, won and spread over the access servers as published", async () => {
    const { headline } = await run(gala, { k: 2000, fromMs: 9_015_000, toMs: 9_075_000 });
    within(0.03, headline.shakes, 810e6);
    within(0.03, headline.peakSecondRps, 14e6);
    within(0.03, headline.packetsWon, 60 * 87_000);
    within(0.03, headline.accessLoadRps.mean, 21.9e3);
    within(0.05, headline.accessLoadRps.min, 21.9e3);
    within(0.05, headline.accessLoadRps.max, 21.9e3);
  });
});

describe("the headline", () => {
  test("counts what was offered, won, sent and opened, whatever the scale", async () => {
    const { headline, series, totals } = await run(smallNight());
    const { offered } = series.steps.shake;
    expect(headline.shakes).toBe(totals.shake.offered);
    expect(headline.peakSecondRps).toBe(Math.max(...offered));
    expect(offered[headline.peakSecondAtMs / 1000]).toBe(headline.peakSecondRps);
    const sums = offered.slice(59).map((_, i) => offered.slice(i, i + 60).reduce((sum, n) => sum + n, 0));
    expect(headline.bestMinute).toBe(Math.max(...sums));
    expect(headline.packetsWon).toBe(totals.shake.outcomes.won);
    expect(headline.packetsSent).toBe(headline.packetsWon + (totals.send.outcomes.sent ?? 0));
    expect(headline.packetsReceived).toBe(headline.packetsWon + (totals.open.outcomes.opened ?? 0));
  });
});
