import { expect, test } from "vitest";
import { OutageLog } from "../../../src/model/build/outage-log.ts";

test("an IDC is gone from the moment it is lost until, not including, that at which it is back", () => {
  const log = new OutageLog();
  log.lost(2, 100);
  log.back(2, 200);
  expect([99, 100, 199, 200].map((atMs) => log.goneAt(2, atMs))).toEqual([false, true, true, false]);
  expect(log.goneAt(1, 150)).toBe(false);
});

test("one that is not back yet is gone, and earlier outages are remembered", () => {
  const log = new OutageLog();
  log.lost(0, 10);
  log.back(0, 20);
  log.lost(0, 50);
  expect([15, 30, 1e9].map((atMs) => log.goneAt(0, atMs))).toEqual([true, false, true]);
});
