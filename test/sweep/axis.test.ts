import { expect, test } from "vitest";
import { countOf, parseAxis, valuesOf } from "../../src/sweep/axis.ts";

test.each<[text: string, values: string[]]>([
  ["sets.count=30..33", ["30", "31", "32", "33"]],
  ["sets.count=30..60:10", ["30", "40", "50", "60"]],
  ["sets.count=30..59:10", ["30", "40", "50"]],
  ["lines.a.bandwidth=40Gbps,100Gbps", ["40Gbps", "100Gbps"]],
  ["lines.a.bandwidth=10Gbps..50Gbps", ["10Gbps", "20Gbps", "30Gbps", "40Gbps", "50Gbps"]],
  ["x.rate=500/s..2k/s:500/s", ["500/s", "1k/s", "1.5k/s", "2k/s"]],
  ["x.wait=0.1s..0.3s:0.1s", ["0.1s", "0.2s", "0.3s"]],
  ["x.wait=500ms..1s:250ms", ["500ms", "750ms", "1s"]],
  ["x.load=0.5..0.9:0.1", ["0.5", "0.6", "0.7", "0.8", "0.9"]],
  [
    "x.law={exponential: 1s},{uniform: {min: 1s, max: 2s}}",
    ["{exponential: 1s}", "{uniform: {min: 1s, max: 2s}}"],
  ],
  ["x.mode=none,dagor,8..9", ["none", "dagor", "8", "9"]],
])("%s", (text, values) => {
  const axis = parseAxis(text);
  expect(valuesOf(axis)).toEqual(values);
  expect(countOf(axis)).toBe(values.length);
});

test.each<[text: string, complaint: RegExp]>([
  ["sets.count", /expected path=value/],
  ["=3", /expected path=value/],
  ["a=", /expected path=value/],
  ["a=1,,2", /expected path=value/],
  ["a=60..30", /60 is not below 30/],
  ["a=30..30", /30 is not below 30/],
  ["a=30ms..1Gbps", /no two quantities of one unit/],
  ["a=x..y", /no two quantities of one unit/],
  ["a=30..60:0", /no step above zero/],
  ["a=30..60:1s", /no step above zero/],
  ["a=30..60:1.5", /no whole step/],
])("%s is refused", (text, complaint) => {
  expect(() => parseAxis(text)).toThrow(complaint);
});

test("a range of billions is counted without being made", () => {
  expect(countOf(parseAxis("a=1..3000000000"))).toBe(3_000_000_000);
});
