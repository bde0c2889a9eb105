import { expect, test } from "vitest";
import { figureSchema } from "../../../src/result/figures/figure.ts";
import { standardFigures } from "../../../src/result/figures/standard-figures.ts";
import { LogBinSum } from "../../../src/stats/log-bins.ts";
import { runWorld, smallNight } from "../../laws/small-night.ts";

const { result } = runWorld(smallNight("run.to=20:01", "run.drain=20s", "run.scale=1/200"));
const figures = standardFigures(result);
const byId = new Map(figures.map((figure) => [figure.id, figure]));

function observed(id: string) {
  return byId.get(id)?.parts[0]?.slices[0];
}

test("every figure is what the contract says, and has a name of its own", () => {
  for (const figure of figures) expect(figureSchema.parse(figure)).toEqual(figure);
  expect(byId.size).toBe(figures.length);
});

test("the answered, refused and failed requests of a step are all that ended", () => {
  for (const step of ["shake", "send", "grab", "open", "share"]) {
    const shares = ["answered", "refused", "failed"].map((name) => observed(`${step}.${name}`));
    const parts = shares.map((share) => (share?.kind === "ratio" ? share.part / share.whole : Number.NaN));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
  }
});

test("latencies are handed on as histograms, whose quantiles are the result's own", () => {
  const times = observed("grab.client.p99");
  if (times?.kind !== "times") throw new Error("no times");
  const sum = new LogBinSum(times.binsAnOctave);
  sum.add(times);
  expect(sum.count).toBe(result.histograms.grab.client.count);
  expect(sum.quantile(0.99) / (result.latencyMs.grab.client.p99 ?? 0)).toBeCloseTo(1, 2);
});

test("the highest load of a family is the highest value of any of its series, and says where and when", () => {
  const load = observed("sets.load");
  const all = Object.entries(result.series.parts.sets ?? {}).flatMap(([part, { utilisation = [] }]) =>
    utilisation.map((value, i) => ({ part, value: value ?? 0, atMs: result.series.fromMs + 10_000 * i })),
  );
  const highest = all.reduce((most, one) => (one.value > most.value ? one : most));
  expect(load).toMatchObject({ kind: "level", ...highest });
});

test("a night without faults hurts no set and leaves books that balance", () => {
  expect(observed("sets.hurt")).toMatchObject({ value: 0 });
  expect(observed("ledger.error")).toMatchObject({ value: 0 });
});

test("books that are off are an error of at least one fen", () => {
  const off = { ...result, money: { ...result.money, violations: ["set-00: 3 fen too many"] } };
  const error = standardFigures(off).find(({ id }) => id === "ledger.error")?.parts[0]?.slices[0];
  expect(error).toMatchObject({ value: 1 });
});

test("a share of the sets is hurt when their calls fail or they are masked", () => {
  const night = smallNight(
    "run.to=20:01:30",
    "run.drain=20s",
    "run.scale=1/200",
    'faults=[{kind: setDatabaseDown, set: set-03, at: "20:00:20", for: 30s}]',
  );
  const hurt = standardFigures(runWorld(night).result).find(({ id }) => id === "sets.hurt");
  expect(hurt?.parts[0]?.slices[0]).toMatchObject({ value: 1 / 12 });
});
