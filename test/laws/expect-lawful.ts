import { expect } from "vitest";
import type { World } from "../../src/model/world.ts";
import { encodeResult } from "../../src/result/encode.ts";
import { type Result, resultSchema, STEPS } from "../../src/result/result.ts";
import { brokenLaws } from "../../src/run/broken-laws.ts";

/** Fifteen retransmissions, each after twice as long as the one before, the first after two seconds, take less than this. */
const HOURS_MAX = 24;

/** Expects of a world that has drained what must hold in every world, whatever was set and whatever broke. */
export function expectLawful(world: World, result: Result): void {
  expect(brokenLaws(world, result)).toEqual([]);
  expectConserved(result);
  expectBalanced(result);
  expectKept(world, result);
  expectWithinCapacity(result);
  expectLinesToAddUp(result);
  expect(resultSchema.safeParse(result).error).toBe(undefined);
  expect(encodeResult(result)).toContain('"complete":true');
  expectToEnd(world, result);
}

/** Nobody is forgotten: where packets are lost one after another, one is sent again for hours, and comes to an end, too. */
function expectToEnd(world: World, { simulated }: Result): void {
  const { faults, carriers } = world.params.scenario;
  const lossy =
    faults.some(({ kind }) => kind === "congestCarrier") ||
    Object.values(carriers.access).some(({ bursts }) => bursts !== undefined);
  const inFlight = STEPS.reduce((sum, step) => sum + simulated[step].inFlight, 0);
  expect(world.edges.reduce((sum, edge) => sum + edge.requests.size, 0)).toBeGreaterThanOrEqual(inFlight);
  const left = () => world.edges.map(({ requests, crowd }) => requests.size + crowd.size);
  const nobody = world.edges.map(() => 0);
  for (let hours = 0; lossy && hours < HOURS_MAX && left().some((count) => count > 0); hours++)
    world.runUntil(world.nowMs + 3_600_000);
  expect(left()).toEqual(nobody);
}

function expectConserved(result: Result): void {
  for (const step of STEPS) {
    const { offered, full, degraded, refused, failed, inFlight } = result.series.steps[step];
    expect(Math.min(0, ...inFlight)).toBeGreaterThanOrEqual(0);
    let left = 0;
    for (let i = 0; i < offered.length; i++) {
      left += offered[i] as number;
      for (const ended of [full, degraded, refused, failed]) left -= ended[i] as number;
    }
    const { inFlight: atEnd, answered, outcomes, attempts, offered: requests } = result.simulated[step];
    expect(left).toBeCloseTo(atEnd * result.scale.k, 6);
    expect(attempts).toBeGreaterThanOrEqual(requests);
    const told = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
    expect(told).toBe(answered.full + answered.degraded);
  }
}

function expectBalanced({ money, scale }: Result): void {
  expect(money.violations).toEqual([]);
  const { createdFen, openedFen, refundedFen, remainingFen, creditedFen, owedFen } = money;
  // The scale may be no whole number: then sums of its multiples are rounded.
  expect(Math.abs(createdFen - openedFen - refundedFen - remainingFen)).toBeLessThan(scale.k / 100);
  expect(Math.abs(openedFen - creditedFen - owedFen)).toBeLessThan(scale.k / 100);
}

/** Every record that is owed was written or is missing, every message somewhere, what was written twice is counted. */
function expectKept(world: World, { books = {}, money }: Result): void {
  for (const book of Object.values(books)) {
    expect(book.written).toBeLessThanOrEqual(book.owed);
    expect(book.missing).toBeLessThanOrEqual(book.owed - book.written);
    const { writtenTwice = 0, takenBack = 0 } = book;
    expect(takenBack).toBeLessThanOrEqual(writtenTwice);
    expect(book.rightAgainAtMs === null).toBe(book.missing > 0 || takenBack < writtenTwice);
  }
  expect(books.wallet?.written).toBe(money.credits);
  for (const { queue, centre } of world.idcs.flatMap(({ cells }) =>
    cells.flatMap(({ parts }) => parts.office.books),
  )) {
    expect(queue.depth).toBeGreaterThanOrEqual(0);
    // What no message is under way for, and none ever was lost or died for, is written.
    expect(centre.claims - centre.credits).toBeLessThanOrEqual(
      queue.depth + queue.onDisk + queue.lost + queue.dead,
    );
    expect(queue.onDisk).toBe(queue.spill?.size ?? 0);
  }
}

/** Every byte on a line is there for something, every message lost for a reason. */
function expectLinesToAddUp({ series }: Result): void {
  for (const metrics of Object.values(series.parts.lines ?? {})) {
    const { bytesPerS = [], lostCount = [] } = metrics;
    const sum = (names: RegExp, window: number) =>
      Object.entries(metrics).reduce(
        (total, [name, of]) => total + (names.test(name) ? (of[window] ?? 0) : 0),
        0,
      );
    bytesPerS.forEach((bytes, i) => {
      expect(sum(/^\w+BytesPerS$/, i)).toBeCloseTo(bytes ?? 0, 3);
    });
    lostCount.forEach((lost, i) => {
      expect(sum(/^lost(Full|Loss|Cut|InFlight)Count$/, i)).toBeCloseTo(lost ?? 0, 3);
    });
  }
}

function expectWithinCapacity({ series }: Result): void {
  // A set's servers are a fluid when scaled down: what it is charged and what it works off are means.
  const most = { carriers: 1 + 1e-9, lines: 1 + 1e-9, clusters: 1 + 1e-9, sets: 1.05 };
  for (const [family, limit] of Object.entries(most)) {
    for (const metrics of Object.values(series.parts[family] ?? {})) {
      for (const [metric, values] of Object.entries(metrics)) {
        if (!/utilisation/i.test(metric)) continue;
        for (const value of values) expect(value ?? 0).toBeLessThan(limit);
      }
    }
  }
}
