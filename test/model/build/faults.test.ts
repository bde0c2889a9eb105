import { expect, test } from "vitest";
import { World } from "../../../src/model/world.ts";
import { smallNight } from "../../laws/small-night.ts";

/** A quiet world under faults. */
function broken(faults: string): World {
  const scenario = smallNight("packets.release.rate=0/s", `faults=[${faults}]`);
  return new World(scenario, { seed: "faults", k: 1000, fromMs: 0, toMs: 60_000, warmUpMs: 0 });
}
const cellsOf = (world: World) => world.idcs.flatMap((idc) => idc.cells);

test("a part that is broken twice is whole when both faults have ended", () => {
  const world = broken(
    `{kind: loseIdc, idc: sz-2, at: "20:00:05", for: 20s},
     {kind: crashReplica, set: set-00, replica: 1, at: "20:00:10", for: 30s}`.replaceAll("\n", " "),
  );
  const replicas = cellsOf(world).find(({ parts }) => parts.name === "set-00")?.parts.replicas;
  const up = [4, 6, 15, 26, 41].map((s) => {
    world.runUntil(1000 * s);
    return replicas?.isUp(1);
  });
  expect(up).toEqual([true, false, false, false, true]);
});

test("databases and consumers that fail for two reasons are back when the last has gone", () => {
  const world = broken(
    `{kind: setDatabaseDown, set: set-01, at: "20:00:05", for: 10s},
     {kind: setDatabaseDown, set: set-01, at: "20:00:10", for: 10s}`.replaceAll("\n", " "),
  );
  const cell = cellsOf(world).find(({ parts }) => parts.name === "set-01");
  const down = [4, 6, 16, 21].map((s) => {
    world.runUntil(1000 * s);
    return cell?.databaseDown;
  });
  expect(down).toEqual([false, true, true, false]);
});

test("each fault is told once, in the order of time, by the district that it touches first", () => {
  const world = broken(
    `{kind: stopConsumers, queue: wallet, at: "20:00:07", for: 1s},
     {kind: cutLine, line: sz-sh-main, at: "20:00:03", for: 1s, name: digger}`.replaceAll("\n", " "),
  );
  world.runUntil(10_000);
  const told = world.timelines.flatMap(({ entries }) => entries.filter(({ kind }) => kind === "fault"));
  expect(told.map(({ atMs, part, text }) => `${atMs} ${part}: ${text}`)).toEqual([
    "3000 sz-sh-main: digger",
    "7000 wallet: consumers stopped",
  ]);
});

test("a line that flaps is cut and mended in turn until the fault is over, in its direction only", () => {
  const world = broken(
    '{kind: flapLine, line: sz-sh-main, at: "20:00:05", for: 13s, down: 2s, up: 3s, direction: forward}',
  );
  const [sz, sh] = world.edges.map(({ ways }) => ways.find((way) => way !== undefined));
  const cut = [4, 6, 8, 11, 13, 16, 17.5, 19].map((s) => {
    world.runUntil(1000 * s);
    return [sz?.lines[0]?.cuts.isCut, sh?.back[0]?.cuts.isCut];
  });
  expect(cut.map(([out]) => out)).toEqual([false, true, false, true, false, true, false, false]);
  expect(cut.every(([out, back]) => out === back)).toBe(true);
  expect([sz?.back[0]?.cuts.diedIn(0, 20_000), sh?.lines[0]?.lostByCut]).toEqual([false, 0]);
  const told = world.timelines.flatMap(({ entries }) => entries.filter(({ kind }) => kind === "fault"));
  expect(told.map(({ atMs, untilMs, text }) => [atMs, untilMs, text])).toEqual([
    [5000, 18_000, "line flaps"],
  ]);
});

test("a line that degrades one way does so for its sender and for its receiver's hellos", () => {
  const world = broken(
    '{kind: degradeLine, line: sz-sh-main, direction: backward, loss: 30%, at: "20:00:05", for: 5s}',
  );
  const [sz, sh] = world.edges.map(({ ways }) => ways.find((way) => way !== undefined));
  const losses = [4, 6, 11].map((s) => {
    world.runUntil(1000 * s);
    return [sz?.lines[0], sz?.back[0], sh?.lines[0], sh?.back[0]].map((way) => way?.lossShare);
  });
  expect(losses[1]?.map((loss) => Number(loss?.toFixed(9)))).toEqual([0, 0.3, 0.3, 0]);
  expect([losses[0], losses[2]]).toEqual([
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
});
