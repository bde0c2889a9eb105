import { describe, expect, test } from "vitest";
import type { Result } from "../../src/result/result.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

const JOINED = ["set-12", "set-13", "set-14", "set-15", "set-16", "set-17"];
const FIRST = ["set-00", "set-05", "set-11"];

const joins = (at: string) => [`sets.joins=[{at: "${at}", count: 6}]`, "sets.health.ramp=10s"];
const of = (result: Result, name: string) => result.series.parts.sets?.[name] ?? {};
const sum = (values: readonly (number | null)[] = []) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

describe("sets that join", () => {
  const { world, result } = runWorld(smallNight(...joins("20:01")));

  test("take 1/(n+1) each of the new orders, as the ring says, once they are warm", () => {
    expect(result.joins?.map(({ region, sets, before }) => [region, sets, before])).toEqual([
      ["sz", JOINED.slice(0, 3), 6],
      ["sh", JOINED.slice(3), 6],
    ]);
    const created =
      0.5 *
      sum(
        Object.values(result.series.parts.sets ?? {}).flatMap(({ createsRps = [] }) =>
          createsRps.slice(7, 12),
        ),
      );
    for (const { theory, ringShare, newOrdersShare } of result.joins ?? []) {
      expect(theory).toBe(3 / 9);
      // Orders of one region in 50 s at 1/50: a binomial count.
      const se = Math.sqrt(theory / ((10 * created) / 50));
      expect(Math.abs((newOrdersShare ?? 0) - ringShare)).toBeLessThan(4 * se);
    }
  });

  test("have nothing before, then what their ramp lets in", () => {
    for (const name of JOINED) {
      const { createsRps = [], commitsRps = [] } = of(result, name);
      expect([sum(createsRps.slice(0, 6)), sum(commitsRps.slice(0, 6))]).toEqual([0, 0]);
      expect(sum(createsRps.slice(7, 12))).toBeGreaterThan(0);
    }
  });

  test("leave every law as it is", () => {
    expectLawful(world, result);
    expect(result.timeline.filter(({ kind }) => kind === "join").map(({ part }) => part)).toEqual(JOINED);
  });
});

describe("an order that exists when sets join", () => {
  // Nobody shakes or sends any more when they join; groups go on grabbing and opening for twenty seconds and more.
  const quiet = ["run.to=20:02", "packets.release.rate=400/s", "packets.release.during=rounds"];
  const still = [
    ...quiet,
    'traffic.send.background=[{from: "20:00", to: "20:01", rate: 100/s}]',
    'traffic.shake.background=[{from: "20:00", to: "20:01", rate: 10k/s}]',
    'traffic.shake.rounds=[{name: r, at: "20:00:20", frames: [{after: 0s, rate: 20k/s}, {after: 40s, rate: 0/s}]}]',
  ];
  const alone = runWorld(smallNight(...still)).result;
  const joined = runWorld(smallNight(...still, ...joins("20:01:20"))).result;

  test("stays where it is: to the last digit every set does what it does without them", () => {
    expect(sum(of(alone, "set-00").commitsRps?.slice(8))).toBeGreaterThan(0);
    for (const name of FIRST) {
      const { maskedShare: _, ...was } = of(alone, name);
      expect(of(joined, name)).toMatchObject(was);
    }
    expect(joined.totals).toEqual(alone.totals);
    expect(joined.latencyMs).toEqual(alone.latencyMs);
    expect(joined.money).toEqual(alone.money);
    for (const name of JOINED) expect(sum(of(joined, name).commitsRps)).toBe(0);
  });
});
