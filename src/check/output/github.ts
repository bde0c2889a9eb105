import type { CheckReport } from "../check-report.ts";
import { troubles, worstText } from "./facts.ts";
import { figureText, intervalText, limitText } from "./figure-text.ts";

/**
 * Workflow commands that have GitHub show a verdict at the budget's own line, worst first: of each level it shows ten.
 *
 * @returns one line a verdict that does not pass; "" where all do.
 */
export function checkAnnotations(report: CheckReport): string {
  const lines = troubles(report).map(({ scenario, judged }) => {
    const { id, text, verdict, estimate, low, high, max, min, unit, why, place, level, replay } = judged;
    const worst = worstText(judged, scenario);
    const message = [
      `${text}: ${estimate === null ? "no estimate" : figureText(estimate, unit)} (${intervalText(low, high, unit)}), expected ${limitText(max, min, unit)}`,
      ...(why === null ? [] : [why]),
      ...(worst === undefined ? [] : [`worst seed: ${worst}`]),
      ...(replay === null ? [] : [replay]),
    ].join("\n");
    const where =
      place.line === null ? "" : `file=${property(place.file)},line=${place.line},col=${place.column},`;
    return `::${level} ${where}title=${property(`${verdict}: ${id} (${scenario.name})`)}::${data(message)}\n`;
  });
  return lines.join("");
}

/** What follows the two colons: percent signs and line breaks would be read as its end. */
function data(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

/** A property: commas and colons part it from the next, too. */
function property(text: string): string {
  return data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
