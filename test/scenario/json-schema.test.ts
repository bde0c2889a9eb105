import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { scenarioJsonSchema } from "../../src/scenario/json-schema.ts";
import { scenarioTemplate } from "../../src/scenario/template.ts";
import { obeys } from "./draft-7.ts";

/** Write it anew with: npx vitest run --config test/vitest.config.ts test/scenario/json-schema.test.ts -u */
test("the published JSON Schema is the one that the schema gives", async () => {
  const text = `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../scenarios/hongbao.schema.json");
});

const SCHEMA = scenarioJsonSchema() as { [key: string]: unknown };
const GALLERY = ["scenarios", "scenarios/lab"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `${folder}/${name}`),
);

test.each(GALLERY)("an editor finds no fault with %s", (name) => {
  expect(obeys(parse(readFileSync(name, "utf8")), SCHEMA)).toBe(true);
});

test("an editor finds no fault with the template", () => {
  expect(obeys(parse(scenarioTemplate()), SCHEMA)).toBe(true);
});

test.each([
  "extends: x.yaml\naccess: {servers: null, overload: {step: 1%}}",
  "extends: x.yaml\nlines: [{id: a, bandwidth: 1Gbps}]",
  "access: {serviceTime: {mixture: [{weight: 50%, of: 1ms}, {weight: 50%, of: {exponential: 2ms}}]}}",
  "access: {overload: {kind: none}, servers: 1k}",
  "faults: [{kind: slowReplicas, sets: [set-00], factor: 1.5, at: 20:01}]",
  "faults: [{kind: partitionReplicas, sets: all, replicas: [2], callers: 10%, at: 20:01}]",
  "packets: {won: {shares: {1: 50%, 2: 50%}}}",
])("an editor lets through %j", (text) => {
  expect(obeys(parse(`version: 1\n${text}`), SCHEMA)).toBe(true);
});

test.each([
  "acess: {servers: 5}",
  "access: {sevrers: 5}",
  "access: {servers: many}",
  "client: {jitter: 0.5}",
  "network: {callTimeout: 1 s}",
  "network: {callTimeout: 5}",
  "access: {overload: {kind: nobody}}",
  "access: {serviceTime: {exponential: 5}}",
  "faults: [{kind: cutLine, at: 20:01}]",
  "faults: [{kind: cutLin, line: a, at: 20:01}]",
  "lines: [{bandwidth: 1Gbps}]",
  "run: {to: 22}",
])("an editor marks %j", (text) => {
  expect(obeys(parse(`version: 1\n${text}`), SCHEMA)).toBe(false);
});

test("every key that holds a value says what it means", () => {
  expect(undescribed(scenarioJsonSchema(), "")).toEqual(["version", "kind", "version", "kind"]);
});

type Schema = { [key: string]: unknown };

/** Paths of properties without members of their own that have no description. */
function undescribed(schema: object, path: string): string[] {
  const { properties, items, oneOf, if: condition } = schema as Schema;
  if (condition !== undefined) {
    const { then: lab, else: architecture } = schema as { then?: object; else?: object };
    return [...undescribed(architecture ?? {}, path), ...undescribed(lab ?? {}, path)];
  }
  const below = Object.entries((properties as Schema | undefined) ?? {}).flatMap(([key, of]) =>
    undescribed(of as object, path === "" ? key : `${path}.${key}`),
  );
  if (properties !== undefined) return below;
  if (Array.isArray(oneOf)) return oneOf.flatMap((option) => undescribed(option, path));
  const { description, anyOf, type } = schema as Schema;
  if (description !== undefined || "const" in schema)
    return description === undefined && !path.includes(".") ? [path] : [];
  if (Array.isArray(anyOf) && anyOf.some((option) => option.description ?? option.items)) return [];
  if (items !== undefined && !Array.isArray(items)) return undescribed(items as object, path);
  return type === "null" || Array.isArray(items) ? [] : [path];
}
