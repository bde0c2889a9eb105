import { expect, test } from "vitest";
import { jsonSchemaOf, resultJsonSchema } from "../../src/result/json-schema.ts";
import { labResultSchema } from "../../src/result/lab-result.ts";
import { runLab } from "../../src/run/lab-run.ts";
import { lab } from "../run/lab-text.ts";
import { sampleResult } from "./sample-result.ts";

/** Members that results of an earlier time do not have. */
const ADDED_SINCE = [
  "books",
  "grabs",
  "ladder",
  "caches",
  "failovers",
  "incidents",
  "later",
  "breakers",
  "joins",
  "network",
];

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

test("the published schema of a lab's result describes every member and allows no others", async () => {
  const scenario = lab(`
run: {requests: 100, warmup: 0, replications: 2}
sources: [{id: users, arrivals: {poisson: 5/s}, path: [desk]}]
stations: [{id: desk, service: 100ms}]
`);
  const schema = jsonSchemaOf("lab result", 1, labResultSchema) as { required: string[]; properties: object };
  expect(schema).toMatchObject({ additionalProperties: false });
  expect(Object.keys(await runLab(scenario)).sort()).toEqual([...schema.required].sort());
  expect(Object.keys(schema.properties).filter((name) => !schema.required.includes(name))).toEqual([
    "packets",
  ]);
});
