import { expect, test } from "vitest";
import { mergeTimelines, TimelineLog } from "../../../src/model/build/timeline-log.ts";
import type { TimelineEntry } from "../../../src/model/control/timeline.ts";

const entry = (atMs: number, text: string): TimelineEntry => ({ atMs, kind: "fault", part: "part", text });

test("logs are merged by time, then district, then the order of writing", () => {
  const [one, two] = [new TimelineLog(), new TimelineLog()];
  two.sink(entry(5, "two, first"));
  two.sink(entry(10, "two, second"));
  one.sink(entry(10, "one, first"));
  one.sink(entry(10, "one, second"));
  const texts = mergeTimelines([one, two]).map(({ text }) => text);
  expect(texts).toEqual(["two, first", "one, first", "one, second", "two, second"]);
});

test("what only one region sees says which", () => {
  const log = new TimelineLog();
  log.seenFrom("sz")(entry(1, "masked"));
  expect(log.entries).toEqual([entry(1, "masked (seen from sz)")]);
});
