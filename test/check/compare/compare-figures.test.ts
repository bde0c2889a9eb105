import { expect, test } from "vitest";
import { compareFigures } from "../../../src/check/compare/compare-figures.ts";
import type { Figure, Observation } from "../../../src/result/figures/figure.ts";
import { figureOf, level } from "../figure-of.ts";
import { side } from "./pairs.ts";

const NOISE = [0.3, -0.5, 0.1, 0.4, -0.2];

/** Five runs of figures by their ids: each moves by so much, and scatters by as much as NOISE. */
function runs(moves: Readonly<Record<string, number>>) {
  return side(
    ...NOISE.map((noise, run) =>
      Object.entries(moves).map(([id, by], i) =>
        figureOf(level(100 + run + (by === 0 ? 0 : by + (i % 2 === 0 ? noise : -noise))), { id, text: id }),
      ),
    ),
  );
}

test("the most significant change comes first, however small a part of its figure it is", () => {
  const a = runs({ small: 0, large: 0, none: 0 });
  const b = runs({ small: 1.5, large: 40, none: 0 });
  const { figures } = compareFigures(a, b, true);
  expect(figures.map(({ id, move }) => `${id}: ${move}`)).toEqual([
    "large: worse",
    "small: worse",
    "none: same",
  ]);
});

test("of many figures that are looked at, one that chance might well have moved only perhaps did", () => {
  const ids = Array.from({ length: 40 }, (_, i) => `still ${i}`);
  const still = Object.fromEntries(ids.map((id) => [id, 0]));
  const [alone] = compareFigures(runs({ f: 0 }), runs({ f: 0.8 }), true).figures;
  expect(alone?.move).toBe("worse");
  const [among] = compareFigures(runs({ f: 0, ...still }), runs({ f: 0.8, ...still }), true).figures;
  expect(among).toMatchObject({ id: "f", move: "perhaps worse", p: alone?.p });
  expect(among?.pOfAll).toBeCloseTo(41 * (alone?.p ?? 0), 10);
});

test("of a run that was cut short nothing is said, though its figures are shown", () => {
  const { figures } = compareFigures(runs({ f: 0 }), runs({ f: 40 }), false);
  expect(figures[0]?.move).toBe("not judged");
});

test("a figure is not compared where one side lacks it, or means something else by it, or has too few samples", () => {
  const of = (id: string, changes: Partial<Figure> = {}, observation: Observation = level(1)) =>
    figureOf(observation, { id, text: id, ...changes });
  const a = side([of("mine"), of("both"), of("other", { text: "p99 of grab" }), of("few")]);
  const few: Observation = { kind: "level", value: 1, samples: 1 };
  const b = side([
    of("both"),
    of("other", { text: "p99 of open" }),
    of("few", { samplesMin: 2 }, few),
    of("its"),
  ]);
  const { figures, leftOut } = compareFigures(a, b, true);
  expect(figures.map(({ id }) => id)).toEqual(["both"]);
  expect(leftOut.map(({ id, why }) => `${id}: ${why}`)).toEqual([
    "mine: only A has it",
    "other: it is something else in A: p99 of grab",
    "few: too few samples in B, 2 needed",
    "its: only B has it",
  ]);
});

test("budgets' figures and those of every run are told apart though they share an id", () => {
  const [run] = side([figureOf(level(1))]);
  if (run === undefined) throw new Error("no run");
  const both = [{ ...run, budgets: [figureOf(level(2))] }];
  expect(compareFigures(both, both, true).figures.map(({ a }) => a)).toEqual([2, 1]);
});

test("the worst part of each side is compared, though it is another part", () => {
  const parts = (...values: number[]) =>
    figureOf(level(0), { parts: values.map((value, i) => ({ part: `${i}`, slices: [level(value)] })) });
  const { figures } = compareFigures(
    side([parts(9, 1)], [parts(9, 1)]),
    side([parts(1, 4)], [parts(1, 4)]),
    true,
  );
  expect(figures[0]).toMatchObject({ a: 9, b: 4, change: -5 });
});
