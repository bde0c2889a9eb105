import type { CheckedScenario, CheckReport, Judged } from "../check-report.ts";
import { storyText, worstText } from "./facts.ts";
import { figureText, intervalText, limitText, marginText } from "./figure-text.ts";
import { attribute, xml } from "./xml.ts";

/** JUnit XML: a suite a scenario, a case a budget, one failure at most for each. No times: the same check, the same bytes. */
export function checkJunit({ scenarios }: CheckReport): string {
  const suites = scenarios.map(suite);
  const tests = sum(scenarios, ({ verdicts }) => verdicts.length);
  const counts = `tests="${tests}" failures="${sum(scenarios, failures)}" errors="${sum(scenarios, errors)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="hongbao check" ${counts}>\n${suites.join("")}</testsuites>\n`;
}

function suite(scenario: CheckedScenario): string {
  const { file, name, verdicts, error } = scenario;
  const skipped = verdicts.filter(isSkipped).length;
  const counts = `tests="${verdicts.length}" failures="${failures(scenario)}" errors="${errors(scenario)}" skipped="${skipped}"`;
  const cases = verdicts.map((judged) => testcase(judged, scenario)).join("");
  const broken = error === null ? "" : `    <system-err>${xml(error)}</system-err>\n`;
  return `  <testsuite name="${attribute(name)}" package="${attribute(file)}" ${counts}>\n${cases}${broken}  </testsuite>\n`;
}

function testcase(judged: Judged, scenario: CheckedScenario): string {
  const head = `    <testcase classname="${attribute(scenario.file)}" name="${attribute(`${judged.id}: ${judged.text}`)}"`;
  const body = bodyOf(judged, scenario);
  return body === "" ? `${head}/>\n` : `${head}>\n      ${body}\n    </testcase>\n`;
}

function bodyOf(judged: Judged, scenario: CheckedScenario): string {
  const told = `<system-out>${xml(story(judged, scenario))}</system-out>`;
  if (judged.level === "error") {
    const message = attribute(summaryOf(judged));
    return `<failure type="${judged.verdict}" message="${message}">${xml(story(judged, scenario))}</failure>`;
  }
  if (isSkipped(judged)) return `<skipped message="${attribute(summaryOf(judged))}"/>${told}`;
  return told;
}

/** A case that did not pass and ends no build is told as skipped: neither green nor red. */
function isSkipped({ verdict, level }: Judged): boolean {
  return verdict !== "pass" && level !== "error";
}

function summaryOf(judged: Judged): string {
  const { verdict, estimate, unit, max, min, margin } = judged;
  const found = estimate === null ? "no estimate" : figureText(estimate, unit);
  return `${verdict}: ${found}, expected ${limitText(max, min, unit)} (${marginText(margin)})`;
}

function story(judged: Judged, scenario: CheckedScenario): string {
  const worst = worstText(judged, scenario);
  const { place } = judged;
  return [
    storyText(judged, scenario),
    summaryOf(judged),
    `interval ${intervalText(judged.low, judged.high, judged.unit)}, ${judged.samples} samples of ${judged.replications} seeds`,
    ...(judged.why === null ? [] : [judged.why]),
    ...(worst === undefined ? [] : [`worst seed: ${worst}`]),
    ...(judged.replay === null ? [] : [judged.replay]),
    place.line === null ? place.file : `${place.file}:${place.line}:${place.column}`,
  ].join("\n");
}

function failures({ verdicts }: CheckedScenario): number {
  return verdicts.filter(({ level }) => level === "error").length;
}

function errors({ error }: CheckedScenario): number {
  return error === null ? 0 : 1;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
