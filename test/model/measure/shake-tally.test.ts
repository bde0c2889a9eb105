import { expect, test } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { DEGRADED, FULL, NO_LUCK } from "../../../src/model/measure/step-counts.ts";
import { Tallies } from "../../../src/model/measure/tallies.ts";
import { SHAKE } from "../../../src/model/workflow/step.ts";
import { said } from "./said.ts";

const GRID = { client: [1000, 1000, 1000, 1000, 1000], service: [500, 500, 500, 500, 500] };

test("shakes counted in batches come to what they come to one by one, whenever somebody asks", () => {
  const [batches, singly] = [new Tallies(2, true, 1000, GRID), new Tallies(2, true, 1000, GRID)];
  const stream = new RandomStream("batches");
  for (let i = 0; i < 5000; i++) {
    const entry = stream.integer(2);
    const sentMs = i + stream.uniform();
    // Some are too short, or too long, for a histogram's bins.
    const readMs = sentMs + stream.lognormal(Math.log(40), 3);
    const serviceMs = stream.exponential(0.01);
    const column = stream.chance(0.9) ? FULL : DEGRADED;
    batches.shakes[entry]?.began(sentMs);
    singly.counts[entry]?.began(SHAKE, sentMs);
    if (stream.chance(0.8)) {
      batches.answersTo(SHAKE, entry).answered(column, NO_LUCK, sentMs, readMs, serviceMs);
      singly.counts[entry]?.answered(SHAKE, column, NO_LUCK, readMs);
      singly.latencies[entry]?.add(SHAKE, sentMs, readMs - sentMs, serviceMs);
    }
    if (i % 1777 === 0) expect(said(batches)).toBe(said(singly));
  }
  expect(said(batches)).toBe(said(singly));
});
