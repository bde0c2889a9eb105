import { expect, test } from "vitest";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { CallDeadlines } from "../../../src/model/workflow/call-deadlines.ts";

function deadlines(lengthMs = 100) {
  const simulation = new Simulation();
  const open = new Map<number, number>();
  const due: [slot: number, atMs: number][] = [];
  const made = new CallDeadlines(
    simulation,
    lengthMs,
    (slot, tag) => open.get(slot) === tag,
    (slot) => {
      open.delete(slot);
      due.push([slot, simulation.now]);
    },
  );
  const call = (slot: number, tag: number) => {
    open.set(slot, tag);
    made.set(slot, tag);
  };
  return { simulation, open, due, call };
}

test("a call that is not answered falls due after its length, in the order of the calls", () => {
  const { simulation, due, call } = deadlines();
  simulation.callAt(10, () => call(1, 1));
  simulation.callAt(10, () => call(2, 1));
  simulation.callAt(30, () => call(3, 1));
  simulation.runIdle();
  expect(due).toEqual([
    [1, 110],
    [2, 110],
    [3, 130],
  ]);
});

test("a call that is answered in time never falls due, nor does its slot's next call too early", () => {
  const { simulation, open, due, call } = deadlines();
  simulation.callAt(0, () => call(1, 1));
  simulation.callAt(50, () => open.delete(1));
  simulation.callAt(60, () => call(1, 2));
  simulation.runIdle();
  expect(due).toEqual([[1, 160]]);
});

test("a call made when another falls due has its whole length", () => {
  const { simulation, due, call } = deadlines();
  simulation.callAt(0, () => call(1, 1));
  simulation.callAt(100.5, () => call(2, 1));
  simulation.runIdle();
  expect(due).toEqual([
    [1, 100],
    [2, 200.5],
  ]);
});

test("thousands of calls at a time keep their deadlines, at the cost of few events", () => {
  const { simulation, open, due, call } = deadlines();
  for (let i = 0; i < 5000; i++) simulation.callAt(i / 100, () => call(i, i));
  for (let i = 0; i < 5000; i++) if (i % 500 !== 0) simulation.callAt(60, () => open.delete(i));
  simulation.runIdle();
  expect(due).toEqual(Array.from({ length: 10 }, (_, i) => [500 * i, 5 * i + 100]));
  expect(simulation.eventsFired - 5000 - 4990).toBeLessThan(20);
});
