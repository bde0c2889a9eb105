import { expect, test } from "vitest";
import { crossing } from "../../src/capacity/crossing.ts";
import { excessOf } from "../../src/capacity/excess.ts";
import { Span } from "../../src/capacity/span.ts";
import type { Figure, Replication } from "../../src/result/figures/figure.ts";
import { parseRange } from "../../src/sweep/range.ts";

function span(text: string): Span {
  const range = parseRange(text);
  if (range === undefined || "why" in range) throw new Error(text);
  return new Span(range);
}

function replication(part: number, whole: number, complete = true): Replication {
  const figure: Figure = {
    id: "b",
    text: "b",
    unit: "share",
    better: "more",
    take: "mean",
    samplesMin: 100,
    badSlices: 0,
    fromMs: 0,
    toMs: 1,
    sliceMs: 1,
    parts: [{ part: "", slices: [{ kind: "ratio", part, whole, samples: whole }] }],
  };
  return { seed: "s", events: 1, complete, incompleteBecause: [], budgets: [figure], figures: [] };
}

const limit = { id: "b", min: 0.99, severity: "error", confidence: 0.99 } as const;

test("a crossing is read from logarithms where there are any, else from the figures, else from the middle", () => {
  const at = (x: number, plain: number, log: number) => ({ x, excess: { plain, log } });
  expect(crossing(at(10, -5, -1), at(20, 90, 1))).toBe(15);
  expect(crossing(at(10, -1, Number.NEGATIVE_INFINITY), at(20, 3, 2))).toBe(12.5);
  expect(crossing(at(10, -1, -1), at(20, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY))).toBe(15);
});

test("a share with a least value is measured by what is lost; no data and a run cut short are beyond any limit", () => {
  expect(excessOf({ id: "b", limit }, [replication(980, 1000)]).log).toBeCloseTo(Math.log(2));
  expect(excessOf({ id: "b", limit }, [replication(990, 1000), replication(1000, 1000)]).log).toBeCloseTo(
    -Math.log(2),
  );
  expect(excessOf({ id: "b", limit }, [replication(99, 99)]).plain).toBe(Number.POSITIVE_INFINITY);
  expect(excessOf({ id: "b", limit }, [replication(1000, 1000, false)]).plain).toBe(Number.POSITIVE_INFINITY);
});

test("values lie on the steps of a range, and never beyond the one asked for", () => {
  const steps = span("30..61:10");
  expect([steps.last, steps.snap(44), steps.towards(49, 30), steps.towards(41, 61)]).toEqual([
    60, 40, 40, 50,
  ]);
  expect([steps.areClose(40, 50, 0), steps.areClose(40, 60, 0)]).toEqual([true, false]);
  expect(span("1..100").middle(1, 100)).toBe(10);
  expect(span("0.5..1.5").middle(0.5, 1.5)).toBe(1);
  expect(span("10Gbps..100Gbps").text(span("10Gbps..100Gbps").snap(12.345678))).toBe("12.35Gbps");
});
