import { expect, test } from "vitest";
import { timeOption } from "../../src/cli/time-option.ts";

const evening = { start: "2015-02-18T20:00:00", toMs: 4.5 * 3_600_000 };
const minuteMs = 60_000;

test("a time of day is the first such time since the scenario's start", () => {
  expect(timeOption("from", "22:29", evening)).toBe(149 * minuteMs);
  expect(timeOption("from", "22:29:30.5", evening)).toBe(149.5 * minuteMs + 500);
});

test("a time after midnight is the next morning's", () => {
  expect(timeOption("to", "00:10", evening)).toBe(250 * minuteMs);
});

test("a date says which day is meant", () => {
  expect(timeOption("to", "2015-02-19 00:10", evening)).toBe(250 * minuteMs);
  expect(timeOption("to", "2015-02-19T00:10", evening)).toBe(250 * minuteMs);
});

test("a duration counts from the start", () => {
  expect(timeOption("from", "90min", evening)).toBe(90 * minuteMs);
});

test("the scenario's first and last moment belong to it", () => {
  expect(timeOption("from", "20:00", evening)).toBe(0);
  expect(timeOption("to", "00:30", evening)).toBe(evening.toMs);
});

for (const text of ["19:59", "00:30:01", "2015-02-17 22:30"])
  test(`${text} is refused as outside of the evening, which is told`, () => {
    expect(() => timeOption("from", text, evening)).toThrow(
      `--from: ${text} is outside of the scenario, which lasts from 2015-02-18T20:00:00 to 2015-02-19T00:30:00`,
    );
  });

for (const text of ["soon", "22", "22:60", "24:00", "-1", "2015-13-40 20:00"])
  test(`"${text}" is no time`, () => {
    expect(() => timeOption("to", text, evening)).toThrow(/^--to: /);
  });
