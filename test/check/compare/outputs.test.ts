import { expect, test } from "vitest";
import { comparisonMarkdown } from "../../../src/check/compare/markdown.ts";
import { comparisonText } from "../../../src/check/compare/text.ts";
import { changeText, relativeText } from "../../../src/check/output/figure-text.ts";
import { renderComparison } from "../../../src/report/compare/compare-report.ts";
import { comparisonSchema } from "../../../src/result/compare/comparison.ts";
import { sampleCompared, sampleComparison } from "./sample-comparison.ts";

const plain = (comparison = sampleComparison()) => comparisonText(comparison, { colour: false });

test("the sample is a comparison as the schema has it", () => {
  expect(comparisonSchema.safeParse(sampleComparison()).error).toBeUndefined();
});

test("the text says both sides, what changed, the figures, and how many were looked at", () => {
  expect(plain().split("\n")).toEqual([
    "A  night.yaml: A night (scale 1/319, 5 seeds from gala on, hongbao 0.1.0)",
    "B  night.yaml --set access.servers=500: A night (scale 1/319, 5 seeds from gala on, hongbao 0.1.0)",
    "both --from 22:29",
    "",
    "In the scenario, 1 value changed:",
    "  access.servers: 638 -> 500",
    "",
    "  figure                                  A       B     change            95 % interval  p of all",
    "  ✗ worse          shake.client.p99  100 ms  150 ms     +50 ms  +50 %  +40 ms to +60 ms    <0.001",
    "  ? perhaps better grab.refused         2 %     1 %  -1 points  -50 %                 -     0.200",
    "",
    "3 figures looked at: 0 better, 1 worse, 1 perhaps, 0 with no change seen, 1 the same to the digit.",
    expect.stringMatching(
      /^5 pairs of runs: each pair of runs met the same traffic .*for all 3 figures together/,
    ),
    "",
  ]);
});

test("one run of each side is said to give no interval", () => {
  const figures = [sampleCompared({ low: null, high: null, p: null, pOfAll: null, move: "not judged" })];
  const text = plain(sampleComparison({ pairs: 1, figures }));
  expect(text).toContain("none of them judged: one run of each side gives no interval.");
  expect(text).toContain("There is no interval: what is chance takes several seeds to tell.");
});

test("a scenario compared with itself is not run, and that is said", () => {
  const text = plain(sampleComparison({ pairs: 0, changes: [], figures: [] }));
  expect(text).toContain("In the scenario nothing changed.");
  expect(text).toContain("Nothing was run: every figure would be the same to the digit.");
});

test("a run that was cut short is named", () => {
  const { a } = sampleComparison();
  const cut = { ...a, incomplete: ["seed gala: more than 5 events"] };
  expect(plain(sampleComparison({ a: cut, complete: false }))).toContain(
    "NOT WHOLE: seed gala: more than 5 events",
  );
});

test("a change of a share is told in points of per cent, one of many times as such", () => {
  expect(changeText(-0.0123, "share")).toBe("-1.23 points");
  expect(changeText(0, "ms")).toBe("0 ms");
  expect(changeText(1500, "ms")).toBe("+1.5 s");
  expect([relativeText(null), relativeText(0.1), relativeText(12.4)]).toEqual(["from 0", "+10 %", "x 13.4"]);
});

const HOSTILE = [
  "</script><img src=x onerror=alert(1)>",
  "| a | `b` [c](http://d) @e",
  "\u001b[2Jgone \u202ereversed",
  "一条线断了",
];

test.each(HOSTILE)("a name such as %j harms no output", (name) => {
  const { a } = sampleComparison();
  const hostile = sampleComparison({
    a: { ...a, name, file: name, flags: ["--set", name] },
    changes: [{ path: name, before: name, after: name }],
    leftOut: [{ id: name, text: name, why: name }],
    figures: [sampleCompared({ id: name, text: name })],
    flags: [name],
  });
  const html = renderComparison(hostile);
  expect(html).not.toContain("<img");
  expect(html).not.toContain("</script>");
  expect(html).toContain("default-src 'none'");
  const markdown = comparisonMarkdown(hostile);
  expect(markdown).not.toMatch(/<img|<\/script|(?<!\\)\[c\]|(?<!\\)@e/);
  const borders = markdown
    .split("\n")
    .filter((line) => line.startsWith("| ✗"))
    .map((line) => line.match(/(?<!\\)\|/g)?.length);
  expect(borders).toEqual([8]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(plain(hostile)).not.toMatch(/[\u001b\u202e]/);
});

test("Markdown stays below 1 MiB, with the figures before what else there is", () => {
  const changes = Array.from({ length: 30_000 }, (_, i) => ({
    path: `some.path.of.a.value.${i}`,
    before: "x".repeat(40),
    after: "y".repeat(40),
  }));
  const markdown = comparisonMarkdown(sampleComparison({ changes }));
  expect(Buffer.byteLength(markdown)).toBeLessThan(1024 * 1024);
  expect(markdown).toContain("shake.client.p99");
  expect(markdown).toMatch(/And \d+ more lines\./);
});

test("the page of a comparison has the figures, the values that changed and both commands", () => {
  const html = renderComparison(sampleComparison());
  for (const text of ["access.servers", "638", "500", "p99 of shake", "✗ worse", "+50", "Holm"])
    expect(html).toContain(text);
  expect(html).toContain("figure with no change seen");
});
