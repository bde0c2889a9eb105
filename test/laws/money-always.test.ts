import fc from "fast-check";
import { expect, test } from "vitest";
import type { World } from "../../src/model/world.ts";
import { collectMoney } from "../../src/run/collect-money.ts";
import { anyWorld } from "./any-world.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** Every fen that was put into packets is somewhere, and every fen that was opened in a wallet or owed. */
function expectToTheFen(world: World): void {
  const money = collectMoney(world, world.nowMs);
  const { createdFen, openedFen, refundedFen, remainingFen, creditedFen, owedFen } = money;
  expect(money.violations).toEqual([]);
  // A scale that is no whole number leaves sums of its multiples rounded.
  expect(Math.abs(createdFen - openedFen - refundedFen - remainingFen)).toBeLessThan(0.5);
  expect(Math.abs(openedFen - creditedFen - owedFen)).toBeLessThan(0.5);
}

test("money adds up at every half second while messages are lost, doubled, stopped, and a broker is away", () => {
  const broken = smallNight(
    "run.to=20:01",
    "queues.wallet.unrecognised=20%",
    `faults=[
      {kind: loseMessages, queue: wallet, share: 20%, at: "20:00:10", for: 40s},
      {kind: duplicateMessages, queue: wallet, share: 30%, at: "20:00:15", for: 40s},
      {kind: loseBroker, queue: wallet, broker: 0, at: "20:00:20", for: 15s},
      {kind: stopConsumers, queue: wallet, at: "20:00:40", for: 10s},
      {kind: setDatabaseDown, set: set-03, at: "20:00:30", for: 10s}]`.replaceAll("\n", " "),
  );
  let owedMost = 0;
  const { result } = runWorld(broken, {
    sliceMs: 500,
    each: (world) => {
      expectToTheFen(world);
      owedMost = Math.max(owedMost, collectMoney(world, world.nowMs).owedFen);
    },
  });
  expect(result.money.lostMessages).toBeGreaterThan(100);
  expect(result.money.duplicateCreditsStopped).toBeGreaterThan(100);
  expect(result.books?.wallet?.takenBack).toBeGreaterThan(10);
  expect(owedMost).toBeGreaterThan(0);
  expect(result.money.owedFen).toBe(0);
});

test("money adds up at every second of any world", () => {
  fc.assert(
    fc.property(anyWorld, (scenario) => {
      runWorld(scenario, { sliceMs: 1000, each: expectToTheFen });
    }),
    { numRuns: 10, seed: 1408, endOnFailure: true },
  );
});
