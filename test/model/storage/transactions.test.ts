import { expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { NO_ROW } from "../../../src/model/storage/row-locks.ts";
import { Transactions } from "../../../src/model/storage/transactions.ts";

/** Transactions of 1 ms of work, acknowledged 2 ms later; what became of each is written down. */
function database(
  options: {
    connections?: number;
    lockWaitMaxMs?: number;
    k?: number;
    workMs?: number;
    deadlockCheckMs?: number;
  } = {},
) {
  const sim = new Simulation();
  const told: [ticket: number, what: string, atMs: number][] = [];
  const transactions = new Transactions(
    {
      sim,
      name: "database",
      k: options.k ?? 1,
      connections: options.connections ?? Number.POSITIVE_INFINITY,
      workMs: compileDistribution({ kind: "constant", value: options.workMs ?? 1 }),
      deadlockCheckMs: options.deadlockCheckMs ?? 0,
      lockWaitMaxMs: options.lockWaitMaxMs ?? 50_000,
      stream: openStream("transactions", "test"),
    },
    {
      worked: (ticket) => {
        told.push([ticket, "worked", sim.now]);
        return sim.now + 2;
      },
      failed: (ticket, why) => told.push([ticket, why, sim.now]),
    },
  );
  return { sim, transactions, told };
}

test("those who want one row have it one after another, in the order in which they came", () => {
  const { sim, transactions, told } = database();
  for (let i = 0; i < 4; i++) transactions.begin(i / 10, 7);
  sim.runIdle();
  expect(told).toEqual([
    [0, "worked", 1],
    [1, "worked", 4],
    [2, "worked", 7],
    [3, "worked", 10],
  ]);
  expect(transactions.lockWaits).toBe(3);
  expect(transactions.lockWaitMs).toBeCloseTo(3 - 0.1 + (6 - 0.2) + (9 - 0.3), 9);
});

test("different rows, and new ones, do not wait for each other", () => {
  const { sim, transactions, told } = database();
  for (const row of [1, 2, NO_ROW, NO_ROW]) transactions.begin(0, row);
  sim.runIdle();
  expect(told.map(([, , atMs]) => atMs)).toEqual([1, 1, 1, 1]);
});

test("one that met nobody keeps the row from those who come before it ends", () => {
  const { sim, transactions, told } = database({ workMs: 0 });
  expect(transactions.idle(3, 0)).toBe(true);
  expect(transactions.idle(3, 4.9, 5)).toBe(false);
  expect(transactions.idle(3, 5, 5)).toBe(true);
  transactions.begin(2, 3, 5);
  sim.runIdle();
  expect(told).toEqual([[0, "worked", 5]]);
  expect(transactions.idle(3, sim.now)).toBe(true);
});

test("while a deadlock is looked for, no row of the database is given to anybody, a free one neither", () => {
  const { sim, transactions, told } = database({ workMs: 0, deadlockCheckMs: 4 });
  transactions.begin(0, 1, 1);
  sim.runUntil(0.5);
  expect(transactions.idle(2, 0.5)).toBe(false);
  transactions.begin(0.5, 2);
  sim.runIdle();
  // The first to wait goes through itself alone: 4 ms from 0 on.
  expect(told.map(([, , atMs]) => atMs)).toEqual([4, 4]);
  expect(transactions.idle(2, 10)).toBe(true);
});

test("no more are in the database than it has connections; who waits for a row holds one", () => {
  const { sim, transactions, told } = database({ connections: 2 });
  for (const row of [1, 1, 2]) transactions.begin(0, row);
  sim.runIdle();
  // The second waits for row 1 on the second connection, so row 2 is not reached before the first has ended.
  expect(told).toEqual([
    [0, "worked", 1],
    [1, "worked", 4],
    [2, "worked", 4],
  ]);
  expect(transactions.connectionWaits).toBe(1);
});

test("who has waited for a row too long gives up, and the others go on", () => {
  const { sim, transactions, told } = database({ lockWaitMaxMs: 2.5 });
  for (let i = 0; i < 3; i++) transactions.begin(0, 1);
  transactions.begin(0.6, 1);
  sim.runIdle();
  expect(told).toEqual([
    [0, "worked", 1],
    [1, "lockWait", 2.5],
    [2, "lockWait", 2.5],
    [3, "worked", 4],
  ]);
  expect(transactions.lockTimeouts).toBe(2);
});

test("a database that is gone tells everybody who has not committed, and takes new ones when it is back", () => {
  const { sim, transactions, told } = database({ connections: 3 });
  for (let i = 0; i < 5; i++) transactions.begin(0, 1);
  sim.runUntil(1.5);
  transactions.fail();
  expect(told.slice(1)).toEqual([1, 2, 3, 4].map((ticket) => [ticket, "database", 1.5]));
  transactions.begin(2, 1);
  sim.runIdle();
  // The first had committed before: its row is free when it is acknowledged.
  expect(told.at(-1)?.[2]).toBe(4);
  expect(transactions.presentAt(1)).toBe(0);
});

test("scaled down, a few transactions are no crowd", () => {
  const { sim, transactions } = database({ connections: 100, k: 1000 });
  for (let row = 0; row < 12; row++) transactions.begin(0, row);
  sim.runIdle();
  expect(transactions.connectionWaits).toBe(0);
  for (let row = 0; row < 14; row++) transactions.begin(sim.now, row);
  sim.runIdle();
  expect(transactions.connectionWaits).toBe(1);
});
