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
