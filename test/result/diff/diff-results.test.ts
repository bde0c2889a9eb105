import { expect, test } from "vitest";
import { diffLines } from "../../../src/result/diff/diff-lines.ts";
import { diffResults } from "../../../src/result/diff/diff-results.ts";
import { valueDiff } from "../../../src/result/diff/value-diff.ts";
import type { Result } from "../../../src/result/result.ts";
import { sampleResult } from "../sample-result.ts";

/** A copy in which something was changed. */
function changed(change: (result: Result) => void): Result {
  const copy = structuredClone(sampleResult());
  change(copy);
  return copy;
}

const said = (b: Result, a = sampleResult()) => diffLines(diffResults(a, b), a);

test("a result is the same as itself, whatever order its members stand in", () => {
  const turned = Object.fromEntries(Object.entries(sampleResult()).reverse()) as unknown as Result;
  const diff = diffResults(sampleResult(), turned);
  expect(diff).toMatchObject({ equal: true, differing: 0, inputs: [], first: null });
  expect(said(turned)).toEqual([`The same: all ${diff.values} values.`]);
});

test("the window that ends first is told, not the one that starts first nor the one that is written first", () => {
  const other = changed(({ series, money }) => {
    money.credits += 1;
    // 10 s windows: that of 0 s ends after the one of 1 s.
    for (const family of Object.values(series.parts))
      for (const metrics of Object.values(family))
        for (const values of Object.values(metrics)) values[0] = 77;
    series.steps.shake.offered[1] = 12_345;
  });
  expect(diffResults(sampleResult(), other).first).toEqual({
    path: "series.steps.shake.offered[1]",
    words: "shakes offered",
    a: String(sampleResult().series.steps.shake.offered[1]),
    b: "12345",
    fromMs: 1000,
    toMs: 2000,
  });
  expect(said(other)).toContain("The runs part in the window 20:00:01 to 20:00:02: shakes offered");
});

test("an event that only one has is a difference at its moment", () => {
  const other = changed(({ timeline }) => {
    timeline.splice(0, timeline.length, { atMs: 250, kind: "mask", part: "set-03", text: "masked" });
  });
  const { first } = diffResults(
    changed(({ timeline }) => timeline.splice(0)),
    other,
  );
  expect(first).toMatchObject({ path: "timeline[0]", a: "not there", fromMs: 250, toMs: 250 });
});

test("a series that one side lacks, or that goes on, differs where it is not there", () => {
  const longer = changed(({ series }) => series.steps.shake.offered.push(5));
  expect(diffResults(sampleResult(), longer).first).toMatchObject({
    path: "series.steps.shake.offered[2]",
    a: "not there",
    b: "5",
  });
  const more = changed(({ series }) => {
    series.parts.ghosts = { "set-1": { load: [0.5] } };
  });
  expect(diffResults(sampleResult(), more).first?.path).toBe("series.parts.ghosts.set-1.load[0]");
});

test("what was run is told apart from what came out, the scenario value by value", () => {
  const other = changed((result) => {
    result.scenario.sha256 = "1".repeat(64);
    result.scenario.resolved = { version: 1, name: "sample", third: 0.5 };
    result.seed = "other";
    result.scale.k = 35;
    result.clock.toMs = 3000;
    result.engine.version = "9.9.9";
  });
  const diff = diffResults(sampleResult(), other);
  expect(diff.inputs.map(({ what }) => what)).toEqual([
    "scenario",
    "seed",
    "scale",
    "end of the arrivals [ms]",
    "version of hongbao",
  ]);
  expect(diff.changes).toEqual([{ path: "third", before: String(1 / 3), after: "0.5" }]);
  expect(said(other)).toEqual(
    expect.arrayContaining([
      "What was run differs:",
      "  seed: s in A, other in B",
      "  scale: 1/10 in A, 1/35 in B",
    ]),
  );
});

test("of equal inputs it is said that the results should be equal", () => {
  const other = changed(({ money }) => {
    money.lateCredits += 3;
  });
  const lines = said(other);
  expect(lines[0]).toMatch(/^Scenario, seed, scale, times and version are the same/);
  expect(lines).toContain("  money.lateCredits");
  expect(lines.at(-1)).toMatch(/^In all 1 of \d+ values differ\.$/);
});

test("another command alone is no difference of what came out", () => {
  const other = changed((result) => {
    result.command = "hongbao run FILE --seed=s";
  });
  expect(diffResults(sampleResult(), other)).toMatchObject({ equal: false, inputs: [], first: null });
  expect(said(other)).toEqual(["The same but for how the scenario and the command are written."]);
});

test("names that mean something to JavaScript, or to a terminal, are names", () => {
  const [a, b] = [
    JSON.parse('{"__proto__": 1, "x": {"toString": 2}}'),
    JSON.parse('{"__proto__": 1, "x": {}}'),
  ];
  expect(valueDiff(a, b)).toEqual({
    values: 2,
    differing: 1,
    first: { path: "x.toString", a: "2", b: "not there" },
  });
  const other = changed(({ series }) => {
    series.parts["\u001b[2J</script>"] = { x: { y: [1] } };
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
  expect(said(other).join("\n")).not.toMatch(/\u001b/);
});

test("nothing and null are not the same, and 0 is 0", () => {
  expect(valueDiff({ a: null }, {}).differing).toBe(1);
  expect(valueDiff({ a: [1, 2] }, { a: [1] }).first).toEqual({ path: "a[1]", a: "2", b: "not there" });
  expect(valueDiff({ a: 0 }, { a: -0 }).differing).toBe(0);
});
