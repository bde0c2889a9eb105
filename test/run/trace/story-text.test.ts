import { expect, test } from "vitest";
import type { Story } from "../../../src/model/trace/story.ts";
import { perfettoJson } from "../../../src/run/trace/perfetto.ts";
import { storiesText } from "../../../src/run/trace/story-text.ts";
import { accepts } from "../../../src/run/trace/wanted.ts";

const START = "2015-02-18T20:00:00";
const story: Story = {
  step: "grab",
  region: "sz",
  carrier: "sz/mobile",
  access: "4g",
  order: { set: "set-03", packet: 59 },
  sets: ["set-03"],
  beganMs: 9_005_012,
  endedMs: 9_005_050.5,
  attempts: 1,
  ending: "full",
  because: "granted",
  hops: [
    { fromMs: 9_005_012, toMs: 9_005_012, where: "handset", what: "sends attempt 1" },
    { fromMs: 9_005_012, toMs: 9_005_037, where: "air", what: "4g" },
    { fromMs: 9_005_050.5, toMs: 9_005_050.5, where: "handset", what: "reads the answer: granted" },
    { fromMs: 9_005_037, toMs: 9_005_050.5, where: "set-03 packet", what: "grab: granted" },
  ],
};

test("a story in words is what, who, and a line for each stretch of the way, as they happened", () => {
  expect(storiesText([story], START)).toBe(
    [
      "grab 1 of 1: full (granted) after 38.5 ms and one attempt",
      "a user in sz, by 4g of mobile, packet 59 of set-03",
      "  22:30:05.012               handset        sends attempt 1",
      "  22:30:05.012     +25.0 ms  air            4g",
      "  22:30:05.037     +13.5 ms  set-03 packet  grab: granted",
      "  22:30:05.051               handset        reads the answer: granted",
      "",
    ].join("\n"),
  );
});

test("for a trace viewer a request is a process, a place a thread, and times are microseconds", () => {
  const { traceEvents } = JSON.parse(perfettoJson([story, story], START)) as {
    traceEvents: { ph: string; pid: number; tid: number; name: string; ts: number; dur?: number }[];
  };
  expect(new Set(traceEvents.map(({ pid }) => pid))).toEqual(new Set([1, 2]));
  const whole = traceEvents.find(({ ph, tid }) => ph === "X" && tid === 0);
  expect([whole?.name, whole?.ts, whole?.dur]).toEqual(["grab: full (granted)", 9_005_012_000, 38_500]);
  const air = traceEvents.find(({ name }) => name === "4g");
  expect([air?.ph, air?.ts, air?.dur]).toEqual(["X", 9_005_012_000, 25_000]);
  const sent = traceEvents.find(({ name }) => name === "sends attempt 1");
  expect([sent?.ph, sent?.dur]).toEqual(["i", undefined]);
});

test("a story is chosen by its places and by how it ended, in general or in one word", () => {
  expect(accepts(new Map([["set", "set-03"]]), "granted")(story)).toBe(true);
  expect(accepts(new Map([["carrier", "mobile"]]), "answered")(story)).toBe(true);
  expect(accepts(new Map([["set", "set-04"]]), undefined)(story)).toBe(false);
  expect(accepts(new Map(), "failed")(story)).toBe(false);
});
