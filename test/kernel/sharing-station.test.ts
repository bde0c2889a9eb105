import fc from "fast-check";
import { expect, test } from "vitest";
import { openStream } from "../../src/kernel/random.ts";
import { SharingStation } from "../../src/kernel/sharing-station.ts";
import { Simulation } from "../../src/kernel/simulation.ts";
import { expectMean } from "./expect-mean.ts";

interface Customer {
  atMs: number;
  needMs: number;
}

/** When each customer leaves, by steps of the next arrival or end: slow and plain. */
function leavingByHand(customers: readonly Customer[], servers: number): number[] {
  const left = customers.map(({ needMs }) => needMs);
  const leaves = customers.map(() => Number.NaN);
  let now = 0;
  let here: number[] = [];
  for (let next = 0; next < customers.length || here.length > 0; ) {
    const rate = Math.min(1, servers / here.length);
    const endMs = now + Math.min(...here.map((i) => (left[i] as number) / rate));
    const arrivalMs = customers[next]?.atMs ?? Number.POSITIVE_INFINITY;
    const atMs = Math.min(endMs, arrivalMs);
    for (const i of here) left[i] = (left[i] as number) - (atMs - now) * rate;
    now = atMs;
    if (arrivalMs <= endMs) here.push(next++);
    else {
      for (const i of here) if ((left[i] as number) < 1e-7) leaves[i] = now;
      here = here.filter((i) => Number.isNaN(leaves[i]));
    }
  }
  return leaves;
}

function leaving(customers: readonly Customer[], servers: number): number[] {
  const sim = new Simulation();
  const leaves = customers.map(() => Number.NaN);
  const station = new SharingStation(sim, {
    servers,
    onDone: (i) => {
      leaves[i] = sim.now;
    },
  });
  customers.forEach(({ atMs, needMs }, i) => void sim.callAt(atMs, () => void station.arrive(i, needMs)));
  sim.runIdle();
  return leaves;
}

test("everybody leaves when a plain recomputation says, for any arrivals, needs and servers", () => {
  const customer = fc.record({
    gapMs: fc.integer({ min: 0, max: 20 }),
    needMs: fc.integer({ min: 1, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(customer, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (drawn, servers) => {
      let atMs = 0;
      const customers = drawn.map(({ gapMs, needMs }) => {
        atMs += gapMs;
        return { atMs, needMs };
      });
      const expected = leavingByHand(customers, servers);
      leaving(customers, servers).forEach(
        (atMs, i) => void expect(atMs).toBeCloseTo(expected[i] as number, 6),
      );
    }),
    { seed: 2015, numRuns: 300 },
  );
});

test("two equal customers who come together take twice as long as one alone, and nobody waits alone", () => {
  const sim = new Simulation();
  const seen: number[] = [];
  const station = new SharingStation(sim, {
    onDone: () => void seen.push(station.sojournMs, station.waitMs),
  });
  station.arrive(1, 10);
  station.arrive(2, 10);
  sim.runIdle();
  station.arrive(3, 10);
  sim.runIdle();
  expect(seen).toEqual([20, 10, 20, 10, 10, 0]);
  expect([station.busyMs(), station.waitingMs(), station.done]).toEqual([30, 20, 3]);
});

test("who finds no place is refused, and a service that is no time throws", () => {
  const station = new SharingStation(new Simulation(), { servers: 2, waitingMax: 1 });
  expect([1, 2, 3, 4].map((i) => station.arrive(i, 5))).toEqual([true, true, true, false]);
  expect([station.refused, station.waiting, station.busy]).toEqual([1, 1, 2]);
  expect(() => station.arrive(5, Number.NaN)).toThrow("cannot serve for NaN ms");
});

test("shared at load .7, the mean time is 3.3333333 whatever the law of the service", () => {
  for (const [law, draw] of [
    ["exponential", (stream) => stream.exponential(1)],
    ["constant", () => 1],
  ] as [string, (stream: ReturnType<typeof openStream>) => number][]) {
    const means = Array.from({ length: 50 }, (_, k) => {
      const sim = new Simulation();
      const stream = openStream("20150218", `sharing/${law}/${k}`);
      let sum = 0;
      const station = new SharingStation(sim, { onDone: () => (sum += station.sojournMs) });
      const arrive = sim.register((i) => {
        station.arrive(i, draw(stream));
        if (i < 20_000) sim.after(stream.exponential(1 / 0.7), arrive, i + 1);
      });
      sim.at(0, arrive);
      sim.runIdle();
      return sum / station.done;
    });
    expectMean(means, 10 / 3, 0.04);
  }
});

test("when the speed changes, what is left takes as much longer or shorter for all who share", () => {
  const sim = new Simulation();
  const left: [customer: number, atMs: number][] = [];
  const station = new SharingStation(sim, { onDone: (i) => void left.push([i, sim.now]) });
  station.arrive(0, 10);
  station.arrive(1, 20);
  sim.callAt(10, () => station.setSpeed(0.5));
  sim.callAt(20, () => station.setSpeed(0));
  sim.callAt(30, () => station.setSpeed(2));
  sim.runIdle();
  // Five each at 10, two and a half more at 20; then both at full speed until 0 has had its last two and a half.
  expect(left).toEqual([
    [0, 32.5],
    [1, 37.5],
  ]);
  expect(() => station.setSpeed(Number.NaN)).toThrow("cannot work at NaN times its speed");
});
