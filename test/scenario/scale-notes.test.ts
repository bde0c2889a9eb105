import { expect, test } from "vitest";
import { scaleNotes } from "../../src/scenario/scale-notes.ts";
import { load, SMALL } from "./small.ts";

test("a scale that leaves a whole access server for each region and carrier needs no note", () => {
  expect(scaleNotes(load(SMALL, ["run.scale=1/106"]))).toEqual([]);
});

test("a coarser scale is noted, with the coarsest that keeps one", () => {
  expect(scaleNotes(load(SMALL, ["run.scale=1/107"]))).toEqual([
    "at 1/107 less than one access server is left for each region and carrier; 1/106 is the coarsest scale that keeps one",
  ]);
  expect(scaleNotes(load(SMALL), 1000)).toHaveLength(1);
});
