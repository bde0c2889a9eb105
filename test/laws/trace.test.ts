import { describe, expect, test } from "vitest";
import type { Story } from "../../src/model/trace/story.ts";
import { StoryBook } from "../../src/model/trace/story-book.ts";
import { witness } from "../../src/model/trace/witness.ts";
import { STEP_NAMES } from "../../src/model/workflow/step.ts";
import { encodeResult } from "../../src/result/encode.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** Every way to end: a cut line, a lost campus, a congested carrier, a gray set, sets too small for the load. */
const night = smallNight(
  "run.to=20:01",
  "sets.logic.serviceTime={constant: 60ms}",
  "client.timeout.wifi=2s",
  `faults=[
    {kind: cutLine, line: sz-sh-main, at: "20:00:30", for: 10s},
    {kind: loseIdc, idc: sh-2, at: "20:00:50", for: 5s},
    {kind: congestCarrier, carrier: telecom, region: sz, capacity: 60%, at: "20:00:20", for: 30s, loss: 30%},
    {kind: setDatabaseDown, set: set-03, at: "20:00:40", for: 10s}]`.replaceAll("\n", " "),
);
const quiet = encodeResult(runWorld(night).result);

const sum = (counts: Record<string, number>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);

function told(step: number, count: number, accepts: (story: Story) => boolean = () => true) {
  const book = new StoryBook({ step, fromMs: 0, count, accepts });
  const { result } = runWorld(night, {}, (world) => witness(world, book));
  book.closeAll();
  return { book, result, bytes: encodeResult(result) };
}

describe.each([...STEP_NAMES.entries()])("the stories of step %d, %s", (step, name) => {
  const { book, result, bytes } = told(step, 1_000_000);

  test("change no byte of the result", () => {
    expect(bytes === quiet).toBe(true);
  });

  test("are those of all requests that the result counts, and end alike", () => {
    const { answered, refused, failed, inFlight } = result.totals[name];
    const { k } = result.scale;
    expect(inFlight).toBe(0);
    expect(book.ended).toEqual({
      full: answered.full / k,
      degraded: answered.degraded / k,
      refused: sum(refused) / k,
      failed: sum(failed) / k,
    });
  });

  test("begin at a handset, end at it, and have no gap and no step back in between", () => {
    for (const story of book.stories.slice(0, 2000)) {
      const { hops, beganMs, endedMs } = story;
      expect(hops[0]?.fromMs).toBe(beganMs);
      expect(hops.every(({ fromMs, toMs }) => fromMs <= toMs + 1e-6 && fromMs >= beganMs)).toBe(true);
      const users = hops.filter(({ where }) => !/wallet/.test(where)).sort((a, b) => a.fromMs - b.fromMs);
      let untilMs = beganMs;
      for (const { fromMs, toMs } of users) {
        if (fromMs <= endedMs) expect(fromMs - untilMs, JSON.stringify(story)).toBeLessThan(GAP_MS);
        untilMs = Math.max(untilMs, toMs);
      }
    }
  });
});

/** Sums of times are rounded. */
const GAP_MS = 1e-6;

test("only the first that are asked for are kept, and the book is full when no other could come before them", () => {
  const all = told(2, 1_000_000, ({ ending }) => ending === "failed").book.stories;
  expect(all.length).toBeGreaterThan(5);
  const few = told(2, 5, ({ ending }) => ending === "failed").book;
  expect(few.isFull).toBe(true);
  expect(few.stories).toHaveLength(5);
  for (const story of few.stories) expect(all).toContainEqual(story);
});
