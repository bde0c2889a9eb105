import { describe, expect, test } from "vitest";
import { QueueStation } from "../../src/kernel/queue-station.ts";
import type { QueueStationOptions } from "../../src/kernel/queue-station-options.ts";
import { openStream } from "../../src/kernel/random.ts";
import { Simulation } from "../../src/kernel/simulation.ts";
import { FcfsStation } from "../../src/kernel/station.ts";

/** Three customers come one after another while 0 is being served; returns the order of leaving. */
function leavingOrder(options: QueueStationOptions, priorities = [0, 0, 0, 0]): number[] {
  const sim = new Simulation();
  const left: number[] = [];
  const station = new QueueStation(sim, { ...options, onDone: (customer) => left.push(customer) });
  const arrive = sim.register((i) => station.arrive(i, 10, priorities[i]));
  for (let i = 0; i < 4; i++) sim.at(i, arrive, i);
  sim.runIdle();
  return left;
}

describe("QueueStation", () => {
  test("fifo serves in the order of arrival", () => {
    expect(leavingOrder({})).toEqual([0, 1, 2, 3]);
  });

  test("lifo serves the latest first, without taking anyone out of service", () => {
    expect(leavingOrder({ order: "lifo" })).toEqual([0, 3, 2, 1]);
  });

  test("priority serves the lowest class first, and in the order of arrival within it", () => {
    expect(leavingOrder({ order: "priority", classes: 2 }, [1, 1, 0, 0])).toEqual([0, 2, 3, 1]);
  });

  test("a full station refuses, and says so", () => {
    const sim = new Simulation();
    const station = new QueueStation(sim, { servers: 2, waitingMax: 1 });
    expect([0, 1, 2, 3].map((i) => station.arrive(i, 5))).toEqual([true, true, true, false]);
    expect([station.busy, station.waiting, station.refused]).toEqual([2, 1, 1]);
  });

  test("who has waited as long as its patience leaves; who is in service stays", () => {
    const sim = new Simulation();
    const log: string[] = [];
    const station: QueueStation = new QueueStation(sim, {
      onDone: (customer) => log.push(`${sim.now} done ${customer} after ${station.sojournMs}`),
      onAbandoned: (customer) => log.push(`${sim.now} left ${customer} after ${station.waitMs}`),
    });
    station.arrive(0, 10, 0, 1);
    station.arrive(1, 10, 0, 5);
    station.arrive(2, 10, 0, 15);
    sim.runIdle();
    expect(log).toEqual(["5 left 1 after 5", "10 done 0 after 10", "20 done 2 after 20"]);
    expect(sim.counters().cancelled).toBe(1);
  });

  test("while paused nobody begins, those in service end, and all go on when it resumes", () => {
    const sim = new Simulation();
    const starts: [customer: number, atMs: number][] = [];
    const station = new QueueStation(sim, { servers: 2, onStart: (i) => void starts.push([i, sim.now]) });
    sim.callAt(0, () => void station.arrive(0, 10));
    sim.callAt(5, () => station.pause());
    for (const i of [1, 2, 3]) sim.callAt(5 + i, () => void station.arrive(i, 10));
    sim.callAt(30, () => station.resume());
    sim.runIdle();
    expect(starts).toEqual([
      [0, 0],
      [1, 30],
      [2, 30],
      [3, 40],
    ]);
    expect([station.done, station.busyMs()]).toEqual([4, 40]);
  });

  test("who may not start is shed, at once or when a server comes free, and passes nobody by coming again", () => {
    const sim = new Simulation();
    const log: string[] = [];
    const station: QueueStation = new QueueStation(sim, {
      mayStart: (i) => i !== 9 && station.waitMs < 15,
      onStart: (i) => log.push(`${sim.now} start ${i}`),
      onShed: (i) => {
        log.push(`${sim.now} shed ${i} after ${station.waitMs}`);
        if (i === 1) station.arrive(4, 1);
      },
    });
    expect(station.arrive(9, 10)).toBe(false);
    station.arrive(0, 20);
    station.arrive(1, 5);
    sim.callAt(1, () => void station.arrive(2, 5));
    sim.callAt(10, () => void station.arrive(3, 5));
    sim.runIdle();
    const then = ["20 start 3", "20 shed 1 after 20", "20 shed 2 after 19", "25 start 4"];
    expect(log).toEqual(["0 start 0", ...then]);
    expect([station.arrived, station.shed, station.done, station.busy, station.waiting]).toEqual([
      6, 3, 3, 0, 0,
    ]);
  });

  test("who withdraws while waiting is gone without a word; who is in service stays", () => {
    const sim = new Simulation();
    const log: string[] = [];
    const tickets: number[] = [];
    const station: QueueStation = new QueueStation(sim, {
      onDone: (i) => log.push(`${sim.now} done ${i}`),
      onAbandoned: (i) => log.push(`${sim.now} left ${i}`),
    });
    for (const i of [0, 1, 2]) {
      station.arrive(i, 10, 0, 15);
      tickets.push(station.ticket);
    }
    sim.callAt(5, () =>
      expect(tickets.map((ticket) => station.withdraw(ticket))).toEqual([false, true, true]),
    );
    sim.callAt(6, () => expect(station.withdraw(tickets[1] as number)).toBe(false));
    sim.runIdle();
    expect(log).toEqual(["10 done 0"]);
    expect([station.arrived, station.done, station.abandoned, station.waiting]).toEqual([3, 1, 2, 0]);
  });

  test("when the speed changes, what is left of services takes as much longer or shorter", () => {
    const sim = new Simulation();
    const left: [customer: number, atMs: number][] = [];
    const station = new QueueStation(sim, { servers: 2, onDone: (i) => void left.push([i, sim.now]) });
    for (const [i, needMs] of [10, 30, 4].entries()) station.arrive(i, needMs);
    sim.callAt(5, () => station.setSpeed(0.5));
    sim.callAt(11, () => station.setSpeed(0));
    sim.callAt(12, () => station.setSpeed(0));
    sim.callAt(20, () => station.setSpeed(2));
    sim.runIdle();
    // 0: 5 ms, half of 6, still 2 to do at 20. 1: 22 to do. 2 begins at 21.
    expect(left).toEqual([
      [0, 21],
      [2, 23],
      [1, 31],
    ]);
    expect(() => station.setSpeed(-1)).toThrow("cannot work at -1 times its speed");
  });

  test("onStart tells the wait, onDone the wait and the sojourn", () => {
    const sim = new Simulation();
    const log: number[][] = [];
    const station: QueueStation = new QueueStation(sim, {
      onStart: (customer) => log.push([customer, station.waitMs]),
      onDone: (customer) => log.push([customer, station.waitMs, station.sojournMs]),
    });
    station.arrive(7, 10);
    station.arrive(8, 3);
    sim.runIdle();
    expect(log).toEqual([[7, 0], [8, 10], [7, 0, 10], [8, 10, 13]]); // biome-ignore format: a table
  });

  test("arrived = done + refused + abandoned + waiting + busy at any time, and the integrals are Little's", () => {
    const sim = new Simulation();
    const stream = openStream("1", "conservation");
    let sojourns = 0;
    const add = (): void => {
      sojourns += station.sojournMs;
    };
    const station: QueueStation = new QueueStation(sim, {
      servers: 3,
      waitingMax: 10,
      order: "priority",
      classes: 3,
      onDone: add,
      onAbandoned: add,
    });
    let left = 5000;
    const arrive = sim.register(() => {
      station.arrive(left, stream.exponential(1), stream.integer(3), stream.exponential(2));
      const { arrived, done, refused, abandoned, waiting, busy } = station;
      expect(done + refused + abandoned + waiting + busy).toBe(arrived);
      if (--left > 0) sim.after(stream.exponential(0.15), arrive);
    });
    sim.at(0, arrive);
    sim.runIdle();
    expect(Math.min(station.refused, station.abandoned)).toBeGreaterThan(100);
    expect(station.waitingMs() + station.busyMs()).toBeCloseTo(sojourns, 6);
  });

  test.each([1, 4])(
    "with %d servers it serves customer by customer as the feed-forward station does",
    (servers) => {
      const sim = new Simulation();
      const feedForward = new FcfsStation({ servers, waitingMax: 6 });
      const stream = openStream("1", "twins");
      const expected: number[] = [];
      const starts: number[] = [];
      const station: QueueStation = new QueueStation(sim, {
        servers,
        waitingMax: 6,
        onStart: () => starts.push(sim.now),
      });
      let left = 3000;
      const arrive = sim.register(() => {
        const serviceMs = stream.exponential(1);
        const start = feedForward.arrive(sim.now, serviceMs);
        if (!Number.isNaN(start)) expected.push(start);
        station.arrive(left, serviceMs);
        if (--left > 0) sim.after(stream.exponential(1 / servers), arrive);
      });
      sim.at(0, arrive);
      sim.runIdle();
      expect(starts).toEqual(expected);
      expect(station.refused).toBe(feedForward.refused);
    },
  );

  test("a class that the station does not have is an invariant error", () => {
    const sim = new Simulation();
    const station = new QueueStation(sim, { order: "priority", classes: 2, name: "db" });
    station.arrive(0, 5, 0);
    expect(() => station.arrive(1, 5, 2)).toThrow("db: has no class 2 of 2");
    expect(() => station.arrive(1, -5)).toThrow("cannot serve for -5 ms");
  });
});
