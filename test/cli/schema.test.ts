import { expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { fakeEngine } from "./fake-engine.ts";
import { fakeTerminal } from "./fake-terminal.ts";

async function schema(...words: string[]): Promise<Record<string, unknown>> {
  const terminal = fakeTerminal();
  expect(await main(["schema", ...words], terminal, fakeEngine())).toBe(0);
  return JSON.parse(terminal.printed.stdout);
}

test("schema prints the JSON Schema of scenario files", async () => {
  expect(await schema()).toEqual({ title: "scenario" });
  expect(await schema("scenario")).toEqual({ title: "scenario" });
});

test.each([
  ["result", "result"],
  ["lab-result", "lab result"],
  ["check", "check"],
  ["comparison", "comparison"],
  ["baseline", "baseline"],
  ["sweep", "sweep"],
  ["capacity", "capacity"],
  ["scale", "measured scale"],
  ["recovery", "recovery"],
])("schema %s prints that of a document, which has no members that it does not name", async (word, name) => {
  const printed = await schema(word);
  expect(printed.title).toBe(`hongbao ${name}, version 1`);
  expect(printed).toMatchObject({ type: "object", additionalProperties: false });
});
