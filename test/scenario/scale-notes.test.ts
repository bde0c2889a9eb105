import { expect, test } from "vitest";
import { maskNotes, poolNotes, scaleNotes } from "../../src/scenario/scale-notes.ts";
import { load, SMALL } from "./small.ts";

test("a scale that leaves a whole access server for each region and carrier needs no note", () => {
  expect(scaleNotes(load(SMALL, ["run.scale=1/106"]))).toEqual([]);
});

test("clusters that share a server are noted, with the scale from which each carrier has its own", () => {
  expect(scaleNotes(load(SMALL, ["run.scale=1/107"]))).toEqual([
    "at 1/107 the access clusters of a region share one simulated server; from 1/106 on each carrier has its own",
  ]);
});

test("a scale that leaves no whole server is noted, with the coarsest that keeps one", () => {
  expect(scaleNotes(load(SMALL, ["run.scale=1/320"]))).toEqual([
    "at 1/320 less than one access server is left for each region, so that waits there come out too long; " +
      "1/319 is the coarsest scale that keeps one",
  ]);
  expect(scaleNotes(load(SMALL), 1000)).toHaveLength(1);
});

test("pools of a set that are shrunk below one server are told, each with the coarsest scale that it can bear", () => {
  expect(poolNotes(load(SMALL, ["run.scale=1/48"]))).toEqual([]);
  expect(poolNotes(load(SMALL, ["run.scale=1/64"]))).toEqual([
    "at 1/64 less than one of a set's 48 logic servers is left, so that waits above 90 % busy come out too long; " +
      "1/48 is the coarsest scale that keeps one",
  ]);
  expect(poolNotes(load(SMALL), 65)[1]).toContain("64 consumers of wallet messages");
});

test("a scale at which one simulated message is more than consumers may fetch ahead is told", () => {
  const noted = (k: number) =>
    poolNotes(load(SMALL, ["queues.wallet.prefetch=4"]), k).filter((note) => note.includes("prefetch"));
  expect(noted(256)).toEqual([]);
  expect(noted(257)).toEqual([
    "at 1/257 one simulated wallet message stands for more than the 256 that a set's consumers may hold, so that they hold " +
      "too many; 1/256 is the coarsest scale at which prefetch: 4 means that",
  ]);
  expect(poolNotes(load(SMALL), 1000).some((note) => note.includes("prefetch"))).toBe(false);
});

test("a scale at which one group's grabs make half of a set's calls overdue is told: it may be masked for them", () => {
  // 240 grabs of 0.8 ms on 48 servers: 4 ms of work at 1/1. Of 2 s the second half waits for more than 1 s.
  expect(maskNotes(load(SMALL, ["run.scale=1/500"]))).toEqual([]);
  expect(maskNotes(load(SMALL, ["run.scale=1/501"]))).toEqual([
    "at 1/501 the 240 grabs of a group of 500 are 2.0 s of work for a set, and calls to it overdue after 1s: " +
      "it may be masked for one packet; 1/500 is the coarsest scale at which it is not",
  ]);
  // Where all of them must fail, or no set is ever masked, none is.
  for (const set of ["sets.health.failures=100%", "sets.health.maskedMax=0%"])
    expect(maskNotes(load(SMALL, ["run.scale=1/1000", set]))).toEqual([]);
});
