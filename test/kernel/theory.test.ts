import { describe, expect, test } from "vitest";
import { QueueStation } from "../../src/kernel/queue-station.ts";
import { openStream, type RandomStream } from "../../src/kernel/random.ts";
import { Simulation } from "../../src/kernel/simulation.ts";
import { FcfsStation } from "../../src/kernel/station.ts";
import { Histogram } from "../../src/stats/histogram.ts";
import { expectMean } from "./expect-mean.ts";

/** One run of M/M/c with service rate 1: the waits after a warm-up. */
interface Run {
  servers: number;
  rate: number;
  customers: number;
  arrivals: RandomStream;
  service: RandomStream;
}

const WARM_UP = 3000;

function feedForward({ servers, rate, customers, arrivals, service }: Run): Histogram {
  const waits = new Histogram();
  const station = new FcfsStation({ servers });
  let now = 0;
  for (let i = 0; i < customers + WARM_UP; i++) {
    now += arrivals.exponential(1 / rate);
    const wait = station.arrive(now, service.exponential(1)) - now;
    if (i >= WARM_UP) waits.add(wait);
  }
  return waits;
}

function eventDriven({ servers, rate, customers, arrivals, service }: Run): Histogram {
  const waits = new Histogram();
  const sim = new Simulation();
  const station: QueueStation = new QueueStation(sim, {
    servers,
    onStart: (i) => {
      if (i >= WARM_UP) waits.add(station.waitMs);
    },
  });
  let i = 0;
  const arrive = sim.register(() => {
    station.arrive(i, service.exponential(1));
    if (++i < customers + WARM_UP) sim.after(arrivals.exponential(1 / rate), arrive);
  });
  sim.at(0, arrive);
  sim.runIdle();
  return waits;
}

function replicate(
  run: (run: Run) => Histogram,
  name: string,
  servers: number,
  rate: number,
  customers: number,
): Histogram[] {
  return Array.from({ length: 50 }, (_, k) => {
    const arrivals = openStream("20150218", `${name}/${k}/arrivals`);
    const service = openStream("20150218", `${name}/${k}/service`);
    return run({ servers, rate, customers, arrivals, service });
  });
}

/** Exact values: closed form, Erlang C; mean service time 1. */
describe.each([
  { name: "FcfsStation", run: feedForward, customers: 120_000 },
  { name: "QueueStation", run: eventDriven, customers: 60_000 },
])("$name against theory", ({ name, run, customers }) => {
  test("M/M/1 at load .8: mean wait 4, P(wait) .8, 99 % of waits below 21.910133", () => {
    const runs = replicate(run, `${name}/mm1`, 1, 0.8, customers);
    expectMean(
      runs.map((waits) => waits.mean),
      4,
      0.05,
    );
    expectMean(
      runs.map((waits) => 1 - waits.shareUpTo(0)),
      0.8,
    );
    expectMean(runs.map((waits) => waits.quantile(0.99)), 21.910133, 0.06); // biome-ignore format: a list of figures
  });

  test("M/M/10 with 8 Erlang: mean wait .20459008, P(wait) .40918015, 99 % of waits below 1.8557852", () => {
    const runs = replicate(run, `${name}/mm10`, 10, 8, customers);
    expectMean(
      runs.map((waits) => waits.mean),
      0.20459008,
      0.05,
    );
    expectMean(
      runs.map((waits) => 1 - waits.shareUpTo(0)),
      0.40918015,
      0.02,
    );
    expectMean(runs.map((waits) => waits.quantile(0.99)), 1.8557852, 0.06); // biome-ignore format: a list of figures
  });
});

test("M/M/10/10 with 8 Erlang blocks .12166106 and carries 7.0267115", () => {
  const blocked: number[] = [];
  const carried: number[] = [];
  for (let k = 0; k < 50; k++) {
    const station = new FcfsStation({ servers: 10, waitingMax: 0 });
    const stream = openStream("20150218", `erlang b/${k}`);
    let now = 0;
    for (let i = 0; i < 60_000; i++) {
      now += stream.exponential(1 / 8);
      station.arrive(now, stream.exponential(1));
    }
    blocked.push(station.refused / station.arrived);
    carried.push(station.busyMs(now) / now);
  }
  expectMean(blocked, 0.12166106, 0.02);
  expectMean(carried, 7.0267115);
});

test("M/M/1/20 at load .9: blocking .013651386, throughput .88771375, L 6.419888, W 7.231935", () => {
  const figures = {
    blocking: [] as number[],
    throughput: [] as number[],
    number: [] as number[],
    sojourn: [] as number[],
  };
  for (let k = 0; k < 50; k++) {
    const sim = new Simulation();
    const stream = openStream("20150218", `mm1k/${k}`);
    let sojourns = 0;
    const station: QueueStation = new QueueStation(sim, {
      waitingMax: 19,
      onDone: () => {
        sojourns += station.sojournMs;
      },
    });
    const arrive = sim.register(() => {
      station.arrive(0, stream.exponential(1));
      sim.after(stream.exponential(1 / 0.9), arrive);
    });
    sim.at(0, arrive);
    sim.runUntil(50_000);
    figures.blocking.push(station.refused / station.arrived);
    figures.throughput.push(station.done / sim.now);
    figures.number.push((station.waitingMs() + station.busyMs()) / sim.now);
    figures.sojourn.push(sojourns / station.done);
  }
  expectMean(figures.blocking, 0.013651386, 0.12);
  expectMean(figures.throughput, 0.88771375);
  expectMean(figures.number, 6.419888, 0.03);
  expectMean(figures.sojourn, 7.231935, 0.03);
});

test("Erlang A, arrivals 15, 10 servers, patience rate 2: P(abandon) .35335652, Lq 2.6501739, throughput 9.6996522", () => {
  const abandoned: number[] = [];
  const waiting: number[] = [];
  const throughput: number[] = [];
  for (let k = 0; k < 50; k++) {
    const sim = new Simulation();
    const stream = openStream("20150218", `erlang a/${k}`);
    const station = new QueueStation(sim, { servers: 10 });
    const arrive = sim.register(() => {
      station.arrive(0, stream.exponential(1), 0, stream.exponential(0.5));
      sim.after(stream.exponential(1 / 15), arrive);
    });
    sim.at(0, arrive);
    sim.runUntil(2000);
    abandoned.push(station.abandoned / station.arrived);
    waiting.push(station.waitingMs() / sim.now);
    throughput.push(station.done / sim.now);
  }
  expectMean(abandoned, 0.35335652, 0.02);
  expectMean(waiting, 2.6501739, 0.02);
  expectMean(throughput, 9.6996522);
});

test("two classes without preemption, arrival rates .3 and .4: mean waits 1 and 3.3333333 (Cobham)", () => {
  const waits: number[][] = [[], []];
  for (let k = 0; k < 50; k++) {
    const sim = new Simulation();
    const stream = openStream("20150218", `cobham/${k}`);
    const sums = [0, 0];
    const counts = [0, 0];
    const station: QueueStation = new QueueStation(sim, {
      order: "priority",
      classes: 2,
      onStart: (c) => {
        sums[c] = (sums[c] as number) + station.waitMs;
        counts[c] = (counts[c] as number) + 1;
      },
    });
    const arrive = sim.register((c) => {
      station.arrive(c, stream.exponential(1), c);
      sim.after(stream.exponential(c === 0 ? 1 / 0.3 : 1 / 0.4), arrive, c);
    });
    sim.at(0, arrive, 0);
    sim.at(0, arrive, 1);
    sim.runUntil(60_000);
    for (const c of [0, 1]) (waits[c] as number[]).push((sums[c] as number) / (counts[c] as number));
  }
  expect(waits.map((list) => list.length)).toEqual([50, 50]);
  expectMean(waits[0] as number[], 1, 0.02);
  expectMean(waits[1] as number[], 10 / 3, 0.03);
});
