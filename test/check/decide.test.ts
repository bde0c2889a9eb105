import { describe, expect, test } from "vitest";
import { Decision } from "../../src/check/decide.ts";
import { alphaOf } from "../../src/check/looks.ts";
import type { Figure, Observation, Replication } from "../../src/result/figures/figure.ts";
import { seedsOf } from "../../src/result/seeds-of.ts";
import type { Budget } from "../../src/scenario/scenario.ts";
import { figureOf } from "./figure-of.ts";

type MeanLatency = Extract<Budget, { figure: "meanLatency" }>;
type Limits = Partial<Pick<MeanLatency, "max" | "min" | "severity" | "confidence">>;

function budget(id: string, limits: Limits): Budget {
  return {
    id,
    figure: "meanLatency",
    step: "shake",
    clock: "client",
    judge: "together",
    severity: "error",
    confidence: 0.99,
    ...limits,
  };
}

function figure(id: string, observation: Observation, changes: Partial<Figure> = {}): Figure {
  return figureOf(observation, { id, text: `figure ${id}`, ...changes });
}

const level = (value: number): Observation => ({ kind: "level", value, samples: 1 });
/** Replications whose level is mean +- spread, in turn. */
function runs(mean: number, spread: number, id = "a"): (n: number) => Replication[] {
  return (n) =>
    seedsOf("s", n).map((seed, i) => ({
      seed,
      events: 1,
      complete: true,
      incompleteBecause: [],
      budgets: [figure(id, level(mean + (i % 2 === 0 ? spread : -spread)))],
      figures: [],
    }));
}

function decide(budgets: readonly Budget[], make: (n: number) => Replication[], looks = [5, 10, 20]) {
  const decision = new Decision(budgets, looks);
  const seen: number[] = [];
  for (let wanted = decision.wanted; wanted !== undefined; wanted = decision.wanted) {
    seen.push(wanted);
    decision.see(make(wanted));
  }
  return { seen, verdicts: decision.all };
}

describe("a budget", () => {
  test("passes at the first look when all of its interval is within the limit", () => {
    const { seen, verdicts } = decide([budget("a", { max: 10 })], runs(5, 0.1));
    expect(seen).toEqual([5]);
    expect(verdicts).toMatchObject([{ verdict: "pass", why: null, replications: 5, max: 10, min: null }]);
  });

  test("fails when all of it is beyond, and tells how far", () => {
    const { verdicts } = decide([budget("a", { max: 4 })], runs(5, 0.1));
    expect(verdicts[0]).toMatchObject({ verdict: "fail" });
    expect(verdicts[0]?.margin).toBeCloseTo(-0.255, 9);
  });

  test("is looked at again while the limit is within the interval, and undecided at the last look", () => {
    const { seen, verdicts } = decide([budget("a", { max: 5.001 })], runs(5, 1));
    expect(seen).toEqual([5, 10, 20]);
    expect(verdicts).toMatchObject([
      { verdict: "undecided", why: "the limit lies within the interval", replications: 20 },
    ]);
  });

  test("keeps the verdict of the look at which it was reached", () => {
    const both = (n: number) =>
      runs(
        5,
        0.1,
      )(n).map((run, i) => ({
        ...run,
        budgets: [...run.budgets, figure("b", level(i % 2 === 0 ? 1 : 9))],
      }));
    const { seen, verdicts } = decide([budget("a", { max: 10 }), budget("b", { max: 5.001 })], both);
    expect(seen).toEqual([5, 10, 20]);
    expect(verdicts.map(({ id, verdict, replications }) => [id, verdict, replications])).toEqual([
      ["a", "pass", 5],
      ["b", "undecided", 20],
    ]);
  });

  test("is within a limit that it meets exactly, from either side", () => {
    expect(decide([budget("a", { max: 5 })], runs(5, 0)).verdicts[0]?.verdict).toBe("pass");
    expect(decide([budget("a", { min: 5 })], runs(5, 0)).verdicts[0]?.verdict).toBe("pass");
    expect(decide([budget("a", { min: 5, max: 5 })], runs(5, 0)).verdicts[0]?.verdict).toBe("pass");
  });

  test("with two limits fails at either", () => {
    expect(decide([budget("a", { min: 6, max: 9 })], runs(5, 0.1)).verdicts[0]?.verdict).toBe("fail");
    expect(decide([budget("a", { min: 1, max: 4 })], runs(5, 0.1)).verdicts[0]?.verdict).toBe("fail");
    expect(decide([budget("a", { min: 1, max: 9 })], runs(5, 0.1)).verdicts[0]?.verdict).toBe("pass");
  });

  test("that is off is not judged, and without any nothing is run", () => {
    expect(decide([budget("a", { max: 1, severity: "off" })], runs(5, 1))).toEqual({
      seen: [],
      verdicts: [],
    });
  });

  test("of which each part is judged has a verdict for each, and all are paid for", () => {
    const parts = (n: number) =>
      runs(
        5,
        1,
      )(n).map((run) => ({
        ...run,
        budgets: ["x", "y", "z"].map((part) =>
          figure(`a[${part}]`, run.budgets[0]?.parts[0]?.slices[0] as Observation),
        ),
      }));
    const each = decide([budget("a", { max: 10 })], parts, [5]).verdicts;
    const alone = decide([budget("a", { max: 10 })], runs(5, 1), [5]).verdicts;
    expect(each.map(({ id }) => id)).toEqual(["a[x]", "a[y]", "a[z]"]);
    expect(each[0]?.high).toBeGreaterThan(alone[0]?.high ?? Number.POSITIVE_INFINITY);
  });
});

describe("no data", () => {
  const counted = (samples: number) => (n: number) =>
    runs(
      5,
      0,
    )(n).map((run) => ({
      ...run,
      budgets: [
        figure("a", { kind: "ratio", part: 0, whole: samples, samples }, { unit: "share", samplesMin: 1000 }),
      ],
    }));

  test("never passes", () => {
    const { seen, verdicts } = decide([budget("a", { max: 0.5 })], counted(40));
    expect(seen).toEqual([5, 10, 20]);
    const nothing = { verdict: "no data", why: "fewer than 1000 samples", estimate: null, samples: 800 };
    expect(verdicts).toMatchObject([nothing]);
  });

  test("asks for no more replications where all that there may be would be far too few", () => {
    const { seen, verdicts } = decide([budget("a", { max: 0.5 })], counted(10));
    expect(seen).toEqual([5]);
    expect(verdicts).toMatchObject([{ verdict: "no data", samples: 50 }]);
  });

  test("may become enough with more replications", () => {
    const { seen, verdicts } = decide([budget("a", { max: 0.5 })], counted(100));
    expect(seen).toEqual([5, 10]);
    expect(verdicts).toMatchObject([{ verdict: "pass", samples: 1000 }]);
  });

  test("is what nothing was ever counted of", () => {
    expect(decide([budget("a", { max: 0.5 })], counted(0)).verdicts[0]?.verdict).toBe("no data");
  });
});

test("a replication that was cut short leaves every budget undecided, and asks for no more", () => {
  const cut = (n: number) =>
    runs(
      5,
      0.1,
    )(n).map((run, i) =>
      i === 2 ? { ...run, complete: false, incompleteBecause: ["the cap on events was hit"] } : run,
    );
  const { seen, verdicts } = decide([budget("a", { max: 10 })], cut);
  expect(seen).toEqual([5]);
  expect(verdicts).toMatchObject([
    { verdict: "undecided", why: "seed s/3 was not run to its end: the cap on events was hit" },
  ]);
});

test("the worst seed is that of the replication which by itself is worst", () => {
  const { verdicts } = decide([budget("a", { max: 10 })], (n) =>
    runs(
      5,
      0,
    )(n).map((run, i) => ({
      ...run,
      budgets: [
        figure("a", { kind: "level", value: i === 3 ? 5.5 : 5, atMs: 700, part: "set-01", samples: 1 }),
      ],
    })),
  );
  expect(verdicts[0]?.worst).toEqual({ seed: "s/4", value: 5.5, fromMs: 700, toMs: 700, part: "set-01" });
});

test("seeds are a fixed list that begins with the scenario's own", () => {
  expect(seedsOf("gala", 3)).toEqual(["gala", "gala/2", "gala/3"]);
  expect(seedsOf("gala", 5).slice(0, 3)).toEqual(seedsOf("gala", 3));
});

test("looks and limits share half of what the confidence leaves", () => {
  expect(alphaOf(0.99, 1, 1)).toBeCloseTo(0.005, 12);
  expect(alphaOf(0.95, 3, 8)).toBeCloseTo(0.025 / 24, 12);
});
