import { describe, expect, test } from "vitest";
import { capacityAt } from "../../src/model/build/evenings.ts";
import type { Result } from "../../src/result/result.ts";
import { runWorld, scenarioOf } from "./small-night.ts";

/** A steady minute of shakes, nothing else, through links that carry them at a known load. */
function minute(...set: string[]): Result {
  const text = `
version: 1
extends: spring-festival-2015.yaml
name: one minute
run: {to: "20:01", drain: 30s, scale: 1/10, seed: evening}
population: {users: 200k, shakeGap: 4s}
traffic:
  shake: {background: [{from: "20:00", to: "20:01", rate: 6k/s}], rounds: []}
  send: {background: [], rounds: []}
packets: {release: {during: rounds}}
carriers:
  mix: {wifi: 0%, 4g: 0%, 3g: 100%, 2g: 0%}
  access: {3g: {rtt: 100ms, loss: 0%}}
  entries:
    - {id: telecom, wifi: 0%, cellular: 15%}
    - {id: unicom, wifi: 0%, cellular: 23%}
    - {id: mobile, wifi: 100%, cellular: 62%}
sets: {count: 6}
budgets: []
`;
  return runWorld(scenarioOf(text, set)).result;
}

const shakeMs = ({ latencyMs }: Result): number => latencyMs.shake.client.mean ?? Number.NaN;
const entry = ({ series }: Result, metric: string): number[] =>
  (series.parts.carriers?.["sz/mobile"]?.[metric] ?? []).map(Number);

describe("idle radios", () => {
  const awake = minute();

  test("every shake pays the wake-up where people shake less often than radios fall asleep", () => {
    const asleep = minute("carriers.access.3g.radio={kind: sleeps, after: 3s, wake: 700ms}");
    // The same arrivals in the network, later by what the radio takes.
    expect(shakeMs(asleep) - shakeMs(awake)).toBeGreaterThan(699);
    expect(shakeMs(asleep) - shakeMs(awake)).toBeLessThan(703);
    expect(asleep.totals.shake.offered / awake.totals.shake.offered).toBeCloseTo(1, 2);
    expect(entry(asleep, "wokenShare")[2]).toBeGreaterThan(0.97);
  });

  test("who shakes every few seconds keeps the radio awake: only a player's first shake waits", () => {
    const first = minute("carriers.access.3g.radio={kind: sleeps, after: 6s, wake: 700ms}");
    const extraMs = shakeMs(first) - shakeMs(awake);
    // 6,000 a second x 4 s begin to play, of 360,000 shakes; a few more join where others stopped.
    const least = (6 * 4 * 700) / 360;
    expect(extraMs).toBeGreaterThan(0.97 * least);
    expect(extraMs).toBeLessThan(2 * least);
  });

  test("a wake-up that takes no time changes no answer", () => {
    const none = minute("carriers.access.3g.radio={kind: sleeps, after: 3s, wake: 0s}");
    expect(none.totals).toEqual(awake.totals);
    expect(none.latencyMs).toEqual(awake.latencyMs);
  });
});

describe("a carrier's evening", () => {
  // 1,860 shakes a second of 300 B from mobile's users in Shenzhen: 4.46 Mbit/s up.
  const wide = "carriers.uplink.bandwidth=22.32Mbps";

  test("fills links by the load over the share of capacity that is left", () => {
    const frames = [`{at: "20:00", capacity: 100%}`, `{at: "20:01", capacity: 40%}`];
    const evening = `carriers.entries.mobile.evening=[${frames.join(", ")}]`;
    const night = minute(wide, evening);
    [0.95, 0.85, 0.75, 0.65, 0.55, 0.45].forEach((left, i) => {
      // Some 1,860 simulated shakes a window: four standard errors are 9 %.
      expect(((entry(night, "upUtilisation")[i] as number) * left) / 0.2).toBeCloseTo(1, 0.74);
      // Read at the window's end, in steps of a second.
      expect(entry(night, "capacityShare")[i] as number).toBeCloseTo(left - 0.045, 2);
    });
    expect(night.totals.shake.failed).toEqual({});
  });

  test("a city may have another share of the carriers' capacity, and a carrier links of its own", () => {
    const up = (night: Result, name: string): number =>
      Number(night.series.parts.carriers?.[name]?.upUtilisation?.[3]);
    const alike = minute(wide);
    const small = minute(wide, "regions.sz.capacity=0.5");
    const own = minute(wide, "carriers.entries.unicom.uplink={bandwidth: 5.58Mbps}");
    expect(up(small, "sz/mobile") / up(alike, "sz/mobile")).toBeCloseTo(2, 1);
    expect(up(small, "sh/mobile") / up(alike, "sh/mobile")).toBeCloseTo(1, 2);
    expect(up(own, "sh/unicom") / up(alike, "sh/unicom")).toBeCloseTo(4, 1);
    expect(up(own, "sz/mobile") / up(alike, "sz/mobile")).toBeCloseTo(1, 2);
  });

  test("lets through what there is room for, and leaves other carriers alone", () => {
    const night = minute(
      wide,
      `carriers.entries.mobile.evening=[{at: "20:00", capacity: 10%}]`,
      "client.retries=0",
    );
    const drops = entry(night, "dropShare").slice(2, 6);
    // Half of what comes goes up; of all messages, up and down, a third is dropped.
    for (const share of drops) expect(share).toBeCloseTo(1 / 3, 1);
    expect(night.series.parts.carriers?.["sz/unicom"]?.dropShare?.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("is straight between keyframes, and level before the first and after the last", () => {
    const evening = [
      { at: 1000, capacity: 1 },
      { at: 3000, capacity: 0.5 },
    ] as const;
    expect([0, 1000, 2000, 3000, 9000].map((at) => capacityAt([...evening] as never, at))).toEqual([
      1, 1, 0.75, 0.5, 0.5,
    ]);
    expect(capacityAt([], 0)).toBe(1);
  });
});
