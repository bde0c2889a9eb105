import fc from "fast-check";
import { expect, test } from "vitest";
import { countText, durationText, percentText, yuanText } from "../../src/result/number-text.ts";

test("counts below 10,000 are whole, larger ones have three digits and a unit", () => {
  expect([0, 9999, 10_000, 999_499, 999_600, 14_000_000, 11.04e9, 1.5e12].map(countText)).toEqual([
    "0",
    "9999",
    "10.0 k",
    "999 k",
    "1.00 M",
    "14.0 M",
    "11.0 bn",
    "1.50 tn",
  ]);
});

test("a share short of all never reads 100 %, a share above nothing never reads 0 %", () => {
  expect([0, 1e-9, 0.5, 0.9999, 0.99999, 1].map(percentText)).toEqual([
    "0 %",
    "<0.01 %",
    "50.00 %",
    "99.99 %",
    ">99.99 %",
    "1".concat("00 %"),
  ]);
});

test("durations choose their unit and carry at its border", () => {
  expect(
    [0, 0.85, 45, 999.4, 999.9, 2100, 99_940, 99_960, 200_000, 3_599_600, 3_900_000].map(durationText),
  ).toEqual([
    "0 ms",
    "0.85 ms",
    "45.0 ms",
    "999 ms",
    "1.00 s",
    "2.10 s",
    "99.9 s",
    "1 min 40 s",
    "3 min 20 s",
    "1 h 00 min",
    "1 h 05 min",
  ]);
});

test("fen are told in yuan", () => {
  expect(yuanText(821_000_000_000)).toBe("8.21 bn yuan");
});

test("no count prints four digits before the point with a unit", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e4, max: 9e14, noNaN: true }), (x) =>
      /^\d{1,3}(\.\d+)? \w+$/.test(countText(x)),
    ),
  );
});
