import { expect, test } from "vitest";
import { staleReads } from "../../src/report/charts/stale-reads.ts";
import { books } from "../../src/report/sections/books.ts";
import { viewOf } from "../../src/report/view.ts";
import { fixtureResult } from "./fixture.ts";

const plain = (html: string): string => html.replaceAll("\u00a0", " ").replace(/<[^>]+>/g, "|");

/** A book with nothing wrong, but for what is changed. */
const book = (changes: object) => ({
  owed: 1000,
  written: 1000,
  late: 0,
  missing: 0,
  byRetry: 0,
  byReconciliation: 0,
  duplicatesStopped: 0,
  published: 1000,
  lost: 0,
  dead: 0,
  replayed: 0,
  republished: 0,
  redelivered: 0,
  spilled: 0,
  depthPeak: 7,
  drainMs: 0,
  lagMs: { count: 1000, mean: 100, p50: 90, p90: 200, p99: 250, p999: 300, max: 310 },
  rightAgainAtMs: 0,
  ...changes,
});

test("each book stands with what became of its records and when it was right again; nothing where there is none", () => {
  const { books: _, ...result } = fixtureResult();
  expect(books(viewOf(result)).text).toBe("");
  const lists = book({ late: 412, rightAgainAtMs: 5_760_000, drainMs: 61_000 });
  const told = plain(books(viewOf({ ...result, books: { wallet: book({}), lists } })).text);
  for (const words of ["412", "always was", "at 21:36:00", "1 min 1 s", "250 ms"])
    expect(told).toContain(words);
  expect(told).not.toContain("fetched ahead");
});

test("messages fetched ahead are told of where consumers do so", () => {
  const told = plain(books(viewOf({ ...fixtureResult(), books: { wallet: book({ heldPeak: 96 }) } })).text);
  expect(told).toMatch(/fetched ahead[^|]*unacknowledged\|+96/);
});

test("the chart of stale reads says how many reads were hedged, and how many of these the second copy won", () => {
  const result = fixtureResult();
  const told = (changes: object) =>
    JSON.stringify(staleReads.draw(viewOf({ ...result, staleness: { ...result.staleness, ...changes } })));
  expect(told({})).not.toContain("second copy");
  expect(told({ hedgedReads: 5000, hedgesWon: 1200 })).toContain("second copy");
});
