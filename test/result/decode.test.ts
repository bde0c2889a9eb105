import { expect, test } from "vitest";
import { decodeResult, ResultFormatError } from "../../src/result/decode.ts";
import { encodeResult } from "../../src/result/encode.ts";
import { sampleResult } from "./sample-result.ts";

const cases: [title: string, text: string, message: RegExp][] = [
  ["an empty text", " \n", /^is empty/],
  ["text that is no JSON", "hello", /^is not JSON/],
  ["cut JSON", encodeResult(sampleResult()).slice(0, 500), /^is not JSON( at \d+:\d+)?$/],
  ["a list", "[]", /^is no hongbao result/],
  ["null", "null", /^is no hongbao result/],
  ["another document", '{"format":"other"}', /^is no hongbao result/],
];

for (const [title, text, message] of cases)
  test(`${title} is refused with a clear message`, () => {
    expect(() => decodeResult(text)).toThrow(ResultFormatError);
    expect(() => decodeResult(text)).toThrow(message);
  });

test("a result of another version names both versions and the program that wrote it", () => {
  const text = JSON.stringify({
    ...sampleResult(),
    version: 2,
    engine: { name: "hongbao", version: "9.1.0" },
  });
  expect(() => decodeResult(text)).toThrow(
    "is a result of version 2, but this hongbao reads version 1: read it with the hongbao that wrote it (9.1.0)",
  );
});

test("a broken contract names the places, the first few of many", () => {
  const one = JSON.stringify({ ...sampleResult(), seed: 7 });
  expect(() => decodeResult(one)).toThrow(/breaks the contract of a result:\n {2}seed: /);
  const many = JSON.stringify({ format: "hongbao-result", version: 1 });
  expect(() => decodeResult(many)).toThrow(/and \d+ more$/);
});

test("an unknown member is refused: a strict contract has no silent extras", () => {
  expect(() => decodeResult(JSON.stringify({ ...sampleResult(), extra: 1 }))).toThrow(/extra/);
});
