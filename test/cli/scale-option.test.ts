import { expect, test } from "vitest";
import { scaleOption } from "../../src/cli/scale-option.ts";

test("a scale is written as in a scenario file", () => {
  expect(["1/106", "1/1", " 1/35 "].map((text) => scaleOption(text))).toEqual([106, 1, 35]);
});

for (const text of ["35", "1/0", "3/2", "1/-3", "", "1/", "half"])
  test(`"${text}" is refused, with an example of what is right`, () => {
    expect(() => scaleOption(text)).toThrow(`--scale: found "${text}", expected a scale such as 1/106`);
  });
