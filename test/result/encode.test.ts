import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, type Json } from "../../src/result/canonical-json.ts";
import { decodeResult } from "../../src/result/decode.ts";
import { encodeResult } from "../../src/result/encode.ts";
import type { Result } from "../../src/result/result.ts";
import { sampleResult } from "./sample-result.ts";

test("the order in which members were built leaves no trace in the bytes", () => {
  const turned = reversed(sampleResult()) as Result;
  expect(Object.keys(turned)).not.toEqual(Object.keys(sampleResult()));
  expect(encodeResult(turned)).toBe(encodeResult(sampleResult()));
});

test("what was written reads back, and writes the same bytes again", () => {
  const text = encodeResult(sampleResult());
  expect(encodeResult(decodeResult(text))).toBe(text);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(decodeResult(text))));
});

test("the head of the file says what it is", () => {
  expect(encodeResult(sampleResult()).split("\n").slice(0, 3)).toEqual([
    "{",
    ' "format":"hongbao-result",',
    ' "version":1,',
  ]);
});

test("the resolved scenario is not rounded, because it is hashed, nor are histograms, because they are merged", () => {
  const { scenario, series, histograms } = JSON.parse(encodeResult(sampleResult()));
  expect(scenario.resolved.third).toBe(1 / 3);
  expect(histograms.shake.client.sumLow).toBe(0.1 + 0.2);
  expect(series.parts.sets["set-01"].utilisation).toEqual([0.123457]);
});

test("a figure that is not finite is our fault and its place is named", () => {
  const broken = sampleResult();
  broken.totals.grab.outcomes.granted = Number.NaN;
  expect(() => encodeResult(broken)).toThrow("totals.grab.outcomes.granted is NaN");
});

test("a list of numbers takes one line, so that a long night can be searched by line", () => {
  const text = encodeResult(sampleResult());
  expect(text.split("\n").find((line) => line.includes('"offered":[400'))).toBeDefined();
  expect(text).toContain('"offered":[400,600]');
});

test("canonical JSON does not depend on the order of members, and parses back to the value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value as Json);
      expect(canonicalJson(reversed(value) as Json)).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, of]) => [name, reversed(of)]),
  );
}
