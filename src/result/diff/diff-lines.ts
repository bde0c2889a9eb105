import { clip } from "../clip.ts";
import { clockText } from "../clock-text.ts";
import type { AnyResult } from "./diff-results.ts";
import type { FirstDifference, ResultDiff } from "./result-diff.ts";

const CHANGES_MAX = 20;
const COLUMNS_MAX = 160;

/** A difference in plain words, for a terminal. */
export function diffLines(diff: ResultDiff, a: AnyResult): string[] {
  if (diff.equal) return [`The same: all ${diff.values} values.`];
  const { inputs, first } = diff;
  if (first === null && inputs.length === 0)
    return ["The same but for how the scenario and the command are written."];
  return [
    ...(inputs.length === 0
      ? [
          "Scenario, seed, scale, times and version are the same, so that the results should be:",
          "  another state of the code, another major version of Node, or a file that was changed",
        ]
      : ["What was run differs:"]),
    ...inputs.flatMap(({ what, a: inA, b: inB }) => [
      `  ${what}: ${clip(inA, 70)} in A, ${clip(inB, 70)} in B`,
      ...(what === "scenario" ? changeLines(diff) : []),
    ]),
    ...(first === null ? ["What came out is the same."] : firstLines(first, a)),
    `In all ${diff.differing} of ${diff.values} values differ.`,
  ];
}

function changeLines({ changes }: ResultDiff): string[] {
  const lines = changes
    .slice(0, CHANGES_MAX)
    .map(({ path, before, after }) => `    ${clip(path, 60)}: ${clip(before, 50)} -> ${clip(after, 50)}`);
  return changes.length > CHANGES_MAX ? [...lines, `    and ${changes.length - CHANGES_MAX} more`] : lines;
}

function firstLines({ path, words, a, b, fromMs, toMs }: FirstDifference, of: AnyResult): string[] {
  const values = [
    `  ${clip(path, COLUMNS_MAX)}`,
    `  A: ${clip(a, COLUMNS_MAX)}`,
    `  B: ${clip(b, COLUMNS_MAX)}`,
  ];
  if (fromMs === null || toMs === null || of.kind !== "architecture")
    return ["What came out differs first, in the order of the document, at", ...values];
  const time = (atMs: number) => clockText(of.clock.start, atMs).slice("2015-02-18T".length);
  const when = fromMs === toMs ? `at ${time(fromMs)}` : `in the window ${time(fromMs)} to ${time(toMs)}`;
  return [`The runs part ${when}: ${clip(words, COLUMNS_MAX)}`, ...values];
}
