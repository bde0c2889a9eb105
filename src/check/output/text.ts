import { textTable } from "../../result/text-table.ts";
import type { CheckedScenario, CheckReport, Judged } from "../check-report.ts";
import { confidenceText, countsText, leftOutText, runText, SIGNS, storyText, worstText } from "./facts.ts";
import { figureText, intervalText, limitText, marginText } from "./figure-text.ts";
import { plainLine } from "./plain-line.ts";

const COLOURS: Readonly<Record<Judged["verdict"], number>> = {
  pass: 32,
  fail: 31,
  undecided: 33,
  "no data": 33,
};

/** A check for a terminal: a line a budget, and what to do about those that do not pass. */
export function checkText(report: CheckReport, { colour }: { colour: boolean }): string {
  const blocks = report.scenarios.map((scenario) => scenarioLines(scenario, report, colour).join("\n"));
  const leftOut = leftOutText(report).map(plainLine);
  return `${[...blocks, [...leftOut, countsText(report)].join("\n")].join("\n\n")}\n`;
}

function scenarioLines(scenario: CheckedScenario, report: CheckReport, colour: boolean): string[] {
  const { file, name, error, verdicts } = scenario;
  const table = textTable(
    verdicts.map((judged) => [
      `  ${SIGNS[judged.verdict]} ${judged.verdict.padEnd(9)} ${judged.id}`,
      judged.estimate === null ? "-" : figureText(judged.estimate, judged.unit),
      `(${intervalText(judged.low, judged.high, judged.unit)})`,
      limitText(judged.max, judged.min, judged.unit),
      marginText(judged.margin),
    ]),
  );
  const lines = verdicts.flatMap((judged, i) => {
    const line = paint(plainLine(table[i] ?? ""), judged, colour);
    return judged.verdict === "pass" ? [line] : [line, ...more(judged, scenario)];
  });
  const told = error === null ? [] : [`  broken, a fault of ours: ${plainLine(error)}`];
  const sure = confidenceText(scenario, report);
  const sureLine = sure === undefined ? [] : [`  ${sure}`];
  return [`${plainLine(file)}: ${plainLine(name)} (${runText(scenario)})`, ...lines, ...sureLine, ...told];
}

function more(judged: Judged, scenario: CheckedScenario): string[] {
  const worst = worstText(judged, scenario);
  const { samples, samplesMin, replications, severity, replay } = judged;
  const what = `${storyText(judged, scenario)}${severity === "warn" ? "; a warning" : ""}`;
  return [
    what,
    ...(judged.why === null
      ? []
      : [`${judged.why} (${samples} samples of ${replications} seeds, ${samplesMin} needed)`]),
    ...(worst === undefined ? [] : [`worst seed: ${worst}`]),
    ...(replay === null ? [] : [replay]),
  ].map((line) => `      ${plainLine(line)}`);
}

function paint(line: string, { verdict }: Judged, colour: boolean): string {
  return colour
    ? line.replace(/\S \S+(?: data)?/, (word) => `\u001b[${COLOURS[verdict]}m${word}\u001b[0m`)
    : line;
}
