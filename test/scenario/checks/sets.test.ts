import { expect, test } from "vitest";
import { messages, small } from "../small.ts";

const regions =
  "regions: [{id: sz, name: Sz, users: 50%, campuses: [a, b, c]}, {id: sh, name: Sh, users: 50%, campuses: [d]}]";

test("there are sets enough for each region to have one", () => {
  expect(messages(small(`${regions}\nsets: {count: 4}`))).toEqual([]);
  expect(messages(small(`${regions}\nsets: {count: 3}`))).toEqual([
    expect.stringMatching(
      /sets\.count: found 3, expected at least 4: they are dealt over the campuses in turn/,
    ),
  ]);
});

test("sets join while the run lasts, in the order of time, and no more than an order's number has room for", () => {
  const joins = (text: string) => messages(small(`sets: {count: 48, joins: [${text}]}`));
  expect(joins('{at: "20:20"}, {at: "20:20", count: 3}, {at: "20:40"}')).toEqual([]);
  expect(joins('{at: "05:00"}')).toEqual([
    expect.stringMatching(/sets\.joins\.0\.at: found "05:00", expected a time between run\.from and run\.to/),
  ]);
  expect(joins('{at: "20:40"}, {at: "20:20"}')).toEqual([
    expect.stringMatching(
      /sets\.joins\.1\.at: found "20:20", expected a time not before that of the join before/,
    ),
  ]);
  expect(joins('{at: "20:20", count: 953}')).toEqual([
    expect.stringMatching(/sets\.joins: .*expected at most 1000 sets in all/),
  ]);
});

test("a set that joins later can be broken, and one that never does cannot", () => {
  const faults = (set: string) =>
    messages(
      small(
        `sets: {count: 12, joins: [{at: "20:20"}]}\nfaults: [{kind: setDatabaseDown, set: ${set}, at: "20:30"}]`,
      ),
    );
  expect(faults("set-12")).toEqual([]);
  expect(faults("set-13")).toEqual([expect.stringMatching(/found "set-13", expected the name of a set/)]);
});
