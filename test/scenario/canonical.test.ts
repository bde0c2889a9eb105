import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { canonicalScenario, scenarioHash } from "../../src/scenario/canonical.ts";
import { load } from "./small.ts";

const GALA = readFileSync("scenarios/spring-festival-2015.yaml", "utf8");

test("the hash does not depend on how the file is written: order, spelling of quantities, stated defaults", () => {
  const reversed = Object.fromEntries(Object.entries(parse(GALA)).reverse());
  const respelled = JSON.stringify({ ...reversed, network: { campusDelay: "750us" } });
  expect(scenarioHash(load(respelled))).toBe(scenarioHash(load(GALA)));
});

test("the hash changes with any value", () => {
  expect(scenarioHash(load(GALA, ["sets.count=47"]))).not.toBe(scenarioHash(load(GALA)));
});

test("the canonical text is the scenario and nothing else", () => {
  expect(JSON.parse(canonicalScenario(load(GALA)))).toEqual(load(GALA));
  expect(scenarioHash(load(GALA))).toMatch(/^[0-9a-f]{64}$/);
});
