import { describe, expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { AccessType } from "../../../src/model/network/access-type.ts";
import { CarrierEntry } from "../../../src/model/network/carrier.ts";
import { accessOf, halfMsOf } from "../../../src/model/network/path-mix.ts";
import { Client } from "../../../src/model/traffic/client.ts";
import { Curve } from "../../../src/model/traffic/curve.ts";
import { Population } from "../../../src/model/traffic/population.ts";
import { TransitArrivals } from "../../../src/model/traffic/transit-arrivals.ts";
import {
  ANSWER_RESENT,
  BACK_MS,
  CHOICE,
  ComingShakes,
  DEADLINE_MS,
  RESENT,
  SHAKE_RESENT,
  type Shakers,
  USER,
  WORK_MS,
} from "../../../src/model/workflow/coming-shakes.ts";

const CURVE = new Curve({
  backgrounds: [{ fromMs: 0, toMs: 30_000, rateRps: 300 }],
  rounds: [10_000, 20_000].map((atMs) => ({
    name: `round at ${atMs}`,
    atMs,
    frames: [
      { afterMs: 0, rateRps: 500 },
      { afterMs: 5000, rateRps: 100 },
    ],
  })),
});
const FACTORS = [0.5, 0.3, 0.2];
const TIMEOUTS_MS = [5000, 15_000, 15_000, 15_000];
const LINK = { bandwidthBps: 1e12, bufferMs: 200 };

const entries = FACTORS.map((_, i) => {
  const type = (loss: number, mean: number) =>
    new AccessType({ rtt: compileDistribution({ kind: "exponential", mean }), loss, retransmitMs: 300 });
  return new CarrierEntry({
    name: `carrier ${i}`,
    weights: [0.4, 0.3, 0.2, 0.1],
    access: [type(0.01, 20), type(0.05, 80), type(0.05, 200), type(0.1, 600)],
    cityRttMs: 8,
    uplink: LINK,
    downlink: LINK,
    scaleK: 1,
  });
});

/** The parts of each carrier's shakers, alike whenever they are made. */
function makeShakers(): Shakers[] {
  return entries.map((transit, i) => ({
    arrivals: new TransitArrivals({
      curve: CURVE,
      factor: FACTORS[i] as number,
      fromMs: 0,
      untilMs: 30_000,
      transit,
      stream: openStream("coming", `arrivals ${i}`),
    }),
    population: new Population({ users: 20_000, shakeGapMs: 900, winsPerUserMax: 3 }),
    stream: openStream("coming", `players ${i}`),
  }));
}

interface Shake {
  atMs: number;
  entry: number;
  sentMs: number;
  path: number;
  cells: Float64Array;
}

/** All shakes of the curve, one after the other. */
function all(): Shake[] {
  const coming = new ComingShakes({
    shakers: makeShakers(),
    entries,
    phases: CURVE.phases,
    client: new Client({
      timeoutMs: TIMEOUTS_MS,
      retries: 0,
      retryPauseMs: 0,
      jitterShare: 0,
      retryWhenBusy: false,
    }),
    service: compileDistribution({ kind: "exponential", mean: 2 }),
    stream: openStream("coming", "shakes"),
  });
  const shakes: Shake[] = [];
  coming.start(0);
  for (; coming.atMs < Infinity; coming.advance()) {
    expect(coming.passed).toBe(shakes.length);
    const { atMs, entry, sentMs, path, cells, row } = coming;
    shakes.push({ atMs, entry, sentMs, path, cells: cells.slice(row, row + 12) });
  }
  expect(coming.passed).toBe(shakes.length);
  return shakes;
}

const shakes = all();
const cell = (which: number) => shakes.map(({ cells }) => cells[which] as number);
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

describe("the shakes of a region that come next", () => {
  test("are those of its carriers, in the order in which they come off the air", () => {
    expect(shakes.length).toBeGreaterThan(5000);
    for (let i = 1; i < shakes.length; i++)
      expect(shakes[i]?.atMs).toBeGreaterThanOrEqual(shakes[i - 1]?.atMs as number);
    makeShakers().forEach(({ arrivals }, entry) => {
      for (const shake of shakes.filter((one) => one.entry === entry)) {
        const { atMs, sentMs, path, cells } = shake;
        expect(arrivals.next()).toBe(atMs);
        expect([arrivals.sentMs, arrivals.path]).toEqual([sentMs, path]);
        expect(((cells[RESENT] as number) & SHAKE_RESENT) > 0).toBe(arrivals.resent);
      }
      expect(arrivals.next()).toBe(Infinity);
    });
  });

  test("are of the users who shake next at that moment, and of other people from the start of each round", () => {
    makeShakers().forEach(({ population, stream }, entry) => {
      population.startPhase(stream);
      let round = 0;
      for (const { atMs, cells } of shakes.filter((one) => one.entry === entry)) {
        for (; atMs > (CURVE.phases[round]?.fromMs ?? Infinity); round++) population.startPhase(stream);
        expect(cells[USER]).toBe(population.next(atMs));
      }
      expect(round).toBe(2);
    });
  });

  test("are given up when their handset's patience ends", () => {
    for (const { sentMs, path, cells } of shakes)
      expect(cells[DEADLINE_MS]).toBe(sentMs + (TIMEOUTS_MS[accessOf(path)] as number));
  });

  test("choose servers evenly, need work by its law, and are answered over the way they came", () => {
    const n = shakes.length;
    expect(Math.abs(mean(cell(CHOICE)) - 0.5)).toBeLessThan(4 / Math.sqrt(12 * n));
    expect(Math.abs(mean(cell(WORK_MS)) - 2)).toBeLessThan((4 * 2) / Math.sqrt(n));
    for (const { path, cells } of shakes) {
      const extraMs = (cells[BACK_MS] as number) - halfMsOf(path);
      // What is sent again comes after 300 ms, 900 ms, ...
      if (((cells[RESENT] as number) & ANSWER_RESENT) > 0) expect(extraMs).toBeGreaterThan(299);
      else expect(extraMs).toBe(0);
    }
    const resent = cell(RESENT).filter((bits) => (bits & ANSWER_RESENT) > 0).length;
    const share = 0.4 * 0.01 + 0.5 * 0.05 + 0.1 * 0.1;
    expect(Math.abs(resent / n - share)).toBeLessThan(4 * Math.sqrt(share / n));
  });
});
