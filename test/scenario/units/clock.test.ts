import { expect, test } from "vitest";
import {
  type Clock,
  parseDateTime,
  parseMoment,
  printDateTime,
  printMoment,
} from "../../../src/scenario/units/clock.ts";

const MIN = 60_000;
const HOUR = 60 * MIN;
const GALA: Clock = { originMs: Date.UTC(2015, 1, 18, 20), lengthMs: 4.5 * HOUR };
const PEAK: Clock = { originMs: Date.UTC(2015, 1, 18, 22, 29), lengthMs: 6 * MIN };
const DAY: Clock = { originMs: Date.UTC(2015, 1, 18), lengthMs: 24 * HOUR };

test.each<[string, Clock, string, number]>([
  ["counts from the start", GALA, "22:30", 2.5 * HOUR],
  ["may have seconds", GALA, "22:30:05", 2.5 * HOUR + 5000],
  ["may have milliseconds", GALA, "22:30:05.250", 2.5 * HOUR + 5250],
  ["rolls over midnight", GALA, "00:05", 4 * HOUR + 5 * MIN],
  ["that is long over lies before a run that starts late", PEAK, "20:40", -109 * MIN],
  ["that comes after a short run lies after it", PEAK, "23:35", 66 * MIN],
  ["within a long run is that of the run", DAY, "18:00", 18 * HOUR],
  ["with a date needs no rule", PEAK, "2015-02-19 00:05", 96 * MIN],
  ["as a duration counts from the start", GALA, "90s", 90_000],
])("a time of day %s", (_, clock, text, atMs) => {
  expect(parseMoment(text, clock)).toBe(atMs);
});

test.each([
  ["24:00", "the day has no such time"],
  ["22:60", "the day has no such time"],
  ["22:3", "it is no time of day"],
  ["2015-02-30 20:00", "the calendar has no such day"],
  ["noon", "it is neither a time nor a duration"],
  ["90", "it has no unit (us, ms, s, min, h)"],
])("the moment %j is refused: %s", (text, why) => {
  expect(parseMoment(text, GALA)).toEqual({ why });
});

test("a date and time is read on the scenario's own clock, in no machine's time zone", () => {
  expect(parseDateTime("2015-02-18 20:00")).toBe(GALA.originMs);
  expect(parseDateTime("2015-02-18T20:00:00.5")).toBe(GALA.originMs + 500);
});

test("a date is printed without what is zero", () => {
  expect(printDateTime(GALA.originMs)).toBe("2015-02-18T20:00:00");
  expect(printDateTime(GALA.originMs + 1)).toBe("2015-02-18T20:00:00.001");
});

test("a moment is printed as a time of day that reads as the same moment", () => {
  for (const atMs of [0, 2.5 * HOUR, 4 * HOUR + 5250]) {
    expect(parseMoment(printMoment(atMs, GALA), GALA)).toBe(atMs);
  }
  expect(printMoment(2.5 * HOUR, GALA)).toBe("22:30");
});
