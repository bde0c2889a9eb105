import { expect, test } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { DEGRADED, EMPTY, FULL, GRANTED } from "../../../src/model/measure/step-counts.ts";
import { Tallies } from "../../../src/model/measure/tallies.ts";
import { STEP_COUNT } from "../../../src/model/workflow/step.ts";
import { said } from "./said.ts";

const GRID = { client: [1000, 1000, 1000, 1000, 1000], service: [500, 500, 500, 500, 500] };

test("answers counted in batches come to what they come to one by one, whenever somebody asks", () => {
  const [batches, singly] = [new Tallies(2, true, 1000, GRID), new Tallies(2, true, 1000, GRID)];
  const stream = new RandomStream("answers");
  for (let i = 0; i < 5000; i++) {
    const entry = stream.integer(2);
    const step = stream.integer(STEP_COUNT);
    const firstMs = i + stream.uniform();
    const readMs = firstMs + stream.lognormal(Math.log(40), 3);
    const serviceMs = stream.exponential(0.01);
    const column = stream.chance(0.9) ? FULL : DEGRADED;
    const outcome = stream.chance(0.5) ? GRANTED : EMPTY;
    batches.answersTo(step, entry).answered(column, outcome, firstMs, readMs, serviceMs);
    singly.counts[entry]?.answered(step, column, outcome, readMs);
    singly.latencies[entry]?.add(step, firstMs, readMs - firstMs, serviceMs);
    if (i % 1777 === 0) expect(said(batches)).toBe(said(singly));
  }
  expect(said(batches)).toBe(said(singly));
});
