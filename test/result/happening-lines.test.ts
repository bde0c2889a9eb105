import { expect, test } from "vitest";
import { happeningLines } from "../../src/result/happening-lines.ts";
import type { TimelineEvent } from "../../src/result/result.ts";
import { sampleResult } from "./sample-result.ts";

function lines(timeline: TimelineEvent[], room = 10): string[] {
  return happeningLines(sampleResult({ timeline }), room);
}

const cut: TimelineEvent = {
  atMs: 30_000,
  untilMs: 60_000,
  kind: "fault",
  part: "sz-sh-main",
  text: "line cut",
};

test("a quiet night says so", () => {
  expect(lines([])).toEqual(["Faults: none"]);
  expect(lines([{ atMs: 0, untilMs: 9, kind: "phase", part: "round", text: "round" }])).toEqual([
    "Faults: none",
  ]);
});

test("one event tells when, what, who", () => {
  expect(lines([cut])).toEqual(["20:00:30-20:01:00 fault      sz-sh-main: line cut"]);
});

test("the same event of many parts is one line with the first and the last moment", () => {
  const rungs = [1, 2, 3, 1].map((set, i): TimelineEvent => {
    return { atMs: i * 1000, kind: "rung", part: `set-0${set}`, text: "avatars given up" };
  });
  expect(lines(rungs)).toEqual(["20:00:00-20:00:03 rung       3 parts: avatars given up (4 times)"]);
});

test("remarks in brackets and after a colon do not make two events of one", () => {
  const seen = ["sz", "sh"].map((region, i): TimelineEvent => {
    return { atMs: i, kind: "mask", part: "set-07", text: `masked: ${i} of 3 failed (seen from ${region})` };
  });
  expect(lines(seen)).toEqual(["20:00:00          mask       set-07: masked (2 times)"]);
});

test("where room is short the faults stay, rungs go, and the rest is counted", () => {
  const rungs = ["avatars", "details", "credit"].map((gives, i): TimelineEvent => {
    return { atMs: i, kind: "rung", part: "set-01", text: `${gives} given up` };
  });
  expect(lines([...rungs, cut], 3)).toEqual([
    "20:00:00          rung       set-01: avatars given up",
    "20:00:30-20:01:00 fault      sz-sh-main: line cut",
    "and 2 more in timeline.csv",
  ]);
});
