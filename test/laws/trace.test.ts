import { describe, expect, test } from "vitest";
import type { Story } from "../../src/model/trace/story.ts";
import { StoryBook } from "../../src/model/trace/story-book.ts";
import { witness } from "../../src/model/trace/witness.ts";
import { STEP_NAMES } from "../../src/model/workflow/step.ts";
import { encodeResult } from "../../src/result/encode.ts";
import { endings } from "../../src/run/trace/wanted.ts";
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

  test("end with a word that can be asked for", () => {
    const words = new Set(book.stories.flatMap(({ ending, because }) => [ending, because]));
    expect([...words].filter((word) => !endings(name).includes(word))).toEqual([]);
  });

  test("begin at a handset, end at it, and have no gap and no step back in between", () => {
    for (const story of book.stories.slice(0, 2000)) {
      const { hops, beganMs, endedMs } = story;
      expect(hops[0]?.fromMs).toBe(beganMs);
      expect(endedMs, JSON.stringify(story)).toBeGreaterThan(beganMs);
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

test("a call that a breaker stops is not made: its story says so, and what the user is told", () => {
  const parted = smallNight(
    "run.to=20:01",
    "network.breakers={window: 1s, minCalls: 5}",
    'faults=[{kind: partitionRegions, between: [sz, sh], at: "20:00:30", for: 20s}]',
  );
  const book = new StoryBook({
    step: 2,
    fromMs: 30_000,
    count: 20,
    accepts: ({ because }) => because === "later",
  });
  runWorld(parted, {}, (world) => witness(world, book));
  expect(book.stories).toHaveLength(20);
  for (const story of book.stories) {
    expect(says(story, /^access server$/, /^does not call set-\d\d: its breaker is open$/)).toBe(true);
    expect(says(story, /^handset$/, /^is told to come back later$/)).toBe(true);
    expect(story.sets).toEqual([]);
  }
});

/** Sets are dealt over the three campuses of either city in turn. */
const cityOf = (set: string) => (Number(set.slice(-2)) % 6 < 3 ? "sz" : "sh");
const says = (story: Story, where: RegExp, what: RegExp) =>
  story.hops.some((hop) => where.test(hop.where) && what.test(hop.what));

describe("a call to a set of the other city", () => {
  const { stories } = told(2, 1_000_000).book;
  const abroad = stories.filter(
    ({ region, sets }) => sets.length === 1 && cityOf(sets[0] as string) !== region,
  );

  test("is told with the line that it crossed, and with the one that its answer came back over", () => {
    const answered = abroad.filter(({ ending }) => ending === "full");
    expect(answered.length).toBeGreaterThan(100);
    for (const { hops } of answered)
      expect(hops.filter(({ where }) => /^sz-sh-(main|backup) from/.test(where)).length).toBe(2);
  });

  test("is told with the line that swallowed it, and its answer was then never read", () => {
    const swallowed = abroad.filter((story) => says(story, /^sz-sh-main from|^line$/, /is cut|was cut/));
    expect(swallowed.length).toBeGreaterThan(5);
    for (const story of swallowed) expect(says(story, /back at the edge/, /says/)).toBe(false);
  });
});

test("operations from afar are told one by one, each with its way over the line and back", () => {
  const afar = smallNight(
    "run.to=20:01",
    "chain.orders={logic: access, operations: 3}",
    "chain.connections=new",
  );
  const book = new StoryBook({
    step: 2,
    fromMs: 10_000,
    count: 20,
    accepts: ({ region, sets, ending }) =>
      ending === "full" && sets.length === 1 && cityOf(sets[0] as string) !== region,
  });
  runWorld(afar, {}, (world) => witness(world, book));
  expect(book.stories).toHaveLength(20);
  for (const { hops } of book.stories) {
    const count = (what: RegExp): number => hops.filter((hop) => what.test(hop.what)).length;
    expect([
      count(/^opens a connection$/),
      count(/^asks for an operation/),
      count(/^queue and distance$/),
    ]).toEqual([1, 2, 8]);
    // A story has no gap: each hop begins where the one before ends.
    for (const [i, { fromMs }] of hops.slice(1).entries())
      expect(fromMs).toBeLessThanOrEqual((hops[i]?.toMs ?? 0) + 1e-6);
  }
});

test.each([
  ["in", /no call gets in/],
  ["out", /no answer gets out/],
] as const)(
  "a campus that is cut off on its way %s is named where a call came to nothing",
  (direction, what) => {
    const cut = smallNight(
      "run.to=20:01",
      `faults=[{kind: cutOffCampus, idc: sz-2, direction: ${direction}, at: "20:00:40", for: 10s}]`,
    );
    const book = new StoryBook({
      step: 2,
      fromMs: 40_000,
      count: 20,
      accepts: ({ because }) => because === "call",
    });
    runWorld(cut, {}, (world) => witness(world, book));
    expect(book.stories.length).toBeGreaterThan(5);
    for (const story of book.stories) {
      expect(says(story, /^sz-2$/, what)).toBe(true);
      expect(says(story, /back at the edge/, /says/)).toBe(false);
    }
  },
);
