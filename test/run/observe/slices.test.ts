import { expect, test } from "vitest";
import { runObserved } from "../../../src/run/run.ts";
import { smallNight } from "../../laws/small-night.ts";

const ENTRIES = ["sz", "sh"].flatMap((region) =>
  ["telecom", "mobile", "unicom"].map((carrier) => `region: ${region}, carrier: ${carrier}`),
);
/** Next to nothing comes through to anybody from 20:00:38 to 20:00:58. */
const SILENCE = ENTRIES.map(
  (entry) => `{kind: congestCarrier, ${entry}, capacity: 0.000001%, at: "20:00:38", for: 20s}`,
);

const { result, budgets } = await runObserved(
  smallNight(
    "run.to=20:01",
    "run.drain=30s",
    "run.scale=1/100",
    `faults=[${SILENCE.join(", ")}]`,
    `budgets=[
      {id: tens, figure: latency, step: shake, max: 5s, slices: {each: 10s}},
      {id: seconds, figure: latency, step: shake, clock: service, max: 5s, slices: {each: 1s}},
      {id: answered, figure: availability, steps: [shake], min: 50%, slices: {each: 8s}},
      {id: ever-answered, figure: availability, steps: [shake], min: 50%}]`.replaceAll("\n", " "),
  ),
);
const samples = (id: string) =>
  budgets.find((figure) => figure.id === id)?.parts[0]?.slices.map((slice) => slice.samples) ?? [];
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
const read = (from: number, to: number) => sum(result.series.steps.shake.full.slice(from, to));

test("who begins in a slice of an outage is judged there, though hardly an answer is read in it", () => {
  const begun = samples("tens")[4] ?? 0;
  expect(begun).toBeGreaterThan(100);
  expect(read(40, 50) / result.scale.k).toBeLessThan(0.05 * begun);
});

test("what is read after the last arrivals belongs to the slices in which it began", () => {
  expect(read(60, 90)).toBeGreaterThan(0);
  expect(samples("tens").slice(6)).toEqual([0, 0, 0]);
});

test("each request that is answered is in one slice", () => {
  for (const id of ["tens", "seconds"]) expect(sum(samples(id))).toBe(result.histograms.shake.client.count);
});

test("the result's own windows of latencies say how many they are of", () => {
  expect(result.series.latency.shake.answered).toEqual(samples("tens").map((n) => result.scale.k * n));
});

test("slices of shares end with the last that begins before the last arrivals, for later there are late ones only", () => {
  const { full, degraded, refused, failed } = result.series.steps.shake;
  const ended = (from: number, to: number) =>
    sum([full, degraded, refused, failed].map((counts) => sum(counts.slice(from, to)))) / result.scale.k;
  expect(samples("answered")).toEqual(Array.from({ length: 8 }, (_, i) => ended(8 * i, 8 * i + 8)));
  expect(sum(failed.slice(64)) / sum(full.slice(64))).toBeGreaterThan(2 * (sum(failed) / sum(full)));
  expect(samples("ever-answered")).toEqual([ended(0, 90)]);
});
