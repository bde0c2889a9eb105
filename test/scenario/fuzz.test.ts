import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";

const GALA = readFileSync("scenarios/spring-festival-2015.yaml", "utf8");
const LINES = GALA.split("\n");
const PIECES = [
  "{",
  "}",
  "[",
  "]",
  ":",
  " ",
  "\n",
  "- ",
  "&a",
  "*a",
  "*early",
  "!!x",
  "<<",
  "null",
  "~",
  "-1",
  "1e999",
  "0",
  "'",
  '"',
  "#",
  "|",
  "%",
  "\t",
  "\u0000",
  "\ud800",
  "é",
  "万",
  "__proto__",
  "id: sz",
  "---\n",
  "? ",
];

/** A slip: a piece put in, a span cut out, or a line doubled, swapped away or indented. */
const slip = fc.oneof(
  fc.record({ at: fc.nat(GALA.length), cut: fc.nat(12), put: fc.constantFrom("", ...PIECES) }),
  fc.record({ line: fc.nat(LINES.length - 1), put: fc.constantFrom("", "  ", "- ", "x: ") }),
);

function slipped(
  text: string,
  change: { at: number; cut: number; put: string } | { line: number; put: string },
): string {
  if ("at" in change) return text.slice(0, change.at) + change.put + text.slice(change.at + change.cut);
  const lines = text.split("\n");
  const line = lines[change.line] ?? "";
  lines.splice(change.line, change.put === "" ? 1 : 0, change.put + line);
  return lines.join("\n");
}

test("a gala with slips in it loads or is refused in words, and never throws", () => {
  fc.assert(
    fc.property(fc.array(slip, { minLength: 1, maxLength: 4 }), (slips) => {
      const loaded = loadScenario({ text: slips.reduce(slipped, GALA), name: "gala.yaml" });
      if (loaded.ok) return;
      expect(loaded.problems.length).toBeGreaterThan(0);
      for (const problem of loaded.problems) {
        expect(formatProblem(problem)).toMatch(/^gala\.yaml(:\d+:\d+)?: \P{Cc}+$/u);
        expect(problem.line === undefined || (problem.line >= 1 && (problem.column ?? 0) >= 1)).toBe(true);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

test("any text and any flag is refused in words, and never throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.array(fc.string(), { maxLength: 2 }), (text, set) => {
      const loaded = loadScenario({ text: `version: 1\n${text}`, name: "any.yaml" }, { set });
      return loaded.ok || loaded.problems.map(formatProblem).every((sentence) => sentence.length > 0);
    }),
    { numRuns: 50, seed: 2 },
  );
});

test("any value at any path of the gala is taken or refused in words, and never throws", () => {
  const keys = [...new Set(GALA.match(/[\w-]+(?=:)/g))];
  const path = fc.array(fc.constantFrom(...keys, "0", "sz", "toString"), { minLength: 1, maxLength: 4 });
  const value = fc.constantFrom(
    "",
    "1",
    "5ms",
    "{}",
    "[]",
    "[[1]]",
    "{a: b}",
    "null",
    "50%",
    "x",
    "{kind: none}",
    "1/2",
    "*a",
  );
  fc.assert(
    fc.property(path, value, (segments, text) => {
      const loaded = loadScenario(
        { text: GALA, name: "gala.yaml" },
        { set: [`${segments.join(".")}=${text}`] },
      );
      return loaded.ok || loaded.problems.length > 0;
    }),
    { numRuns: 50, seed: 3 },
  );
});
