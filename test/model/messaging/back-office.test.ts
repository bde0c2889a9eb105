import { expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { BackOffice } from "../../../src/model/messaging/back-office.ts";
import { Book } from "../../../src/model/messaging/book.ts";
import { MessageCentre } from "../../../src/model/messaging/message-centre.ts";
import { MessageQueue } from "../../../src/model/messaging/queue.ts";
import { Reconciliation } from "../../../src/model/messaging/reconciliation.ts";

function openWallet(simulation: Simulation, depthMax: number): Book {
  const centre = new MessageCentre({ name: "wallets", allowedLagMs: 5000, windowMs: 1000 });
  const queue = new MessageQueue({
    name: "wallet",
    simulation,
    k: 1,
    partitions: 4,
    consumers: 2,
    serviceMs: compileDistribution({ kind: "exponential", mean: 3 }),
    batchSize: 4,
    batchWaitMs: 20,
    pollIdleMs: 200,
    retries: 2,
    retryPauseMs: 100,
    lossChance: 0.02,
    failureChance: 0.1,
    depthMax,
    stream: openStream("office", "wallet"),
    consume: (claim, atMs) => centre.credit(claim, atMs),
  });
  const job = { name: "reconciliation", simulation, centre, queue, k: 1 };
  const passes = [new Reconciliation({ ...job, everyMs: 1000, lagMs: 1000, ratePerS: 1000 })];
  return new Book({ name: "wallet", centre, queue, passes, refusesWhenFull: true, simulation });
}

/** Ten seconds of 200 openings a second, acknowledged up to 20 ms later, in a set that looks every so often [ms]. */
function evening(lookEveryMs: number) {
  const sim = new Simulation();
  const office = new BackOffice("office", sim, (clock) => [openWallet(clock, 40)]);
  office.books[0]?.passes[0]?.start(20_000);
  const stream = openStream("office", "openings");
  const open = sim.register(() => {
    office.opened(sim.now + 20 * stream.uniform(), 1 + stream.integer(100), stream.integer(50));
    const nextMs = sim.now + stream.exponential(5);
    if (nextMs < 10_000) sim.at(nextMs, open);
  });
  const look = sim.register(() => {
    office.catchUp();
    if (sim.now + lookEveryMs < 20_000) sim.after(lookEveryMs, look);
  });
  sim.at(0, open);
  sim.at(lookEveryMs, look);
  sim.runUntil(20_000);
  const { queue, centre } = office.books[0] as Book;
  const { acked, dead, lost, retried, spilled, batches, depthPeak, peakAtMs } = queue;
  const { claims, credits, creditedFen, repairs, lagSumMs, lagMaxMs } = centre;
  return {
    queue: { acked, dead, lost, retried, spilled, batches, depthPeak, peakAtMs },
    centre: { claims, credits, creditedFen, repairs, lagSumMs, lagMaxMs },
    events: office.sim.eventsFired,
  };
}

test("books come out the same however often somebody looks at them", () => {
  const once = evening(19_999);
  expect(once.queue.acked).toBeGreaterThan(1000);
  expect(once.centre.repairs).toBeGreaterThan(0);
  expect(evening(1)).toEqual(once);
  expect(evening(777)).toEqual(once);
});

test("whoever takes a book finds it as it is now", () => {
  const sim = new Simulation();
  const office = new BackOffice("office", sim, (clock) => [openWallet(clock, 40)]);
  const credits = () => office.book("wallet")?.centre.credits;
  for (let i = 0; i < 100; i++) office.opened(10 + i, 1, i);
  expect(credits()).toBe(0);
  sim.runUntil(5000);
  expect(credits()).toBeGreaterThan(80);
  expect(office.sim.now).toBe(5000);
  expect(office.book("lists")).toBeUndefined();
});

test("whether a full queue pushes back is told of the queue as it is now", () => {
  const sim = new Simulation();
  const office = new BackOffice("office", sim, (clock) => [openWallet(clock, 40)]);
  for (let i = 0; i < 100; i++) office.opened(10, 1, i);
  expect(office.pushesBack).toBe(false);
  sim.runUntil(11);
  expect(office.pushesBack).toBe(true);
  sim.runUntil(5000);
  expect(office.pushesBack).toBe(false);
});
