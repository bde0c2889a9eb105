import fc from "fast-check";
import { expect, test } from "vitest";
import { roundFigure } from "../../src/result/round-figure.ts";

test("an integer stays as it is, however large", () => {
  fc.assert(fc.property(fc.maxSafeInteger(), (count) => roundFigure(count, "offered") === (count || 0)));
});

test("a figure keeps six significant digits", () => {
  expect(roundFigure(0.000123456789, "utilisation")).toBe(0.000123457);
  expect(roundFigure(123.456789, "clientP99Ms")).toBe(123.457);
});

test("no figure is rounded coarser than 1, so that sums of large figures still add up", () => {
  expect(roundFigure(123_456_789.4, "bytes")).toBe(123_456_789);
});

test("a moment keeps its microseconds, late at night as well", () => {
  expect(roundFigure(16_200_000.123456, "atMs")).toBe(16_200_000.123);
  expect(roundFigure(16_200_000.123456, "rightAgainAtMs")).toBe(16_200_000.123);
  expect(roundFigure(16_200_000.123456, "meanMs")).toBe(16_200_000);
});

test("rounding twice is rounding once", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom("atMs", "mean"),
      (x, name) => {
        const once = roundFigure(x, name);
        return Object.is(roundFigure(once, name), once);
      },
    ),
  );
});

test("the error is at most half of the sixth digit", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (x) => {
      return Math.abs(roundFigure(x, "mean") - x) <= Math.max(5.0001e-6 * x, 0);
    }),
  );
});
