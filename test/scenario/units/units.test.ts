import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandwidth } from "../../../src/scenario/units/bandwidth.ts";
import { count, factor, quantityOfMany } from "../../../src/scenario/units/count.ts";
import { duration } from "../../../src/scenario/units/duration.ts";
import { money } from "../../../src/scenario/units/money.ts";
import { rate } from "../../../src/scenario/units/rate.ts";
import { scale } from "../../../src/scenario/units/scale.ts";
import { share } from "../../../src/scenario/units/share.ts";
import { size } from "../../../src/scenario/units/size.ts";
import type { Unit } from "../../../src/scenario/units/unit.ts";

const reals = (max: number) => fc.double({ min: 0, max, noNaN: true }).map((value) => value + 0);
const wholes = (max: number) => fc.maxSafeNat().map((value) => value % (max + 1));

const UNITS = named<[fc.Arbitrary<number>]>([
  [duration, reals(3e12)],
  [rate, reals(1e15)],
  [size, wholes(1e15)],
  [bandwidth, reals(1e18)],
  [share, reals(1)],
  [money, wholes(1e14)],
  [count, wholes(Number.MAX_SAFE_INTEGER)],
  [quantityOfMany, reals(1e15)],
  [factor, reals(1e6)],
  [scale, reals(1e9).filter((k) => k >= 1)],
]);

/** Puts the unit's name first, for the title of its test, and the unit last. */
function named<Rest extends unknown[]>(cases: [Unit<number>, ...Rest][]): [string, ...Rest, Unit<number>][] {
  return cases.map(([unit, ...rest]) => [unit.name, ...rest, unit]);
}

describe("every unit", () => {
  test.each(UNITS)("%s prints a text that reads as exactly the same number", (_, values, unit) => {
    fc.assert(fc.property(values, (value) => unit.parse(unit.print(value)) === value));
  });

  test.each(UNITS)(
    "%s reads any text without throwing, as a number that is not negative or as a reason",
    (_name, _values, unit) => {
      const pieces = fc.constantFrom(
        "1",
        "0",
        ".",
        "-",
        "e9",
        " ",
        ",",
        "k",
        "M",
        "万",
        "s",
        "/",
        "%",
        "B",
        "bps",
        "CNY",
      );
      const texts = fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join("")),
      );
      fc.assert(
        fc.property(texts, (text) => {
          const parsed = unit.parse(text);
          return typeof parsed === "number" ? parsed >= 0 && Number.isFinite(parsed) : parsed.why.length > 0;
        }),
      );
    },
  );

  test.each(UNITS)("%s matches its published pattern wherever it reads a text", (_, values, unit) => {
    const pattern = new RegExp(`^${unit.pattern}$`, "u");
    fc.assert(fc.property(values, (value) => pattern.test(unit.print(value))));
  });
});

test.each(
  named<[string, number]>([
    [duration, "170us", 0.17],
    [duration, "0.8ms", 0.8],
    [duration, "2.5s", 2500],
    [duration, "10min", 600_000],
    [duration, "24h", 86_400_000],
    [rate, "0/s", 0],
    [rate, "2.2k/s", 2200],
    [rate, "14M/s", 14e6],
    [rate, "1400万/s", 14e6],
    [rate, "8.1亿/min", 13.5e6],
    [rate, "90/min", 1.5],
    [size, "300B", 300],
    [size, "1kB", 1000],
    [size, "64KiB", 65_536],
    [bandwidth, "8.4Gbps", 8.4e9],
    [bandwidth, "1Tbps", 1e12],
    [share, "1.7%", 0.017],
    [share, "100%", 1],
    [money, "5 CNY", 500],
    [money, "0.88CNY", 88],
    [money, "10 yuan", 1000],
    [money, "1 fen", 1],
    [count, "638", 638],
    [count, "350M", 350e6],
    [count, "1400万", 14e6],
    [scale, "1/106", 106],
    [scale, "1/1", 1],
    [scale, "2/7", 3.5],
  ]),
)("a %s: %s is read as %d", (_, text, value, unit) => {
  expect(unit.parse(text)).toBe(value);
});

test.each(
  named<[string, string]>([
    [duration, "10", "it has no unit (us, ms, s, min, h)"],
    [duration, "-5ms", "it may not be negative"],
    [duration, "+5ms", "a sign is not allowed"],
    [duration, "1 000ms", "digits may not be grouped"],
    [duration, "1,000ms", "digits may not be grouped"],
    [duration, "1_000ms", "digits may not be grouped"],
    [duration, "5 ms", "there is a space before the unit"],
    [duration, "1e3ms", "an exponent is not allowed"],
    [duration, ".5s", "a number starts with a digit"],
    [duration, "NaN", "it does not start with a number"],
    [duration, "Infinity", "it does not start with a number"],
    [duration, "9999999h", "it is too large"],
    [duration, "10sec", "its unit is none of us, ms, s, min, h"],
    [duration, "", "it is empty"],
    [share, "0.4", "it has no unit (%)"],
    [share, "101%", "it is too large"],
    [size, "0.5B", "it is not a whole number of bytes"],
    [money, "0.001 CNY", "it is not a whole number of fen"],
    [money, "5  CNY", "there is a space before the unit"],
    [count, "2.5", "it is not a whole number"],
    [scale, "106", "it is no fraction"],
    [scale, "2/1", "it would simulate more than the whole world"],
    [scale, "1/0", "it would simulate more than the whole world"],
    [scale, "0/1", "it would leave nothing to simulate"],
    [scale, "0/0", "it would simulate more than the whole world"],
  ]),
)("a %s: %j is refused because %s", (_, text, why, unit) => {
  expect(unit.parse(text)).toEqual({ why });
});

test.each(
  named<[number, string]>([
    [duration, 0, "0ms"],
    [duration, 0.17, "170us"],
    [duration, 600_000, "10min"],
    [duration, 90_000, "90s"],
    [rate, 14e6, "14M/s"],
    [rate, 87_000, "87k/s"],
    [size, 65_536, "64KiB"],
    [bandwidth, 1e11, "100Gbps"],
    [count, 638, "638"],
    [money, 500, "5 CNY"],
    [money, 88, "88 fen"],
    [share, 0.017, "1.7%"],
  ]),
)("a %s: %d is printed in the unit that makes it easy to read, %s", (_, value, text, unit) => {
  expect(unit.print(value)).toBe(text);
});
