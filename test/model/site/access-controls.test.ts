import { describe, expect, it, test } from "vitest";
import type { Distribution } from "../../../src/kernel/distribution.ts";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { QueueStation } from "../../../src/kernel/queue-station.ts";
import { openStream, RandomStream } from "../../../src/kernel/random.ts";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { createOverloadControl, type OverloadParams } from "../../../src/model/control/overload-control.ts";
import { Priorities } from "../../../src/model/control/priorities.ts";
import { AccessRungs } from "../../../src/model/site/access-rungs.ts";
import { AccessServer } from "../../../src/model/site/access-server.ts";
import { createRelease } from "../../../src/model/site/release.ts";
import { expectMean } from "../../kernel/expect-mean.ts";

interface Size {
  workers: number;
  queueMax: number;
}

function server(overload: OverloadParams, { workers, queueMax }: Size): AccessServer {
  return new AccessServer({
    name: "server",
    workers,
    queueMax,
    speed: 1,
    overload: createOverloadControl(overload),
    priorities: new Priorities([0], 1),
    rungs: new AccessRungs(),
    release: createRelease({ rateRps: 0, windows: [] }),
    stream: openStream("server", "server"),
    windowMs: 1000,
  });
}

interface Customer {
  atMs: number;
  serviceMs: number;
}

/** Poisson arrivals and exponential services of a millisecond, at a share of what the workers can do. */
function customers(count: number, perMs: number, seed: string): Customer[] {
  const draws = new RandomStream(seed);
  let atMs = 0;
  return Array.from({ length: count }, () => {
    atMs += draws.exponential(1 / perMs);
    return { atMs, serviceMs: draws.exponential(1) };
  });
}

/** When each customer leaves: served, or refused (negative). */
function fedForward(overload: OverloadParams, size: Size, all: readonly Customer[]): number[] {
  const made = server(overload, size);
  const next = { serviceMs: 0 };
  const service = { sample: () => next.serviceMs } as unknown as Distribution;
  return all.map(({ atMs, serviceMs }) => {
    next.serviceMs = serviceMs;
    return made.serve(atMs, service) ? made.departureMs : -(atMs + made.heldMs);
  });
}

/** The same by events: the station that labs have. */
function byEvents(overload: OverloadParams, size: Size, all: readonly Customer[]): number[] {
  const sim = new Simulation();
  const control = createOverloadControl(overload);
  const stream = openStream("server", "server");
  const leftMs: number[] = [];
  const station = new QueueStation(sim, {
    servers: size.workers,
    waitingMax: size.queueMax,
    mayStart: () => {
      if (control.drops(station.waitMs, sim.now)) {
        control.gone(sim.now);
        return false;
      }
      control.observe(station.waitMs, sim.now);
      return true;
    },
    onShed: (customer) => {
      leftMs[customer] = -sim.now;
    },
    onDone: (customer) => {
      control.ended(station.sojournMs, sim.now);
      leftMs[customer] = sim.now;
    },
  });
  all.forEach(
    ({ atMs, serviceMs }, customer) =>
      void sim.callAt(atMs, () => {
        leftMs[customer] = -atMs;
        if (!control.admit(atMs, stream)) return;
        const { shed } = station;
        if (!station.arrive(customer, serviceMs) && station.shed === shed) control.gone(atMs);
      }),
  );
  sim.runUntil(Number.MAX_SAFE_INTEGER);
  return leftMs;
}

const CONTROLS = [
  { kind: "codel", targetMs: 2, intervalMs: 10 },
  { kind: "concurrencyLimit", limit: 9 },
  {
    kind: "adaptiveLimit",
    initial: 8,
    min: 2,
    max: 60,
    targetMs: 2.5,
    windowMs: 15,
    growth: 1,
    backOff: 0.9,
  },
  { kind: "boundedQueue", length: 5 },
  { kind: "queueWait", thresholdMs: 2, windowMs: 20, step: 0.05, rejectMax: 0.99 },
] as const satisfies readonly OverloadParams[];

describe.each(CONTROLS.map((control) => [control.kind, control] as const))(
  "%s before an access server",
  (_, control) => {
    it.each([
      [1, 1.5, 1000],
      [4, 1.3, 1000],
      [4, 3, 12],
    ])(
      "with %d workers at %d x their capacity and room for %d: the same outcomes as by events",
      (workers, load, queueMax) => {
        const size = { workers, queueMax };
        const all = customers(20_000, load * workers, `${control.kind} ${workers}`);
        const expected = byEvents(control, size, all);
        const refused = expected.filter((ms) => ms < 0).length;
        expect(refused).toBeGreaterThan(500);
        const found = fedForward(control, size, all);
        // Waits are sums in another order: the last bits may differ.
        const off = found.filter((ms, i) => Math.abs(ms - (expected[i] as number)) > 1e-6);
        expect(off).toEqual([]);
      },
    );
  },
);

describe("limits of an access server", () => {
  const refusedShare = (overload: OverloadParams, seed: number): number => {
    const all = customers(50_000, 1.2 * 4, `loss ${seed}`);
    const left = fedForward(overload, { workers: 4, queueMax: 20_480 }, all);
    return left.filter((ms) => ms < 0).length / all.length;
  };

  /** P(blocked) of M/M/4/7 at a load of 1.2 x 4. */
  function blocking(): number {
    let term = 1;
    let sum = 1;
    for (let n = 1; n <= 7; n++) {
      term *= 4.8 / Math.min(n, 4);
      sum += term;
    }
    return term / sum;
  }

  it.each([
    ["a concurrency limit", { kind: "concurrencyLimit", limit: 7 }],
    ["a bounded queue", { kind: "boundedQueue", length: 3 }],
  ] as const)("%s of 4 workers and 3 places refuses as M/M/4/7 does", (_, params) => {
    expectMean(
      Array.from({ length: 60 }, (_run, seed) => refusedShare(params, seed)),
      blocking(),
      0.01,
    );
  });
});

test("one that controlled delay drops hears of it when its turn comes, and takes nobody's time", () => {
  const made = server({ kind: "codel", targetMs: 5, intervalMs: 100 }, { workers: 1, queueMax: 100 });
  const tenMs = compileDistribution({ kind: "constant", value: 10 });
  const served = Array.from({ length: 30 }, () => made.serve(0, tenMs));
  // Waits are 10, 20, ...: above the target from the second on, for an interval at the twelfth, whose turn is at 110 ms.
  expect(served.indexOf(false)).toBe(11);
  expect(made.busyMs(1000)).toBe(10 * served.filter(Boolean).length);
  const again = server({ kind: "codel", targetMs: 5, intervalMs: 100 }, { workers: 1, queueMax: 100 });
  for (let i = 0; i < 12; i++) again.serve(0, tenMs);
  expect([again.heldMs, again.departureMs, again.waitingAt(0)]).toEqual([110, 110, 11]);
  expect(again.serve(0, tenMs)).toBe(true);
  expect(again.departureMs).toBe(120);
});

test("one whose handset has left keeps its place until its turn comes", () => {
  const made = server({ kind: "boundedQueue", length: 1 }, { workers: 1, queueMax: 100 });
  const tenMs = compileDistribution({ kind: "constant", value: 10 });
  expect([made.serve(0, tenMs), made.serve(0, tenMs, 5), made.skipped]).toEqual([true, false, true]);
  expect([made.serve(9, tenMs), made.skipped, made.serve(10, tenMs)]).toEqual([false, false, true]);
});
