import { expect, test } from "vitest";
import { parseAxis } from "../../src/sweep/axis.ts";
import { pointsOf } from "../../src/sweep/design.ts";

const axes = ["a=1..3", "b=10ms,20ms"].map(parseAxis);

test("a grid has each with each, the first axis slowest", () => {
  expect(pointsOf(axes, { kind: "grid" }).map(String)).toEqual([
    "1,10ms",
    "1,20ms",
    "2,10ms",
    "2,20ms",
    "3,10ms",
    "3,20ms",
  ]);
});

test("a list has the n-th of each, and takes equally many", () => {
  expect(pointsOf(["a=1..2", "b=10ms,20ms"].map(parseAxis), { kind: "list" }).map(String)).toEqual([
    "1,10ms",
    "2,20ms",
  ]);
  expect(() => pointsOf(axes, { kind: "list" })).toThrow("as many values of each: a has 3, b has 2");
});

test("points that come twice are done once", () => {
  expect(pointsOf([parseAxis("a=5,1..6,6")], { kind: "grid" })).toHaveLength(6);
});

test("a grid that nobody could wait for is refused before it is made", () => {
  expect(() => pointsOf([parseAxis("a=1..3000000000"), parseAxis("b=1..9")], { kind: "grid" })).toThrow(
    /27000000000 points/,
  );
});

test("random points meet each tenth of a range once, the same for one seed", () => {
  const random = (seed: string) =>
    pointsOf(["a=0.0..10.0", "b=1ms..5ms"].map(parseAxis), { kind: "random", points: 10, seed });
  const [one, again, other] = [random("s"), random("s"), random("t")];
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
  for (const [axis, width] of [
    [0, 1],
    [1, 0.4],
  ] as const) {
    const low = axis === 0 ? 0 : 1;
    const strata = one.map((point) => Math.floor((Number.parseFloat(point[axis] ?? "") - low) / width));
    expect(strata.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
});

test("random points take whole numbers from whole ranges, ends included, and words from lists", () => {
  const points = pointsOf(["a=1..4", "b=x,y"].map(parseAxis), { kind: "random", points: 100, seed: "s" });
  expect([...new Set(points.map(([a]) => a))].sort()).toEqual(["1", "2", "3", "4"]);
  expect([...new Set(points.map(([, b]) => b))].sort()).toEqual(["x", "y"]);
});
