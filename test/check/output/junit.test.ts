import { readFileSync } from "node:fs";
import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { checkJunit } from "../../../src/check/output/junit.ts";
import {
  failing,
  HOSTILE,
  noData,
  sampleJudged,
  sampleReport,
  sampleScenario,
  undecided,
} from "./sample-report.ts";

const SCHEMA = readFileSync(new URL("junit.xsd", import.meta.url), "utf8");

async function complaints(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: "check.xml", contents: xml }], schema: [SCHEMA] });
  return errors.map(({ message }) => message);
}

interface Case {
  "@name": string;
  "@classname": string;
  failure?: { "@type": string; "@message": string; "#text": string };
  skipped?: { "@message": string };
  "system-out"?: string;
}

function parsed(xml: string): {
  "@tests": string;
  "@failures": string;
  testsuite: { "@name": string; testcase: Case[] }[];
} {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    isArray: (name) => name === "testsuite" || name === "testcase",
    htmlEntities: true,
  });
  return parser.parse(xml).testsuites;
}

test("libxml2 finds it valid by the schema", async () => {
  expect(await complaints(checkJunit(sampleReport()))).toEqual([]);
});

test("the schema is one that can say no", async () => {
  const broken = checkJunit(sampleReport()).replace(' name="A night"', "");
  expect(await complaints(broken)).toEqual([expect.stringContaining("The attribute 'name' is required")]);
});

test("a parser reads a suite a scenario, a case a budget, and one failure for each that ends the build", () => {
  const { testsuite, ...totals } = parsed(
    checkJunit(sampleReport([sampleScenario(), sampleScenario({ name: "B" })])),
  );
  expect(totals).toMatchObject({ "@tests": "8", "@failures": "6" });
  expect(testsuite.map((suite) => suite["@name"])).toEqual(["A night", "B"]);
  const cases = testsuite[0]?.testcase ?? [];
  expect(cases.map(({ failure }) => failure?.["@type"])).toEqual([undefined, "fail", "undecided", "no data"]);
  expect(cases[1]).toMatchObject({
    "@name": "core: core requests answered",
    "@classname": "scenarios/night.yaml",
    failure: { "@message": "fail: 98.95 %, expected at least 99.9 % (-0.9 %)" },
  });
  expect(cases[1]?.failure?.["#text"]).toContain("hongbao run scenarios/night.yaml --seed=gala/3");
});

test("what does not pass and ends no build is skipped, not failed", async () => {
  const lenient = [failing({ severity: "warn", level: "warning" }), undecided({ level: "none" }), noData()];
  const xml = checkJunit(sampleReport([sampleScenario({ verdicts: lenient })]));
  const cases = parsed(xml).testsuite[0]?.testcase ?? [];
  expect(cases.map((of) => Object.keys(of).filter((key) => /^(?:failure|skipped)$/.test(key)))).toEqual([
    ["skipped"],
    ["skipped"],
    ["failure"],
  ]);
  expect(await complaints(xml)).toEqual([]);
});

test.each(HOSTILE)(
  "a name such as %j comes out as it went in, or with a mark where XML cannot hold it",
  async (name) => {
    const verdicts = [sampleJudged({ text: name }), failing({ text: name, why: name, replay: name })];
    const xml = checkJunit(sampleReport([sampleScenario({ name, file: name, error: name, verdicts })]));
    expect(await complaints(xml)).toEqual([]);
    const [suite] = parsed(xml).testsuite;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML cannot hold
    const held = name.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|[\ud800-\udfff]/g, "\ufffd");
    expect(suite?.["@name"]).toBe(held);
    expect(suite?.testcase[0]?.["@name"]).toBe(`grab-fast: ${held}`);
  },
);
