import { expect, test } from "vitest";
import { clockText, timeOfDay } from "../../src/result/clock-text.ts";

test("the clock crosses midnight into the next day", () => {
  expect(clockText("2015-02-18T20:00:00", 4 * 3_600_000)).toBe("2015-02-19T00:00:00");
  expect(timeOfDay("2015-02-18T20:00:00", 4.5 * 3_600_000)).toBe("00:30:00");
});

test("milliseconds are shown only where there are some", () => {
  expect(clockText("2015-02-18T20:00:00", 1500)).toBe("2015-02-18T20:00:01.500");
  expect(timeOfDay("2015-02-18T20:00:00", 1999)).toBe("20:00:01");
});

test("a moment before the start reads as the clock read then", () => {
  expect(clockText("2015-02-18T20:00:00", -60_000)).toBe("2015-02-18T19:59:00");
});
