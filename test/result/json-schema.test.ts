import { expect, test } from "vitest";
import { resultJsonSchema } from "../../src/result/json-schema.ts";
import { sampleResult } from "./sample-result.ts";

/** Members that results of an earlier time do not have. */
const ADDED_SINCE = ["grabs", "incidents", "network"];

test("the published schema describes every member of a result and allows no others", () => {
  const schema = resultJsonSchema() as {
    $schema: string;
    required: string[];
    properties: object;
    additionalProperties: boolean;
  };
  expect(schema.$schema).toContain("draft-07");
  expect(Object.keys(schema.properties)).toEqual(Object.keys(sampleResult()));
  expect(schema.additionalProperties).toBe(false);
  const required = Object.keys(sampleResult()).filter((name) => !ADDED_SINCE.includes(name));
  expect(new Set(schema.required)).toEqual(new Set(required));
});
