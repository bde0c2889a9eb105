import { expect, test } from "vitest";
import { nearestWord } from "../../src/cli/nearest-word.ts";

const words = ["run", "validate", "init", "report", "schema"];

test("one slip is understood: a letter missing, added, wrong or swapped", () => {
  expect(["rn", "runn", "ran", "rnu"].map((word) => nearestWord(word, words))).toEqual(Array(4).fill("run"));
});

test("longer words may have a third of their letters wrong", () => {
  expect(nearestWord("valdiaet", words)).toBe("validate");
  expect(nearestWord("frobnicate", words)).toBeUndefined();
});

test("the beginning of a word is enough", () => {
  expect(nearestWord("val", words)).toBe("validate");
});

test("nothing is near to nothing", () => {
  expect(nearestWord("", words)).toBeUndefined();
  expect(nearestWord("run", [])).toBeUndefined();
});
