import { expect, test, vi } from "vitest";
import type { SetCell } from "../../../src/model/site/set-cell.ts";
import { World } from "../../../src/model/world.ts";
import { smallNight } from "../../laws/small-night.ts";

/** A set as the scenario builds it, in a world that does not run. */
function set(...settings: string[]): SetCell {
  const scenario = smallNight("sets.logic.serviceTime={constant: 1ms}", "sets.logic.servers=1", ...settings);
  const world = new World(scenario, { seed: "set", k: 1, fromMs: 0, toMs: 1000, warmUpMs: 0 });
  return world.idcs[0]?.cells[0] as SetCell;
}

test("requests pass its logic servers first come, first served", () => {
  const cell = set();
  const ready = [0, 0, 0.5, 10].map((atMs) => {
    expect(cell.enter(atMs)).toBe(true);
    return cell.readyMs;
  });
  expect(ready).toEqual([1, 2, 3, 11]);
  expect([cell.entered, cell.refused]).toEqual([4, 0]);
});

test("its overload control refuses at the door, and what is refused takes no server", () => {
  const cell = set("sets.logic.overload.threshold=5ms", "sets.logic.overload.step=50%");
  for (let ms = 0; ms < 10_000; ms++) {
    cell.enter(ms);
    cell.enter(ms + 0.5);
  }
  expect(cell.refused).toBeGreaterThan(5000);
  expect(cell.entered + cell.refused).toBe(20_000);
  expect(cell.parts.logic.arrived).toBe(cell.entered);
});

test("rungs that are taken save their shares of the work, and are given up in their order", () => {
  const cell = set("ladder.dwell=0s");
  const levels = [0, 1, 2, 3].map((second) => {
    cell.climb(1000 * second, 0.99);
    cell.enter(1000 * second + 500);
    const givenUp = (["avatars", "details", "credit"] as const).filter((what) => cell.givesUp(what));
    return [givenUp.length, cell.readyMs - 1000 * second - 500];
  });
  expect(levels.map(([given]) => given)).toEqual([...levels.map(([given]) => given)].sort());
  expect(levels.at(-1)?.[0]).toBe(3);
  expect(levels.at(-1)?.[1]).toBeCloseTo(1 - 0.08 - 0.12 - 0.1, 9);
});

test("the rung that puts off credits stops the consumers, and a fault that ends does not start them", () => {
  const cell = set("ladder.dwell=0s");
  const stop = vi.spyOn(cell.wallet.queue, "stop");
  const resume = vi.spyOn(cell.wallet.queue, "resume");
  for (const second of [0, 1, 2, 3]) cell.climb(1000 * second, 0.99);
  expect(cell.givesUp("credit")).toBe(true);
  expect(stop).toHaveBeenCalledTimes(1);
  cell.wallet.stopConsumers();
  cell.wallet.resumeConsumers();
  expect(resume).not.toHaveBeenCalled();
  for (const second of [5, 6, 7, 8]) cell.climb(1000 * second, 0.01);
  expect(resume).toHaveBeenCalledTimes(1);
});
