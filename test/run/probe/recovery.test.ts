import { describe, expect, test } from "vitest";
import type { RecoveryTry } from "../../../src/result/recovery/recovery-probe.ts";
import type { Result } from "../../../src/result/result.ts";
import { probedTrigger, probeRecovery, recoveredAfterMs } from "../../../src/run/probe/recovery.ts";
import { lastTrigger, steadyRps, withLoad } from "../../../src/run/probe/trigger.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import { smallNight } from "../../laws/small-night.ts";

/** As much of a result as the probe reads: shakes that end, second by second from 20:00 on, by whether they are answered. */
function resultOf(answered: readonly boolean[]): Result {
  const none = answered.map(() => 0);
  const step = { full: none, degraded: none, refused: none, failed: none };
  const shake = {
    ...step,
    full: answered.map((ok) => (ok ? 10 : 0)),
    failed: answered.map((ok) => (ok ? 0 : 10)),
  };
  return {
    clock: { toMs: answered.length * 1000 },
    series: { fromMs: 0, stepWindowMs: 1000, steps: { shake, open: step, share: step } },
  } as unknown as Result;
}

/** Two minutes; from 60 s on it is bad for so long [s]. */
const badFor = (seconds: number) =>
  resultOf(Array.from({ length: 120 }, (_, i) => i < 60 || i >= 60 + seconds));

describe("the time of a recovery", () => {
  test("runs from the trigger's end to the end of the last bad five seconds", () => {
    expect([0, 1, 5, 22].map((seconds) => recoveredAfterMs(badFor(seconds), 60_000))).toEqual([
      0, 5000, 5000, 25_000,
    ]);
  });

  test("is none where the last quarter of a minute is not good", () => {
    expect(recoveredAfterMs(badFor(45), 60_000)).toBe(45_000);
    expect(recoveredAfterMs(badFor(46), 60_000)).toBe(null);
    expect(recoveredAfterMs(badFor(60), 60_000)).toBe(null);
  });
});

describe("the trigger", () => {
  const night = smallNight();
  const cut = smallNight(
    'faults=[{kind: cutLine, line: sz-sh-main, at: "20:00:30", for: 10s, name: digger}]',
  );

  test("is the fault that ends last, or else the round", () => {
    expect(lastTrigger(cut, 120_000)).toEqual({ name: "digger", overMs: 40_000, varied: "traffic" });
    expect(lastTrigger(night, 120_000)).toEqual({
      name: "round 20:00",
      overMs: 100_000,
      varied: "background",
    });
    expect(lastTrigger(night, 90_000)).toBe(undefined);
  });

  test("must leave half a minute to look at", () => {
    expect(probedTrigger(night, 120_000)).toBe('arrivals for at least 30 s after the end of "round 20:00"');
    expect(probedTrigger(cut, 120_000)).toMatchObject({ name: "digger" });
    expect(probedTrigger(night, 50_000)).toBe("a fault or a round that ends before the arrivals do");
  });

  test("says what load is varied: the rest stays, and the scenario itself does", () => {
    const rates = ({ traffic }: Scenario) => [
      steadyRps({ traffic } as Scenario, 110_000),
      traffic.shake.rounds[0]?.frames[1]?.rate,
      traffic.send.background[0]?.rate,
    ];
    expect(rates(withLoad(night, 0.5, "background"))).toEqual([5000, 20_000, 50]);
    expect(rates(withLoad(night, 2, "traffic"))).toEqual([20_000, 40_000, 200]);
    expect(rates(night)).toEqual([10_000, 20_000, 100]);
  });
});

describe("the probe", () => {
  const night = smallNight();
  const trigger = { name: "round", overMs: 60_000, varied: "background" as const };

  /** A system that comes back from loads below a limit, the longer it takes the nearer they are. */
  async function probe(limit: number) {
    const tried: number[] = [];
    const at = (factor: number) => badFor(factor < limit ? Math.floor((40 * factor) / limit) : 60);
    const told: RecoveryTry[] = [];
    const run = async ({ traffic }: Scenario) => {
      const factor = (traffic.shake.background[0]?.rate ?? 0) / 10_000;
      tried.push(factor);
      return at(factor);
    };
    return { tried, told, probe: await probeRecovery(night, trigger, at(1), run, (one) => told.push(one)) };
  }

  test.each([0.07, 0.4, 0.99, 1.01, 3, 7.9])(
    "finds a limit of %s times the load to within a tenth",
    async (limit) => {
      const { probe: found, tried, told } = await probe(limit);
      expect(found.holds).toBeLessThan(limit);
      expect(found.fails).toBeGreaterThanOrEqual(limit);
      expect((found.fails ?? 0) / (found.holds ?? 1)).toBeLessThanOrEqual(1.1);
      expect(tried.length).toBeLessThanOrEqual(9);
      expect(told.length).toBe(tried.length + 1);
      const factors = found.tries.map(({ factor }) => factor);
      expect(factors).toEqual([...factors].sort((a, b) => a - b));
    },
  );

  test("says so where every load, or none, comes back", async () => {
    expect((await probe(100)).probe).toMatchObject({ holds: 8, fails: null });
    expect((await probe(0.01)).probe).toMatchObject({ holds: null, fails: 1 / 16 });
  });
});
