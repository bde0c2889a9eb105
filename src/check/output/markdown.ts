import { countText } from "../../result/number-text.ts";
import type { CheckedScenario, CheckReport, Judged } from "../check-report.ts";
import { confidenceText, countsText, leftOutText, runText, SIGNS, storyText, worstText } from "./facts.ts";
import { figureText, intervalText, limitText, marginText } from "./figure-text.ts";
import { BYTES_MAX, bytes, code, escaped } from "./markdown-text.ts";

/** A check as GitHub's Markdown: a table a scenario, those that do not pass told in full. Always below 1 MiB. */
export function checkMarkdown(report: CheckReport): string {
  const leftOut = leftOutText(report).map((line) => `\n${escaped(line)}\n`);
  const head = `# hongbao check\n\n${escaped(countsText(report))}\n${leftOut.join("")}`;
  const whole = [head, ...report.scenarios.map((scenario) => section(scenario, report, () => true))].join(
    "\n",
  );
  if (bytes(whole) <= BYTES_MAX) return whole;
  const trouble = report.scenarios.map((scenario) =>
    section(scenario, report, ({ verdict }) => verdict !== "pass"),
  );
  const note = "\nBudgets that pass are left out: there are too many for this page.\n";
  return clippedTo(BYTES_MAX, `${head}${note}`, trouble);
}

function section(scenario: CheckedScenario, report: CheckReport, shown: (judged: Judged) => boolean): string {
  const verdicts = scenario.verdicts.filter(shown);
  const rows = verdicts.map((judged) => {
    const { id, text, estimate, unit } = judged;
    const cells = [
      `${SIGNS[judged.verdict]} ${judged.verdict}`,
      `${code(id)}<br>${escaped(text)}`,
      estimate === null ? "-" : figureText(estimate, unit),
      intervalText(judged.low, judged.high, unit),
      limitText(judged.max, judged.min, unit),
      marginText(judged.margin),
      countText(judged.samples),
      String(judged.replications),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const table = [
    "| verdict | budget | estimate | interval | limit | margin | samples | seeds |",
    "|---|---|--:|---|---|--:|--:|--:|",
    ...rows,
  ];
  const told = verdicts
    .filter(({ verdict }) => verdict !== "pass")
    .map((judged) => `- ${story(judged, scenario)}`);
  const error =
    scenario.error === null ? [] : [`**Broken, a fault of ours:** ${escaped(scenario.error)}`, ""];
  const sure = confidenceText(scenario, report);
  const title = `## ${escaped(scenario.name)}\n\n${code(scenario.file)}, ${runText(scenario)}${sure === undefined ? "" : `; ${sure}`}\n`;
  return [title, ...error, ...(rows.length > 0 ? table : []), "", ...told, ""].join("\n");
}

function story(judged: Judged, scenario: CheckedScenario): string {
  const worst = worstText(judged, scenario);
  const parts = [
    `${code(judged.id)}: ${escaped(storyText(judged, scenario))}`,
    ...(judged.why === null ? [] : [escaped(judged.why)]),
    ...(worst === undefined ? [] : [`worst seed ${escaped(worst)}`]),
    ...(judged.replay === null ? [] : [code(judged.replay)]),
  ];
  return parts.join("; ");
}

/** As many whole sections as fit, and a word about the rest. */
function clippedTo(bytesMax: number, head: string, sections: readonly string[]): string {
  let text = head;
  for (const [i, section] of sections.entries()) {
    const rest = `\nAnd ${sections.length - i} more scenarios.\n`;
    if (bytes(text) + bytes(section) + bytes(rest) > bytesMax) return text + rest;
    text += `\n${section}`;
  }
  return text;
}
