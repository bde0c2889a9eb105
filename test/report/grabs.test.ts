import { expect, test } from "vitest";
import { grabs } from "../../src/report/sections/grabs.ts";
import { viewOf } from "../../src/report/view.ts";
import { fixtureResult } from "./fixture.ts";

const plain = (html: string): string => html.replaceAll("\u00a0", " ").replace(/<[^>]+>/g, "");

test("whom a grab engine has let down is told of, with what it did; nothing where that was nobody", () => {
  const result = fixtureResult();
  const none = {
    engine: "cas" as const,
    refusedAtCap: 0,
    emptyWhenOpened: 0,
    lostRaces: 12,
    letThrough: 0,
    lockWaits: 5,
    lockWaitMeanMs: 1,
    lockTimeouts: 0,
    connectionWaits: 0,
    luckiest: { packets: 0, ofFen: 0, fen: 0 },
  };
  expect(grabs(viewOf({ ...result, grabs: none })).text).toBe("");
  const of = { ...none, emptyWhenOpened: 62_000, countersRead: 464_000 };
  const told = plain(grabs(viewOf({ ...result, grabs: of })).text);
  expect(told).toContain("a counter in the cache, compared and swapped");
  expect(told).toContain("62 k were told that they had a share, and found none when they opened");
  expect(told).toContain("464 k grabs read a counter that was lost from the database");
  expect(told).not.toContain("refused");
});
