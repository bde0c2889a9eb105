import { expect, test } from "vitest";
import { Clock } from "../../src/report/clock.ts";

const clock = new Clock("2015-02-18T20:00:00");

test("times are the scenario's own, past midnight too", () => {
  expect(clock.time(0)).toBe("20:00");
  expect(clock.time(9_040_000)).toBe("22:30:40");
  expect(clock.time(9_040_250)).toBe("22:30:40.250");
  expect(clock.second(16_200_000)).toBe("00:30:00");
  expect(clock.date()).toBe("18 February 2015");
});

test("ticks stand on round times of day", () => {
  expect(clock.ticks(0, 16_200_000, 10).map((ms) => clock.time(ms))).toEqual([
    "20:00",
    "20:30",
    "21:00",
    "21:30",
    "22:00",
    "22:30",
    "23:00",
    "23:30",
    "00:00",
    "00:30",
  ]);
  const odd = new Clock("2015-02-18T22:29:07");
  expect(odd.ticks(0, 240_000, 5).map((ms) => odd.time(ms))).toEqual(["22:30", "22:31", "22:32", "22:33"]);
});

test("a start that is no time reads as midnight without a date", () => {
  const none = new Clock("whenever");
  expect(none.time(0)).toBe("00:00");
  expect(none.date()).toBe("");
});
